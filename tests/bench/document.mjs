// docs/performance.md, made from docs/performance.json.

import { figuresOf, ratioLines, ratioText, referenceText, targetText, verdictOf } from './results.mjs';

/** The plots of the document: file, heading, and the text for who cannot see it. */
export const plots = {
  targets: {
    file: 'images/performance-targets.svg',
    alt: 'Dot plot: each ratio that has a target, divided by its target, with the spread of the rounds. The ratios are in the tables below.',
  },
  reading: {
    file: 'images/performance-reading.svg',
    alt: 'Bar chart: requests per second for a thread of 16 comments, for a static file, a published snippet, fastcgi_cache, the dynamic thread and two programs that send the same bytes. The figures are in the first table below.',
  },
  posts: {
    file: 'images/performance-posts.svg',
    alt: 'Bar chart: accepted and synced comments per second with 1, 16 and 64 clients and for a bare insert loop, in both journal modes. The figures are in the tables of posts below.',
  },
  peers: {
    file: 'images/performance-peers.svg',
    alt: 'Bar chart with a logarithmic scale: pages per second of WordPress, Waline and Afterword for 16 and 500 comments, and accepted posts per second. The figures are in the tables below.',
  },
};

// Measured on a machine of the same kind, not in this run.
const quoted = [
  ['Remark42', '11,700', '403', 'from a cache in memory; the first read after a write took 13 ms'],
  ['HashOver', '1,700', '79', ''],
  ['Isso', '162', '206', 'reads: 38 with 22,000 comments'],
];

const line = (cells) => `| ${cells.join(' | ')} |`;
const image = ({ file, alt }) => `![${alt}](${file})`;

function machineOf(run) {
  const { processors, processor, memory, system, load, temporaryFolder } = run.machine;
  return (
    `Measured on ${run.day}: ${processors} processors (${processor}), ${memory}, ${system}; databases ${temporaryFolder}; ` +
    `load before the run ${load}. ${run.program}, commit ${run.commit}. ` +
    `${run.rounds} rounds of ${run.seconds} s, ${run.connections} connections.`
  );
}

/** A table of values that have units of their own. */
function valuesOf({ title, rows }) {
  const lines = rows.map((row) => line([row.what, figuresOf(row)[0], targetText(row), marked(verdictOf(row))]));
  return [line([title, '', 'target', '']), line(['---', '---:', '---', '---']), ...lines, '', ...reasonsOf(rows)].join('\n');
}

const marked = (verdict) => (verdict === 'missed' ? '**missed**' : verdict);

/** A sentence for each reason why rows were not measured. */
function reasonsOf(rows) {
  const reasons = new Map();
  for (const { what, notMeasured } of rows)
    if (notMeasured) reasons.set(notMeasured, [...(reasons.get(notMeasured) ?? []), what]);
  return [...reasons].map(([reason, names]) => `Not measured (${names.join('; ')}): ${reason}.\n`);
}

function tableOf(group) {
  const { title, rows } = group;
  if (rows.every(({ unit }) => unit)) return valuesOf(group);
  const head = [title, '1/s', 'p50, ms', 'p99, ms', 'bytes', 'ratio (rounds)', 'to', 'target', ''];
  const lines = rows.flatMap((row) =>
    ratioLines(row).map(([ratio, spread, to, target, verdict], i) =>
      line([
        ...(i ? ['', '', '', '', ''] : [row.what, ...figuresOf(row)]),
        ratio && `${ratio} (${spread})`,
        to,
        target,
        marked(verdict),
      ]),
    ),
  );
  return [line(head), line(['---', ...Array(5).fill('---:'), '---', '---', '---']), ...lines, '', ...reasonsOf(rows)].join('\n');
}

const targetsOf = (row) => [
  ...(targetText(row) ? [{ ...row, id: row.id, text: row.notMeasured ? '' : `${row.value} ${row.unit}` }] : []),
  ...(row.ratios ?? []).filter(targetText).map((ratio) => ({
    ...ratio,
    id: `${row.id} ${ratio.key} ${ratio.of}`,
    text: ratio.notMeasured ? '' : `${ratioText(ratio.median)} to ${referenceText(ratio, row)}`,
  })),
];

/** What is missed, each with the note on what was tried. */
function missedIn(groups, notes) {
  return groups.flatMap(({ title, rows }) =>
    rows.flatMap((row) =>
      targetsOf(row)
        .filter((target) => ['missed', 'not measured'].includes(verdictOf(target)))
        .map((target) => {
          const found = target.notMeasured ? `not measured: ${target.notMeasured}` : target.text;
          const note = notes[target.id] ? ` ${notes[target.id]}` : '';
          return `- ${title}, ${row.what}: ${found}; the target is ${targetText(target)}.${note}`;
        }),
    ),
  );
}

/**
 * The whole document. `results` is { bench, peers, notes }; `notes` has a sentence for a target's id, which is
 * that of its row, or "ROW KEY REFERENCE" for a ratio.
 */
export function documentOf({ bench, peers, notes = {} }) {
  const groups = [...bench.groups, ...peers.groups];
  const known = groups.flatMap(({ rows }) => rows.flatMap(targetsOf)).map(({ id }) => id);
  const unknown = Object.keys(notes).filter((id) => !known.includes(id));
  if (unknown.length) throw new Error(`notes on targets that do not exist: ${unknown.join('; ')}; there are: ${known.join('; ')}`);
  const missed = missedIn(groups, notes);
  return `# Performance

\`make bench\` measures this program beside what limits it, \`make bench-peers\` beside WordPress and Waline, and
\`make performance\` writes this page from their results (\`docs/performance.json\`). \`make bench COMPARE=FILE\` compares a
run with an earlier one, such as that file.

Absolute figures depend on the machine; ratios depend on it less. Rows of a table are measured in turn in every round. A
ratio is the median of the rounds' ratios, with the smallest and the largest in parentheses. 1/s: responses per second;
p50 and p99: median and 99th percentile of the latency; bytes: the response's body as it is sent. nginx and every FastCGI
program have two workers each and use Unix sockets without kept connections. wrk uses one thread of the same machine, for
all alike.

${image(plots.targets)}

## ${missed.length ? 'Missed targets' : 'Targets'}

${missed.length ? missed.join('\n') : 'Every target is met.'}

## Beside what limits it

${machineOf(bench)}

- The *static file* is sent by nginx.
- \`fastcgi_cache\` is nginx's cache of Afterword's responses.
- The *bare libfcgi program* (\`tests/bench/bare_fastcgi.cc\`) sends bytes that it has in memory by libfcgi.
- The *hand-written responder* (\`tests/bench/hand_fastcgi.cc\`) does for a connection one accept, one read, one write and
  one close.
- The *bare insert loop* (\`tests/bench/bare_sqlite.cc\`) is one process that inserts one row in each transaction into the same
  tables, with the same journal mode and full syncs.

${image(plots.reading)}

${image(plots.posts)}

${bench.groups.map(tableOf).join('\n')}
## Beside other systems

${machineOf(peers)} ${peers.versions.join('; ')}.

All are behind the same nginx, without a cache of pages, and have the same comments. WordPress has two php-fpm workers
with opcache, the theme Twenty Twenty-One, and MariaDB with its defaults on a Unix socket; what is measured is its own page
and its own form. Waline has its one process; what is measured is the JSON that its script reads. Afterword has two
workers. Nothing is held, nothing limits how often one visitor may comment, nobody gets mail, and what was accepted was
counted in the database.

${image(plots.peers)}

${peers.groups.map(tableOf).join('\n')}
Quoted, measured in 2026 on a machine of the same kind, not in this run:

${[line(['system', 'reads of 16 comments, 1/s', 'accepted posts, 1/s', 'remark']), line(['---', '---:', '---:', '---']), ...quoted.map(line)].join('\n')}
`;
}
