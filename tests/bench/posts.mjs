// Posting comments by wrk, and the count of what is stored.

import path from 'node:path';

import { root } from '../lib/site.mjs';
import { until } from '../lib/wait.mjs';
import { scale, wrk } from './measure.mjs';

const script = path.join(root, 'tests/bench/post.lua');
// A shorter round would have too few syncs.
const seconds = Math.max(2, scale.seconds);

/**
 * Sends comments to one system and counts them. `count` returns the number of stored comments. A refused
 * comment is an error, unless the system may refuse some: `mayRefuse`; `refused` has their number.
 *
 *   new Posts({ url, system, firstPage, headers, count, mayRefuse })
 */
export class Posts {
  #taken = 0;
  #connections = 0;
  refused = 0;

  constructor(options) {
    Object.assign(this, { headers: [], firstPage: 0, ...options });
  }

  /** One measurement: accepted comments per second, and the latency of all responses. */
  by(clients) {
    return async () => {
      this.before ??= await this.settled();
      const { url, headers, system, firstPage, mayRefuse: anyStatus } = this;
      this.#connections += clients;
      const { out, p50, p99 } = await wrk(url, { headers, script, args: [system, firstPage], width: clients, seconds, anyStatus });
      const [, count, time] = /taken: (\d+) in ([\d.]+) s/.exec(out);
      const answered = Number(/(\d+) requests in/.exec(out)[1]);
      this.#taken += Number(count);
      this.refused += answered - count;
      if (this.refused && !this.mayRefuse) throw new Error(`${this.refused} of ${answered} posts were refused`);
      if (Number(count) === 0) throw new Error('no post was accepted');
      return { rate: Number(count) / Number(time), p50, p99 };
    };
  }

  /** The number of stored comments when no write is in progress. */
  async settled() {
    let last;
    await until(async () => {
      const before = last;
      last = await this.count();
      return last === before;
    }, { every: 300, what: 'the end of all writing', within: 30_000 });
    return last;
  }

  /**
   * How many accepted comments are not stored, or stored though nobody sent them. At its end, wrk closes its
   * connections, so of each run as many comments as it has clients may be stored without a response.
   */
  async wrong() {
    if (this.before === undefined) throw new Error('nothing was posted');
    const unanswered = (await this.settled()) - this.before - this.#taken;
    return { value: unanswered < 0 ? -unanswered : Math.max(0, unanswered - this.#connections) };
  }
}
