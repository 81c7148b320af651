// FastCGI records as bytes, so that tests can also create invalid ones.
// The protocol is described in the FastCGI Specification 1.0.

import net from 'node:net';

import { slowness } from './wait.mjs';

export const Type = {
  beginRequest: 1,
  abortRequest: 2,
  endRequest: 3,
  params: 4,
  stdin: 5,
  stdout: 6,
  stderr: 7,
  data: 8,
  getValues: 9,
  getValuesResult: 10,
  unknown: 11,
};

/** One record with a correct header. */
export function record(
  type,
  content = Buffer.alloc(0),
  { id = 1, version = 1, length, padding = 0 } = {},
) {
  const body = Buffer.from(content);
  const head = Buffer.alloc(8);
  head[0] = version;
  head[1] = type;
  head.writeUInt16BE(id, 2);
  head.writeUInt16BE(length ?? body.length, 4);
  head[6] = padding;
  return Buffer.concat([head, body, Buffer.alloc(padding)]);
}

/** A stream of records for content of any size, closed by an empty record. */
export function stream(type, content, { id = 1, end = true } = {}) {
  const body = Buffer.from(content);
  const parts = [];
  for (let at = 0; at < body.length; at += 65_535) {
    parts.push(record(type, body.subarray(at, at + 65_535), { id }));
  }
  if (end) parts.push(record(type, Buffer.alloc(0), { id }));
  return Buffer.concat(parts);
}

export function begin({ id = 1, role = 1, keep = false } = {}) {
  return record(Type.beginRequest, [role >> 8, role & 255, keep ? 1 : 0, 0, 0, 0, 0, 0], { id });
}

function pairLength(n) {
  if (n < 128) return Buffer.from([n]);
  const b = Buffer.alloc(4);
  b.writeUInt32BE((n | 0x80000000) >>> 0);
  return b;
}

/** Name-value pairs in FastCGI's encoding. */
export function pairs(object) {
  return Buffer.concat(
    Object.entries(object).flatMap(([name, value]) => {
      const n = Buffer.from(name);
      const v = Buffer.isBuffer(value) ? value : Buffer.from(String(value));
      return [pairLength(n.length), pairLength(v.length), n, v];
    }),
  );
}

/** A whole request. */
export function requestBytes(env, body = '', { id = 1, keep = false } = {}) {
  return Buffer.concat([
    begin({ id, keep }),
    stream(Type.params, pairs(env), { id }),
    stream(Type.stdin, body, { id }),
  ]);
}

/** Reads what a program writes: status, headers and body as CGI defines them. */
export function parseCgi(bytes) {
  const text = Buffer.from(bytes).toString('latin1');
  const split = /\r?\n\r?\n/.exec(text);
  if (!split) return null;
  const headers = {};
  for (const line of text.slice(0, split.index).split(/\r?\n/)) {
    const colon = line.indexOf(':');
    headers[line.slice(0, colon).toLowerCase()] = line.slice(colon + 1).trim();
  }
  const status = headers.status
    ? Number.parseInt(headers.status, 10)
    : headers.location
      ? 302
      : 200;
  const body = Buffer.from(text.slice(split.index + split[0].length), 'latin1').toString('utf8');
  return { status, headers, body, text: body, json: () => JSON.parse(body) };
}

/** A connection to a FastCGI socket that collects the records it is sent. */
export class FastCgiConnection {
  constructor(address) {
    this.received = Buffer.alloc(0);
    this.closed = false;
    this.waiters = new Set();
    this.socket = net.connect(address);
    this.socket.on('data', (chunk) => {
      this.received = Buffer.concat([this.received, chunk]);
      this.#wake();
    });
    this.socket.on('error', () => {});
    this.socket.on('close', () => {
      this.closed = true;
      this.#wake();
    });
  }

  #wake() {
    for (const wake of this.waiters) wake();
  }

  write(bytes) {
    if (!this.socket.destroyed) this.socket.write(bytes);
  }

  records() {
    const list = [];
    let at = 0;
    while (at + 8 <= this.received.length) {
      const length = this.received.readUInt16BE(at + 4);
      const padding = this.received[at + 6];
      if (at + 8 + length + padding > this.received.length) break;
      list.push({
        type: this.received[at + 1],
        id: this.received.readUInt16BE(at + 2),
        content: this.received.subarray(at + 8, at + 8 + length),
        padding: this.received.subarray(at + 8 + length, at + 8 + length + padding),
      });
      at += 8 + length + padding;
    }
    return list;
  }

  /**
   * The response to request `id`: { status, headers, body, ended, bytes }, or null when the program closed the
   * connection without a response. Rejects after `within` milliseconds.
   */
  answer({ id = 1, within = 10_000 } = {}) {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => done(reject, new Error(`no FastCGI answer within ${within * slowness} ms`)),
        within * slowness,
      );
      const done = (how, what) => {
        clearTimeout(timer);
        this.waiters.delete(look);
        how(what);
      };
      const look = () => {
        const mine = this.records().filter((r) => r.id === id);
        const ended = mine.some((r) => r.type === Type.endRequest);
        if (!ended && !this.closed) return;
        const out = Buffer.concat(mine.filter((r) => r.type === Type.stdout).map((r) => r.content));
        const answer = parseCgi(out);
        done(resolve, answer && { ...answer, ended, bytes: out });
      };
      this.waiters.add(look);
      look();
    });
  }

  close() {
    this.socket.destroy();
  }
}

/** One request on a connection of its own. */
export async function ask(address, env, body = '', { within = 10_000 } = {}) {
  const connection = new FastCgiConnection(address);
  try {
    connection.write(requestBytes(env, body));
    return await connection.answer({ within });
  } finally {
    connection.close();
  }
}
