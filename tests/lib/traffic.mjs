// Continuous traffic: clients read threads and write comments while a test disturbs the servers, and
// record every response.

import { until } from './wait.mjs';

/** Kills one of the workers at random, when there is more than one. Returns whether it was still alive. */
export async function killWorker(site, random) {
  const workers = await until(
    () => {
      const pids = site.workerPids();
      return pids.length > 1 && pids;
    },
    { within: 30_000, every: 2, what: 'a worker to kill' },
  );
  try {
    return process.kill(workers[Math.floor(random() * workers.length)], 'SIGKILL');
  } catch {
    return false; // it has just ended
  }
}

const readsAWrite = 12;

export class Traffic {
  constructor(site, visitors = 2) {
    this.site = site;
    this.width = visitors;
    this.answers = 0;
    this.failures = [];
    this.acknowledged = [];
    this.sent = 0;
    this.#start();
  }

  #start() {
    this.over = false;
    this.visitors = Promise.all(Array.from({ length: this.width }, () => this.#visit()));
  }

  /** Waits for `count` further responses. */
  async more(count) {
    const wanted = this.answers + count;
    await until(() => this.answers >= wanted, { within: 120_000, every: 5, what: 'more answers' });
  }

  /** Runs a function while no request is sent. */
  async quietly(work) {
    await this.stop();
    await work();
    this.#start();
  }

  /** Ends the traffic when the last responses have arrived. */
  async stop() {
    this.over = true;
    await this.visitors;
  }

  async #visit() {
    while (!this.over) {
      for (let i = 0; i < readsAWrite && !this.over; i++)
        await this.#ask(() => this.site.get('/comments/thread/hello/'), 200);
      await this.#write();
    }
  }

  async #write() {
    const comment = `Written while the servers are disturbed, ${++this.sent}`;
    const answer = await this.#ask(() => this.site.postJson({ page: '/a/', comment }), 201);
    if (answer) this.acknowledged.push({ id: answer.json().id, text: comment });
  }

  async #ask(request, status) {
    const answer = await request().catch((error) => ({ status: error.code ?? error.message }));
    this.answers += 1;
    if (answer.status === status) return answer;
    this.failures.push(`${answer.status} after ${this.answers}: ${String(answer.text).slice(0, 200)}`);
    return undefined;
  }
}
