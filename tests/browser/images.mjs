// `make images`: the screenshots of docs/images, of a site in use.
//
//   node tests/browser/images.mjs FOLDER

import path from 'node:path';

import { Stage, settled } from '../lib/browser.mjs';
import { makeModerator } from '../lib/moderator.mjs';

const folder = path.resolve(process.argv[2] ?? 'docs/images');
const stage = await Stage.make({
  config: {
    site: { name: 'Tern Lane', intro: 'Join the conversation. Please be kind to those who wrote before you.', guidelines_url: '/guidelines/' },
    comments: { hold_first: false, flood_seconds: 0 },
    care: { mode: 'phrases' },
  },
});
const { site } = stage;
const ana = await makeModerator(site, 'Ana');

const host = stage.page('The walk along the harbour');
const write = (author, comment, more = {}) =>
  site.comment({ page: host, author, email: `${author.toLowerCase().replace(/\W/g, '')}@example.org`, comment, ...more });

async function shoot(name, address, { width = 1000, height = 760, scheme = 'light', signedIn = false, act } = {}) {
  const page = await stage.visitor({ width, height, theme: scheme });
  if (signedIn) {
    const [cookie, value] = ana.cookie.split('=');
    await page.context().addCookies([{ name: cookie, value, url: site.url, httpOnly: true, sameSite: 'Lax' }]);
  }
  await page.goto(`${site.url}${address}`);
  await act?.(page);
  await page.waitForFunction(() => document.getAnimations().length === 0);
  await settled(page);
  await page.screenshot({ path: path.join(folder, `${name}.png`) });
  await page.context().close();
}

try {
  const first = await write('Maren', 'I walked it last week at low tide. The steps by the old crane are open again, and the bench at the end has the best view of the ferries.', { url: 'https://example.org/' });
  const reply = await write('Oskar', 'Thank you, I did not know about the steps. Are they lit in the evening?', { comment_parent: first });
  await write('Maren', 'Yes, until ten.', { comment_parent: reply });
  await write('Jonna', 'With a pram it is easier to begin at the market.\n\nThere is a ramp behind the bakery.');
  const reported = await write('Dealer', 'Cheap watches on my page, hurry up!');
  // Written over some days, as in use.
  for (const [id, minutes] of [[first, 4_500], [reply, 1_700], [reply + 1, 1_500], [reply + 2, 190], [reported, 25]])
    site.sql(`UPDATE comment SET created_at = created_at - ${minutes * 60_000} WHERE id = ${id}`);
  const scroll = (selector) => (page) => page.locator(selector).first().evaluate((element) => element.scrollIntoView());

  await shoot('thread-light', host, { act: scroll('#comments') });
  await shoot('thread-dark', host, { scheme: 'dark', act: scroll('#comments') });
  await shoot('reply-light', `${host}?replytocom=${first}`, { act: (page) => page.locator('.comment-reply-link').first().click() });
  await shoot('form-errors-light', host, {
    act: async (page) => {
      await page.fill('#comment', 'A question about the bench.');
      await page.fill('#email', 'nobody@');
      await page.click('#submit');
      await page.waitForSelector('#comment-errors');
    },
  });
  await shoot('report-light', `/comments/report/${reported}`);
  await site.post(Object.entries({ reason: 'spam' }), { path: `/comments/report/${reported}` });
  site.writeConfig({ comments: { hold_first: true, flood_seconds: 0 } });
  await site.cliOk('comment', 'hold', String(await write('Emil', 'Is the path closed in winter?')));
  const held = await write('Ada', 'My number is 020 7946 0123, please call me about the bench.');
  await shoot('waiting-light', host, {
    act: async (page) => {
      await page.fill('#comment', 'Please call me: 020 7946 0199.');
      await page.fill('#author', 'Noa');
      await page.fill('#email', 'noa@example.org');
      await page.click('#submit');
      await page.waitForSelector('.comment-awaiting-moderation');
    },
  });
  const queue = '/comments/moderate/?view=waiting';
  await shoot('queue-light', queue, { signedIn: true });
  await shoot('queue-dark', queue, { signedIn: true, scheme: 'dark' });
  await shoot('queue-phone', queue, { signedIn: true, width: 390, height: 844 });
  await shoot('item-light', `/comments/moderate/comment/${held}`, { signedIn: true });
} finally {
  await stage.stop();
}
