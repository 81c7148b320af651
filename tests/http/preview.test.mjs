// The preview of a comment: shown as the thread would show it, with the form and its errors; nothing is
// stored or counted, and the policy is not asked.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';

import { makeSite, siteFor } from '../lib/site.mjs';

const site = await makeSite();
after(() => site.stop());

const preview = (own, fields, options) => own.post({ aw_preview: 'yes', ...fields }, options);
/** The HTML of the first comment's text. */
const contentOf = (html) => html.match(/<div class="comment-content"[^>]*>\s*([^]+?)\s*<\/div>/)[1];
const counts = (own) => ['comment', 'thread', 'audit_log', 'outbox', 'held_title'].map((table) => own.sql(`SELECT count(*) FROM ${table}`)).join();

test('the preview looks like the comment will, and the form keeps everything', async () => {
  const fields = {
    comment: 'Some **stars**, <b>bold</b> & a <script>alert(1)</script> link: https://a.example/x',
    author: 'Ines <3',
    url: 'ines.example.org',
    email: 'ines@example.org',
  };
  const before = counts(site);
  const shown = await preview(site, fields);
  assert.equal(shown.status, 200);
  assert.equal(shown.tree.one('.comments-title').text, 'Preview of your comment');
  assert.equal(shown.tree.one('.comment-preview .fn').text, 'Ines <3');
  assert.equal(shown.tree.one('.comment-preview .fn a').attr('href'), 'http://ines.example.org');
  assert.ok(!shown.tree.has('.comment-preview script'));
  for (const [name, value] of Object.entries(fields))
    if (name !== 'comment') assert.equal(shown.tree.one(`#${name}`).attr('value'), value);
  assert.equal(shown.tree.one('#comment').text, fields.comment);
  assert.ok(!shown.tree.has('#comment-errors'));
  assert.equal(counts(site), before);

  const posted = await site.comment(fields);
  const { text } = await site.thread();
  assert.equal(contentOf(shown.text), contentOf(text.slice(text.indexOf(`id="comment-${posted}"`))));
});

test('errors are shown with the preview, and no preview without a text', async () => {
  const wrong = await preview(site, { author: '', email: 'nobody', comment: 'A thought' });
  assert.equal(wrong.status, 200);
  assert.equal(wrong.tree.all('#comment-errors li').length, 2);
  assert.match(wrong.tree.one('.comment-preview .comment-content').text, /A thought/);
  const empty = await preview(site, { comment: ' ' });
  assert.ok(!empty.tree.has('.comment-preview'));
  assert.equal(empty.tree.all('#comment-errors li').length, 1);

  const json = await preview(site, { author: '', comment: 'A *thought*' }, { headers: { Accept: 'application/json' } });
  assert.equal(json.status, 200);
  assert.match(json.json().html, /A \*thought\*/);
  assert.deepEqual(json.json().errors.map((each) => each.field), ['author']);
});

test('a preview is not counted, not judged, and needs a page of the site', async (t) => {
  const own = await siteFor(t, { config: { comments: { flood_seconds: 30, max_links: 1, hold_first: true } } });
  await own.cliOk('care', 'mode', 'attentive').catch(() => {});
  const before = counts(own);
  const answers = new Set();
  for (const comment of ['Kind words', 'I want to die', 'casino casino https://a.example https://b.example']) {
    for (let i = 0; i < 3; ++i) {
      const { status, text } = await preview(own, { comment });
      assert.equal(status, 200);
      answers.add(text.replace(/<div class="comment-content"[^]*?<\/div>/, '').replace(/<textarea[^]*?<\/textarea>/, ''));
    }
  }
  assert.equal(answers.size, 1, 'the same answer, whatever the policy says');
  assert.equal(counts(own), before);
  assert.equal((await own.postJson({ comment: 'Kind words' })).status, 201);
  assert.equal((await preview(own, { page: '/no/such/page/' })).status, 404);
  assert.equal((await preview(own, {}, { headers: { Origin: 'https://elsewhere.example' } })).status, 403);
});

test('the longest text of brackets is previewed in bounded time', async () => {
  const before = site.processorMs();
  for (const character of ['[', '<', '*', '&'])
    assert.equal((await preview(site, { comment: character.repeat(65_525) })).status, 200);
  assert.ok(site.processorMs() - before < 4_000, `${site.processorMs() - before} ms`);
});
