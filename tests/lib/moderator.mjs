// A signed-in moderator of a test site: keeps the cookie, reads the CSRF token, sends forms.

import assert from 'node:assert/strict';

export const password = 'a lighthouse in spring';

/** Creates an account by the command and signs in. */
export async function makeModerator(site, name = 'Ana', args = []) {
  const made = await site.cli(['moderator', 'add', name, ...args], { input: `${password}\n` });
  assert.equal(made.code, 0, made.output);
  const moderator = new Moderator(site, name);
  await moderator.signIn();
  return moderator;
}

export class Moderator {
  constructor(site, name) {
    this.site = site;
    this.name = name;
    this.base = `${site.mount}/moderate`;
    this.cookie = '';
  }

  /** The response to a sign-in; keeps its cookie. */
  async signIn(fields = {}, headers = {}) {
    const answer = await this.site.post(
      Object.entries({ name: this.name, password, next: '', ...fields }),
      {
        path: `${this.base}/sign-in`,
        headers: { Origin: this.site.url, Cookie: this.cookie, ...headers },
      },
    );
    const set = answer.headers['set-cookie']?.[0];
    if (set) this.cookie = set.split(';')[0];
    return answer;
  }

  get(path = '/', headers = {}) {
    return this.site.get(`${this.base}${path}`, { headers: { Cookie: this.cookie, ...headers } });
  }

  /** The CSRF token of forms. */
  async csrf() {
    const page = await this.get('/audit-log');
    return page.text.match(/name="csrf" value="([0-9a-f]+)"/)?.[1];
  }

  /** Sends a form as the moderator; `fields` is an object or pairs. */
  async post(path, fields, headers = {}) {
    const pairs = Array.isArray(fields) ? fields : Object.entries(fields);
    const csrf = await this.csrf();
    return this.site.post([['csrf', csrf], ...pairs], {
      path: `${this.base}${path}`,
      headers: { Origin: this.site.url, Cookie: this.cookie, ...headers },
    });
  }

  /** "12:3": a comment and its version as the moderators' page shows it now. */
  async target(id) {
    const page = await this.get(`/comment/${id}`);
    return page.text.match(new RegExp(`value="[a-z_]+ (${id}:\\d+)"`))?.[1];
  }

  async act(action, id, fields = {}, headers = {}) {
    return this.post('/act', { one: `${action} ${await this.target(id)}`, ...fields }, headers);
  }
}
