// A real browser on a real site: Chromium, and host pages that include their thread by SSI, with a
// strict Content-Security-Policy and light and dark styles.
//
// Every page records what must never happen: a violation of the policy, an uncaught error, a dialog.
// `quiet(page)` fails if there was any.
//
// A test waits for the effect of each action before the next action or assertion: `page.waitForURL`, or
// `arrived`, `hasFocus`, `settled`, `takeTime` and `holdRequests` below. Locators wait by themselves;
// `page.url()`, `title()`, `isVisible()`, `count()` and `evaluate()` do not, nor does a key press.
//
// TEMPLATES=folder tries that folder's templates, style and script without building the program.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import { chromium } from 'playwright-core';

import { makeSite } from './site.mjs';
import { slowness } from './wait.mjs';

const require = createRequire(import.meta.url);
const axeSource = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const vnuJar = require('vnu-jar');

const chromiumProgram =
  ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((file) =>
    fs.existsSync(file),
  ) ?? 'chromium';
const chromiumArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const hostStyle = `:root { color-scheme: light dark; }
body { margin: 0 auto; max-width: 50rem; padding: 1rem; font: 1.0625rem/1.6 Georgia, serif; background: #fdfcf9; color: #222; }
a { color: #1d4f91; }
@media (prefers-color-scheme: dark) { body { background: #17191c; color: #ddd; } a { color: #9cc4f2; } }
`;

const documentOf = (title, head, body) => `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>${title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/host.css">
${head}</head>
<body><main><h1>${title}</h1>
<p>What the page itself has to say.</p>
${body}
</main></body></html>
`;

let counter = 0;

/** The limit of each step in a page; a loaded machine may need most of it. */
const step_ms = 30_000 * slowness;

/** A form that was open for less time is held: two seconds, and some for the clocks. */
const open_ms = 2_100;

/** A site and a browser for a whole test file; the caller ends them by `stop` in `after`. */
export class Stage {
  static async make({ config = {}, ...options } = {}) {
    const stage = new Stage();
    const tried = process.env.TEMPLATES
      ? { templates: { directory: path.resolve(process.env.TEMPLATES) } }
      : {};
    stage.site = await makeSite({
      config: { ...tried, ...config },
      nginxExtra: `add_header Content-Security-Policy "default-src 'self'" always;`,
      ...options,
    });
    try {
      fs.writeFileSync(path.join(stage.site.documentRoot, 'host.css'), hostStyle);
      stage.browser = await chromium.launch({
        executablePath: chromiumProgram,
        headless: true,
        args: chromiumArguments,
      });
    } catch (error) {
      await stage.stop();
      throw error;
    }
    return stage;
  }

  async stop() {
    await this.browser?.close();
    await this.site?.stop();
  }

  #write(name, text) {
    const file = path.join(this.site.documentRoot, name, 'index.html');
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
    return `/${name}/`;
  }

  /** A new host page with a thread of its own, included by the web server; returns its path. */
  page(title = 'Hello') {
    const name = `page-${++counter}`;
    const { mount } = this.site;
    return this.#write(
      name,
      documentOf(
        title,
        `<link rel="stylesheet" href="${mount}/style.css">\n<script src="${mount}/embed.js" defer></script>\n`,
        `<!--# include virtual="${mount}/thread/${name}/?title=${encodeURIComponent(title)}&$args" -->`,
      ),
    );
  }

  /** A new host page with only the script tag between two paragraphs. */
  scriptPage(title = 'Hello') {
    const name = `page-${++counter}`;
    const { mount } = this.site;
    return this.#write(
      name,
      documentOf(
        title,
        `<link rel="stylesheet" href="${mount}/style.css">\n`,
        `<p id="before">Before.</p>\n<script src="${mount}/embed.js" data-page="/${name}/" data-title="${title}" defer></script>\n<p id="after">After.</p>`,
      ),
    );
  }

  /** A new host page with this in it, and the script; returns its path. */
  pageWith(title, body) {
    const { mount } = this.site;
    return this.#write(
      `page-${++counter}`,
      documentOf(
        title,
        `<link rel="stylesheet" href="${mount}/style.css">\n<script src="${mount}/embed.js" defer></script>\n`,
        body,
      ),
    );
  }

  /** An exported WordPress page with the script tag for the whole site in its head. */
  bakedPage(body) {
    const name = `page-${++counter}`;
    const { mount } = this.site;
    return this.#write(
      name,
      documentOf(
        'Baked',
        `<link rel="stylesheet" href="${mount}/style.css">\n<script src="${mount}/embed.js" data-page="" data-replace="#comments, #respond" async></script>\n`,
        body,
      ),
    );
  }

  /**
   * A fresh visitor. `script: false` is a browser without JavaScript; `embed: false` one that never
   * gets our script, where a test itself needs to run something in the page. `hurried: true` is a
   * visitor whose form seems to be sent in no time, however slow the machine is.
   */
  async visitor({
    script = true,
    embed = true,
    hurried = false,
    theme = 'light',
    width = 1000,
    height = 800,
    ...more
  } = {}) {
    const context = await this.browser.newContext({
      baseURL: this.site.url,
      javaScriptEnabled: script,
      colorScheme: theme,
      viewport: { width, height },
      ...more,
    });
    if (!embed)
      await context.route('**/embed.js*', (route) =>
        route.fulfill({ body: '', contentType: 'text/javascript' }),
      );
    const page = await context.newPage();
    page.setDefaultTimeout(step_ms);
    page.accidents = [];
    page.on('pageerror', (error) => page.accidents.push(`error: ${error.message}`));
    page.on('console', (said) => {
      if (/content security policy|violates/i.test(said.text())) page.accidents.push(said.text());
    });
    page.on('dialog', (dialog) => {
      page.accidents.push(`dialog: ${dialog.message()}`);
      dialog.dismiss();
    });
    if (script) {
      await page.exposeFunction('noteAccident', (what) => {
        page.accidents.push(what);
      });
      await page.addInitScript(() => {
        for (const name of ['alert', 'confirm', 'prompt'])
          window[name] = (text) => window.noteAccident(`${name}: ${text}`);
        document.addEventListener('securitypolicyviolation', (event) => {
          window.noteAccident(`policy: ${event.violatedDirective} ${event.blockedURI}`);
        });
        // For `takeTime`: the script marks the thread when it begins to measure the time.
        const clock = performance.now.bind(performance);
        window.openFor = () => 0;
        new MutationObserver(() => {
          const opened = clock();
          window.openFor = () => clock() - opened;
        }).observe(document, { subtree: true, attributeFilter: ['data-improved'] });
      });
      if (hurried)
        await page.addInitScript(() => {
          performance.now = () => 0;
        });
    }
    return page;
  }

  /** Opens a page for a fresh visitor and closes it with the test. */
  async visit(t, address, options = {}) {
    const page = await this.visitor(options);
    t.after(() => page.context().close());
    await page.goto(address);
    return page;
  }
}

/** Fails if the page recorded anything. */
export function quiet(page) {
  assert.deepEqual(page.accidents, []);
}

/** Waits until the page with this element has loaded. The page before must not have such an element. */
export async function arrived(page, selector) {
  await page.waitForSelector(selector);
  await page.waitForLoadState('load');
}

/** Waits until a matching element, or one inside of it, has the focus. */
export async function hasFocus(page, selector) {
  await page.waitForSelector(`${selector}:focus-within`);
}

/**
 * Waits until nothing is loading, every image in sight has loaded or failed, and the browser has rendered the
 * page: then events and observers have been handled. For assertions that something did not happen.
 */
export async function settled(page) {
  await page.waitForLoadState('networkidle');
  await page.waitForFunction(() => [...document.images].every((image) => image.complete || image.loading === 'lazy'));
  await page.evaluate(
    () =>
      new Promise((resolve) => {
        requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve)));
      }),
  );
}

/** Waits until the form of a page or frame has been open for the minimum time before sending. */
export async function takeTime(page) {
  await page.waitForFunction((ms) => window.openFor() > ms, open_ms);
}

/** Holds the page's requests to an address until `release()`. `count` is how many were sent. */
export async function holdRequests(page, pattern) {
  const held = { count: 0 };
  const released = new Promise((resolve) => {
    held.release = resolve;
  });
  await page.route(pattern, async (route) => {
    held.count += 1;
    await released;
    await route.continue();
  });
  return held;
}

/** Writes into the form; fields that are not named stay as they are. */
export async function fill(page, { author = 'Ada', email = 'ada@example.org', url, comment }) {
  await page.fill('#author', author);
  await page.fill('#email', email);
  if (url !== undefined) await page.fill('#url', url);
  if (comment !== undefined) await page.fill('#comment', comment);
}

/** Every error of the W3C checker in the HTML files of a folder, as lines. */
export async function validatorFindings(folder) {
  const { stderr } = await promisify(execFile)(
    'java',
    ['-jar', vnuJar, '--format', 'json', folder],
    { maxBuffer: 1 << 26, timeout: 120_000 * slowness },
  ).catch((error) => error);
  const { messages } = JSON.parse(stderr);
  return messages
    .filter((m) => m.type !== 'info')
    .map((m) => `${path.basename(m.url)}:${m.lastLine}: ${m.message}`);
}

/** The id of the element that has the focus. */
export const focused = (page) => page.evaluate(() => document.activeElement?.id ?? '');

/** Every finding of axe-core, best practices and what is in frames included, as lines. */
export async function axeFindings(page) {
  for (const frame of page.frames()) await frame.evaluate(axeSource);
  const { violations } = await page.evaluate(
    (limit) =>
      window.axe.run(document, {
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
        rules: { 'target-size': { enabled: true } },
        frameWaitTime: limit,
        pingWaitTime: limit,
      }),
    2 * step_ms,
  );
  return violations.flatMap((v) =>
    v.nodes.map(
      (node) => `${v.id}: ${node.target.join(' ')}: ${node.failureSummary.replace(/\s+/g, ' ')}`,
    ),
  );
}
