// The plots of docs/performance.md as SVG, drawn by Observable Plot without a browser.

import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';

import { perSecond, ratioText, referenceText } from './results.mjs';

// Colours for light and dark pages. The pictures have their own background, because a page may be dark
// where the system is light.
const style = `
  svg { --back: #ffffff; --text: #1f2328; --ours: #0969da; --other: #8c959f; --missed: #bc4c00; background: var(--back);
    color: var(--text); font: 13px system-ui, sans-serif; }
  @media (prefers-color-scheme: dark) {
    svg { --back: #0d1117; --text: #e6edf3; --ours: #4493f8; --other: #7d8590; --missed: #f0883e; }
  }`;

const width = 900;

function svgOf(title, alt, options) {
  const { document } = parseHTML('<!DOCTYPE html><html><body></body></html>');
  const svg = Plot.plot({ document, width, marginTop: 34, marginBottom: 46, ...options });
  svg.querySelectorAll('style').forEach((own) => own.remove());
  const add = (name, text) => {
    const element = document.createElementNS('http://www.w3.org/2000/svg', name);
    element.textContent = text;
    svg.insertBefore(element, svg.firstChild);
    return element;
  };
  svg.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  svg.setAttribute('role', 'img');
  svg.setAttribute('fill', 'currentColor');
  svg.removeAttribute('class');
  svg.removeAttribute('font-size');
  svg.removeAttribute('font-family');
  add('style', style);
  add('desc', alt);
  add('title', title);
  const heading = add('text', title);
  svg.appendChild(heading);
  for (const [name, value] of Object.entries({ x: 10, y: 20, 'font-weight': 'bold', 'text-anchor': 'start' })) heading.setAttribute(name, value);
  return `${svg.outerHTML}\n`;
}

/** A bar for each of { what, value, colour, text }, in their order; `scale` is linear or log. */
function bars(title, alt, rows, { scale = 'linear', label }) {
  const least = scale === 'log' ? Math.min(...rows.map(({ value }) => value)) / 2 : 0;
  return svgOf(title, alt, {
    height: 80 + 26 * rows.length,
    marginLeft: 330,
    marginRight: 70,
    x: { type: scale, label, ticks: 5, tickFormat: 's', domain: [least, Math.max(...rows.map(({ value }) => value))] },
    y: { label: null, domain: rows.map(({ what }) => what), padding: 0.25 },
    marks: [
      Plot.axisY({ tickSize: 0, fontSize: 13, label: null }),
      Plot.axisX({ ticks: 5, tickFormat: 's', label, labelOffset: 40, fontSize: 12 }),
      Plot.barX(rows, { x1: least, x2: 'value', y: 'what', fill: 'colour' }),
      Plot.text(rows, { x: 'value', y: 'what', text: 'text', textAnchor: 'start', dx: 5, fontSize: 12 }),
    ],
    color: { type: 'identity' },
  });
}

const ours = 'var(--ours)';
const other = 'var(--other)';

function rowsOf(groups, chosen) {
  const all = new Map(groups.flatMap(({ rows }) => rows).map((row) => [row.id, row]));
  return chosen.flatMap(([id, what, colour]) => {
    const row = all.get(id);
    if (row?.rate === undefined) return [];
    return [{ what: what ?? row.what, value: row.rate, colour, text: perSecond(row.rate) }];
  });
}

function reading({ bench }, { alt }) {
  const rows = rowsOf(bench.groups, [
    ['static16gz', undefined, other],
    ['published16gz', undefined, ours],
    ['static16', undefined, other],
    ['published16', undefined, ours],
    ['cache16gz', undefined, other],
    ['cache16', undefined, other],
    ['ssipublished', undefined, ours],
    ['ssidynamic', undefined, ours],
    ['hand16gz', undefined, other],
    ['dynamic16gz', undefined, ours],
    ['hand16', undefined, other],
    ['dynamic16', undefined, ours],
    ['bare16', undefined, other],
  ]);
  return bars('A thread of 16 comments: responses per second (blue: Afterword)', alt, rows, { label: 'responses per second' });
}

function posts({ bench }, { alt }) {
  const rows = ['wal', 'truncate'].flatMap((journal) =>
    rowsOf(bench.groups, [
      [`${journal}bare`, `${journal}: bare insert loop`, other],
      ...[1, 16, 64].map((clients) => [
        `${journal}${clients}`,
        `${journal}: ${clients} ${clients === 1 ? 'client' : 'clients'}`,
        ours,
      ]),
    ]),
  );
  return bars('Accepted comments per second, each fully synced (blue: Afterword)', alt, rows, { label: 'comments per second' });
}

function peers({ peers: run }, { alt }) {
  const reads = (page) => [
    [`wordpress-${page}`, undefined, other],
    [`waline-${page}`, undefined, other],
    [`dynamic-${page}`, undefined, ours],
    [`published-${page}`, undefined, ours],
  ];
  const rows = rowsOf(run.groups, [
    ...reads('sixteen'),
    ...reads('fivehundred'),
    ['wordpress-posts', undefined, other],
    ['waline-posts', undefined, other],
    ['afterword-posts', undefined, ours],
  ]);
  return bars('Beside other systems, per second, logarithmic (blue: Afterword)', alt, rows, { scale: 'log', label: 'per second' });
}

/** Each ratio divided by its target, so that 1 is the target and more is better. */
function targets({ bench, peers: run }, { alt }) {
  const rows = [...bench.groups, ...run.groups].flatMap(({ rows: list }) =>
    list.flatMap((row) =>
      (row.ratios ?? [])
        .filter(({ atLeast, atMost, median }) => median && (atLeast ?? atMost))
        .map((ratio) => {
          const part = (value) => (ratio.atLeast ? value / ratio.atLeast : ratio.atMost / value);
          const value = part(ratio.median);
          return {
            what: ratio.of === row.id ? `${row.what}: ${referenceText(ratio, row)}` : `${row.what} to ${referenceText(ratio, row)}`,
            value,
            low: part(ratio.low),
            high: part(ratio.high),
            colour: ratio.met ? ours : 'var(--missed)',
            text: ratioText(ratio.median),
          };
        }),
    ),
  );
  const label = 'ratio divided by its target; right of the line: met';
  return svgOf('How far each ratio is from its target (orange: missed)', alt, {
    height: 80 + 24 * rows.length,
    marginLeft: 520,
    marginRight: 60,
    x: { type: 'log', label },
    y: { label: null, domain: rows.map(({ what }) => what) },
    marks: [
      Plot.axisY({ tickSize: 0, fontSize: 11, label: null }),
      Plot.axisX({ ticks: 5, tickFormat: (n) => String(n), label, labelOffset: 40, fontSize: 12 }),
      Plot.ruleX([1], { stroke: 'currentColor', strokeDasharray: '4 3' }),
      Plot.ruleY(rows, { x1: 'low', x2: 'high', y: 'what', stroke: 'colour', strokeWidth: 2 }),
      Plot.dot(rows, { x: 'value', y: 'what', fill: 'colour', r: 5 }),
      Plot.text(rows, { x: (row) => Math.max(row.low, row.high), y: 'what', text: 'text', textAnchor: 'start', dx: 9, fontSize: 12 }),
    ],
    color: { type: 'identity' },
  });
}

export const drawings = { targets, reading, posts, peers };
