// Fills an empty Waline for the samples waline-1.39*, by its interface, and exports it: see README.md.
//
//     node make_waline.mjs http://127.0.0.1:8360 waline.json

import fs from 'node:fs';

const [base, file] = process.argv.slice(2);
const tokens = {};
const posted = {};

async function call(method, path, { body, as, ip } = {}) {
  const response = await fetch(`${base}/api${path}${path.includes('?') ? '&' : '?'}lang=en`, {
    method,
    headers: {
      'content-type': 'application/json',
      ...(as && { authorization: `Bearer ${tokens[as]}` }),
      ...(ip && { 'x-forwarded-for': ip }),
    },
    body: body && JSON.stringify(body),
  });
  const answer = await response.json();
  if (answer.errno) throw new Error(`${method} ${path}: ${answer.errmsg}`);
  return answer.data;
}

async function register(display_name, email, url) {
  const password = `password of ${display_name}`;
  await call('POST', '/user', { body: { display_name, email, password, url } });
  tokens[email] = (await call('POST', '/token', { body: { email, password, code: '' } })).token;
}

/** Posts a comment `name`, below the comment `to` as Waline's form does it. */
async function post(name, { to, as, ip = '198.51.100.7', ...fields }) {
  await new Promise((resolve) => setTimeout(resolve, 1_100)); // dates have whole seconds
  const above = posted[to];
  const rid = above?.rid ?? above?.objectId;
  const { objectId, nick } = await call('POST', '/comment', {
    body: {
      mail: '',
      link: '',
      ua: 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0',
      ...fields,
      ...(above && { pid: above.objectId, rid, at: above.nick }),
    },
    as,
    ip,
  });
  posted[name] = { objectId, nick, rid };
}

const change = (name, body, as) => call('PUT', `/comment/${posted[name].objectId}`, { body, as });
const remove = (name, as) => call('DELETE', `/comment/${posted[name].objectId}`, { as });

const tea = '/tea/';
const hill = '/hill.html?part=2';
const greeting = '/grüße/日本/';
const encoded = '/caf%C3%A9/';
const ada = 'ada@mail.example';
const ben = 'ben@mail.example';
await register('Ada', ada, 'https://ada.example/');
await register('Ben', ben, '');

await post('first', { url: tea, nick: 'Cleo', mail: 'Cleo@Mail.Example', link: 'https://cleo.example/?a=1&b=2', comment: 'A first *comment* with `code`, a [link](https://tea.example/?x=1&y=2) and **strong** words.' });
await post('reply', { url: tea, nick: 'Dan', comment: 'A reply to Cleo.', to: 'first' });
await post('third', { url: tea, nick: 'Cleo', mail: 'cleo@mail.example', comment: 'A reply to the reply.', to: 'reply', ip: '2001:db8:7:8::9' });
await post('fourth', { url: tea, nick: 'Ada', mail: ada, link: 'https://ada.example/', comment: 'The author answers, three levels deep.', to: 'third', as: ada });
await post('another', { url: tea, nick: 'Eve', mail: 'eve@mail.example', link: 'eve.example', comment: 'Another reply to Cleo :smile: 🍵', to: 'first' });
await post('code', { url: tea, nick: 'Finn & Co <b>', comment: 'Code:\n\n```js\nif (a < b && c) run("tea");\n```\n\nand a list\n\n- one\n- two\n\n> quoted' });
await post('math', { url: hill, nick: 'Gus', comment: 'Math $E = mc^2$, H~2~O and ![a kettle](https://img.example/kettle.png "Kettle")' });
await post('html', { url: hill, nick: 'Hal', comment: '<p>Typed <b>HTML</b> &amp; <script>alert(1)</script> more</p>' });
await post('greeting', { url: greeting, nick: 'Jürgen Ω', comment: 'Grüße aus Köln, 日本語 too.' });
await post('encoded', { url: encoded, nick: 'Kim', comment: 'On a page with an encoded address.' });
await post('by a guest', { url: greeting, nick: 'ben', mail: ben, comment: 'By a registered guest.', to: 'greeting', as: ben });
await post('spam', { url: tea, nick: 'Shop', comment: 'You won the lottery!' });
await post('waiting', { url: tea, nick: 'Lou', comment: 'Held by the administrator.' });
await post('sticky', { url: tea, nick: 'Mia', comment: 'A sticky comment.' });
await post('gone', { url: tea, nick: 'Ned', comment: 'Will be deleted.' });
await post('below gone', { url: tea, nick: 'Ola', comment: 'Below the one that will be deleted.', to: 'gone' });
await post('gone reply', { url: hill, nick: 'Pia', comment: 'A reply that will be deleted.', to: 'math' });
await post('below gone reply', { url: hill, nick: 'Quin', comment: 'Below the deleted reply.', to: 'gone reply' });
await post('orphan', { url: hill, nick: 'Rae', comment: 'Two below the deleted reply.', to: 'below gone reply' });
await post('edited', { url: tea, nick: 'ben', mail: ben, comment: 'Before.', as: ben });
// As old versions store a reply.
await post('mention', { url: tea, nick: 'Sam', comment: '[@Cleo](#1): With a mention.', to: 'first' });
await post('lines', { url: encoded, nick: '', comment: 'One line\nand another\n\n@Kim: hello' });
// As the form stores emoji of a set and small pictures.
await post('emoji', { url: encoded, nick: 'Tess', comment: 'Good <img class="wl-emoji" src="https://emoji.example/weibo/doge.png" alt="weibo_doge"> and ![dot.gif](data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7) here' });
await post('old website', { url: greeting, nick: 'ben', mail: ben, link: 'https://old-ben.example/', comment: 'With a website that the profile no longer has.', as: ben });

await change('waiting', { status: 'waiting' }, ada);
await change('sticky', { sticky: 1 }, ada);
await change('edited', { comment: 'After the *edit*.' }, ben);
await change('first', { like: true });
await change('first', { like: true });
await remove('gone', ada); // with the reply
await remove('gone reply', ada); // with its direct reply, but not with the one below that
await call('POST', '/article', { body: { path: tea, type: 'time' } });
await call('PUT', '/user', { body: { display_name: 'Ada G.', url: 'https://ada.example/new/' }, as: ada });

const exported = await call('GET', '/db', { as: ada });
for (const user of exported.data.Users) user.password = '';
fs.writeFileSync(file, `${JSON.stringify(exported, null, 1)}\n`);
