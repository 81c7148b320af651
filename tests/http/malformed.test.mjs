// Invalid requests: each gets an error response, none is stored, and other requests are not affected.

import { after, test } from 'node:test';
import assert from 'node:assert/strict';

import { formBody, makeSite, multipartBody, unique } from '../lib/site.mjs';

const site = await makeSite();
after(() => site.stop());
await site.comment();

const good = () => formBody(site.fields());
const code = (answer) => answer.json().errors[0].code;

/** Runs `attempts`, then checks that nothing was stored and the site still responds. */
async function leavesNothing(attempts) {
  const before = (await site.list()).length;
  await attempts();
  assert.equal((await site.list()).length, before, 'nothing was stored');
  assert.equal((await site.thread()).status, 200, 'the site still answers');
}

test('bytes that are not UTF-8 are malformed in every field', async () => {
  await leavesNothing(async () => {
    const wrong = [
      '%ff',
      '%c0%af',
      '%e2%82',
      '%ed%a0%80',
      '%f5%80%80%80',
      '%f4%90%80%80',
      '%80',
      'a%c3',
    ];
    for (const bytes of wrong) {
      for (const field of ['author', 'email', 'url', 'comment']) {
        const body = formBody(
          site.fields({ [field]: 'MARK', ...(field === 'comment' ? {} : { comment: unique() }) }),
        ).replace('MARK', `x${bytes}`);
        const answer = await site.postRaw(body);
        assert.equal(answer.status, 400, `${field} ${bytes}: ${answer.text}`);
        assert.equal(code(answer), 'malformed');
      }
    }
  });
});

test('raw bytes that are not UTF-8 are malformed too', async () => {
  await leavesNothing(async () => {
    const start = Buffer.from('page=%2Fhello%2F&author=Ada&email=ada%40example.org&comment=a');
    assert.equal((await site.postRaw(Buffer.concat([start, Buffer.from([0xff])]))).status, 400);
  });
});

test('a NUL is malformed in every field', async () => {
  for (const field of [
    'author',
    'email',
    'url',
    'comment',
    'page',
    'redirect_to',
    'comment_parent',
  ]) {
    for (const nul of ['a%00b', '%00']) {
      const body = formBody(
        site.fields({ [field]: 'MARK', ...(field === 'comment' ? {} : { comment: unique() }) }),
      ).replace('MARK', nul);
      const answer = await site.postRaw(body);
      assert.equal(answer.status, 400, `${field}: ${nul}`);
    }
  }
  for (const comment of await site.list()) assert.ok(!JSON.stringify(comment).includes('\\u0000'));
});

test('percent signs without digits are accepted', async () => {
  for (const broken of ['%', '%4', '%zz', '%u0041', '%%', '%-1', '% 1']) {
    const answer = await site.postRaw(
      `page=%2Fhello%2F&author=Ada&email=ada%40example.org&comment=x${broken}&y=1`,
    );
    assert.equal(answer.status, 201, broken);
  }
});

test('another content type is malformed', async () => {
  await leavesNothing(async () => {
    const bodies = [
      ['application/json', JSON.stringify(site.fields())],
      ['text/plain', good()],
      ['application/xml', '<x/>'],
      [null, good()],
      ['', good()],
      ['application/x-www-form-urlencodedx', good()],
      ['multipart/mixed; boundary=x', '--x--'],
    ];
    for (const [type, body] of bodies) {
      const answer = await site.postRaw(body, { type });
      assert.equal(answer.status, 400, String(type));
      assert.equal(code(answer), 'malformed');
    }
  });
});

test('the response to a malformed form is a readable page', async () => {
  const answer = await site.postRaw('{}', {
    type: 'application/json',
    headers: { Accept: 'text/html' },
  });
  assert.equal(answer.status, 400);
  assert.match(answer.headers['content-type'], /^text\/html/);
  assert.ok(answer.tree.text.length > 20);
});

test('broken multipart bodies are malformed', async () => {
  await leavesNothing(async () => {
    const whole = multipartBody(site.fields());
    const text = whole.body.toString();
    const type = whole.type;
    const broken = [
      ['multipart/form-data', text],
      ['multipart/form-data; boundary=', text],
      ['multipart/form-data; boundary=""', text],
      [`multipart/form-data; boundary=${'b'.repeat(500)}`, text],
      ['multipart/form-data; boundary=other', text],
      [type, ''],
      [type, '------afterword-test-boundary'],
      [type, text.slice(0, text.length - 10)],
      [type, text.slice(0, 80)],
      [type, text.replace(/name="/g, 'nam="')],
      [type, text.replaceAll('\r\n\r\n', '\r\n')],
      [
        type,
        `------afterword-test-boundary\r\nContent-Disposition: form-data; name="${'n'.repeat(100_000)}"\r\n\r\ny\r\n------afterword-test-boundary--\r\n`,
      ],
    ];
    for (const [kind, body] of broken) {
      const answer = await site.postRaw(body, { type: kind });
      assert.equal(answer.status, 400, `${kind.slice(0, 60)} ${body.slice(0, 40)}`);
    }
    const many = '------afterword-test-boundary\r\nContent-Disposition: form-data; name="x"\r\n\r\ny\r\n'.repeat(20_000);
    assert.equal((await site.postRaw(`${many}------afterword-test-boundary--\r\n`, { type })).status, 413);
  });
});

test('an empty body names no page', async () => {
  await leavesNothing(async () => {
    const answer = await site.postRaw('');
    assert.equal(answer.status, 404);
    assert.equal(code(answer), 'comment_id_not_found');
  });
});

test('too many fields are refused', async () => {
  await leavesNothing(async () => {
    const answer = await site.postRaw(
      `${Array.from({ length: 100_000 }, (_, i) => `f${i}=1`).join('&')}&${good()}`,
    );
    assert.equal(answer.status, 400);
  });
});

test('other methods are refused with the list of those allowed', async () => {
  const wanted = [
    ['/comments/post', ['GET', 'HEAD', 'PUT', 'DELETE', 'PATCH'], /^POST$/],
    ['/wp-comments-post.php', ['GET', 'PUT'], /^POST$/],
    ['/comments/thread/hello/', ['POST', 'PUT', 'DELETE', 'PATCH'], /^GET, ?HEAD$/],
    ['/comments/page/hello/', ['POST', 'DELETE'], /^GET, ?HEAD$/],
    ['/comments/style.css', ['POST'], /^GET, ?HEAD$/],
    ['/comments/health', ['POST', 'DELETE'], /^GET, ?HEAD$/],
  ];
  for (const [path, methods, allow] of wanted) {
    for (const method of methods) {
      const answer = await site.request({
        method,
        path,
        headers: {
          Accept: 'application/json',
          'Content-Type': 'application/x-www-form-urlencoded',
        },
        body: method === 'GET' || method === 'HEAD' ? undefined : good(),
      });
      assert.equal(answer.status, 405, `${method} ${path}`);
      assert.match(answer.headers.allow ?? '', allow, `${method} ${path}`);
      if (method !== 'HEAD' && path.endsWith('post'))
        assert.equal(code(answer), 'method_not_allowed');
    }
  }
});

test('an unknown method is refused', async () => {
  for (const method of ['BREW', 'get', 'G'.repeat(5000), '']) {
    const env = site.fastCgiEnvironment();
    env.REQUEST_METHOD = method;
    const answer = await site.fastCgi(env);
    assert.ok(
      (answer && answer.status >= 400 && answer.status < 500) || method === 'get',
      `${method.slice(0, 10)}: ${answer?.status}`,
    );
  }
});

test('an unknown URL below the mount is 404', async () => {
  for (const path of [
    '/comments/',
    '/comments/nothing',
    '/comments/threads/hello/',
    '/comments/thread',
    '/comments/post/x',
  ]) {
    assert.equal((await site.get(path)).status, 404, path);
  }
  for (const path of ['/comments/%', '/comments/%00'])
    assert.equal((await site.get(path)).status, 400, `${path}: refused by nginx`);
});

test('a body of 8 MB is too large', async () => {
  await leavesNothing(async () => {
    const answer = await site.postRaw(`comment=${'x'.repeat(8 << 20)}&${good()}`);
    assert.equal(answer.status, 413);
    assert.equal(code(answer), 'too_large');
    const page = await site.postRaw(`comment=${'x'.repeat(8 << 20)}`, {
      headers: { Accept: 'text/html' },
    });
    assert.equal(page.status, 413);
    assert.match(page.headers['content-type'], /^text\/html/);
  });
});

// --- lengths, record by record ----------------------------------------------------------------------

const lengths = [
  ['no CONTENT_LENGTH', undefined, 'whole', [400, 404, 411, 422]],
  ['an empty CONTENT_LENGTH', '', 'whole', [400, 404, 411, 422]],
  ['a negative CONTENT_LENGTH', '-5', 'whole', [400]],
  ['a CONTENT_LENGTH of words', 'many', 'whole', [400]],
  ['a hexadecimal CONTENT_LENGTH', '0x40', 'whole', [400]],
  ['a CONTENT_LENGTH with a tail', '40x', 'whole', [400]],
  ['a CONTENT_LENGTH with a sign', '+40', 'whole', [400]],
  ['a CONTENT_LENGTH beyond 64 bits', '99999999999999999999999', 'whole', [400, 413]],
  ['a CONTENT_LENGTH of 100 GB', '100000000000', 'whole', [413]],
  ['a CONTENT_LENGTH of 4000 for one byte', '4000', 'p', [400]],
  ['a CONTENT_LENGTH of 4000 for no byte', '4000', '', [400]],
  ['a CONTENT_LENGTH smaller than what comes', '12', 'whole', [400, 404, 422]],
];

for (const [what, length, body, allowed] of lengths) {
  test(`${what} is refused by FastCGI and by CGI, and nothing is stored`, async () => {
    await leavesNothing(async () => {
      const { env, body: whole } = site.submission();
      if (length === undefined) delete env.CONTENT_LENGTH;
      else env.CONTENT_LENGTH = length;
      const sent = body === 'whole' ? whole : body;
      const fast = await site.fastCgi(env, sent, { within: 5000 });
      assert.ok(fast && allowed.includes(fast.status), `FastCGI: ${fast?.status}`);
      const plain = await site.cgi(env, sent);
      assert.ok(allowed.includes(plain.status), `CGI: ${plain.status}`);
    });
  });
}

test('an incomplete body is not stored', async () => {
  await leavesNothing(async () => {
    const { env, body } = site.submission();
    const cut = body.slice(0, body.length - 3);
    const answer = await site.fastCgi(env, cut);
    assert.equal(answer.status, 400);
    assert.equal((await site.cgi(env, cut)).status, 400);
  });
});

test('parameters that are too many or too long are refused, and other requests are served', async () => {
  const huge = [
    Object.fromEntries(Array.from({ length: 20_000 }, (_, i) => [`HTTP_X_${i}`, 'v'])),
    { HTTP_X_BIG: 'v'.repeat(2 << 20) },
    { REQUEST_URI: `/comments/thread/${'a'.repeat(200_000)}` },
    { QUERY_STRING: 'a=b&'.repeat(100_000) },
    { HTTP_USER_AGENT: 'u'.repeat(300_000) },
  ];
  for (const extra of huge) {
    const answer = await site.fastCgi({ ...site.fastCgiEnvironment(), ...extra }).catch(() => null);
    assert.ok(
      answer === null || answer.status < 500,
      `${Object.keys(extra)[0]}: ${answer?.status}`,
    );
    assert.equal((await site.thread()).status, 200);
  }
});

test('a request with almost no parameters gets a response', async () => {
  for (const env of [
    {},
    { REQUEST_METHOD: 'GET' },
    { REQUEST_METHOD: 'POST' },
    { REQUEST_METHOD: 'GET', REQUEST_URI: '' },
    { REQUEST_METHOD: 'GET', REQUEST_URI: 'nonsense' },
    { REQUEST_METHOD: 'GET', REQUEST_URI: '\xff\xfe' },
  ]) {
    const answer = await site.fastCgi(env);
    assert.ok(
      answer && answer.status >= 400 && answer.status < 500,
      `${JSON.stringify(env)}: ${answer?.status}`,
    );
  }
});

test('a comment with an overlong user agent and referer is accepted', async () => {
  const answer = await site.postJson(
    {},
    { headers: { 'User-Agent': 'u'.repeat(3000), 'X-Whatever': '\u00ff\u00fe' } },
  );
  assert.equal(answer.status, 201);
});

test('invalid queries never break a thread', async () => {
  const queries = [
    '?',
    '?&&&',
    '?=',
    '?cpage',
    '?cpage=1&cpage=2',
    '?title=%ff',
    '?title=%00',
    '?%00=1',
    `?title=${'t'.repeat(6000)}`,
    '?title[]=x',
    '?unapproved=%ff&moderation-hash=%ff',
    '?;',
    '?%',
  ];
  for (const query of queries) {
    const answer = await site.thread('/hello/', query);
    assert.equal(answer.status, 200, query.slice(0, 40));
    assert.ok(!answer.bytes.includes(0));
    assert.ok(Buffer.from(answer.bytes.toString()).equals(answer.bytes), 'valid UTF-8');
  }
});
