// A site with a mail server of its own.

import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { end, freePort, start } from './site.mjs';
import { until } from './wait.mjs';

const script = path.join(path.dirname(fileURLToPath(import.meta.url)), 'smtp_server.py');

export class MailServer {
  constructor(dir, port) {
    this.file = path.join(dir, 'mails.jsonl');
    this.port = port;
  }

  static async make(dir, args = []) {
    const server = new MailServer(dir, await freePort());
    await server.up(args);
    return server;
  }

  async up(args = []) {
    this.child = start('/usr/bin/python3', [script, String(this.port), this.file, ...args], {
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    await until(() => this.child.output.includes('ready'), { what: 'the mail server' });
  }

  async down() {
    await end(this.child, 'SIGKILL');
  }

  /** Every mail that arrived: { from, to, headers, body, tls, user }. */
  mails() {
    if (!fs.existsSync(this.file)) return [];
    return fs
      .readFileSync(this.file, 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => new Mail(JSON.parse(line)));
  }

  /** Waits for mails that satisfy `fits`. */
  async wait(fits = () => true, count = 1, within = 15_000) {
    await until(() => this.mails().filter(fits).length >= count, { what: 'a mail', within, every: 50 });
    return this.mails().filter(fits);
  }
}

export class Mail {
  constructor(fields) {
    Object.assign(this, fields);
    this.body = this.body.replaceAll('\r\n', '\n');
  }

  header(name) {
    return this.headers.find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
  }

  get subject() {
    return this.header('Subject');
  }

  /** The path of the first link whose line or token begins with a word. */
  link(word) {
    return this.body.match(new RegExp(`https?://[^/\\s]+(/\\S*/link/${word}-\\S+)`))?.[1];
  }
}
