// Waits by polling, never by fixed delays.

/** `make asan` and `make coverage` test a program that needs more time and memory. */
export const instrumented = Boolean(process.env.INSTRUMENTED);

/** The factor of every time limit, here and in tests. SLOWNESS sets it for a slow or loaded machine. */
export const slowness = Number(process.env.SLOWNESS) || (instrumented ? 10 : 1);

export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Calls `probe` until it returns a true value, and returns that value. A probe that throws counts
 * as "not yet". Fails with `what` and the last error after `within` milliseconds.
 */
export async function until(probe, { within = 10_000, every = 20, what = 'the condition' } = {}) {
  const end = Date.now() + within * slowness;
  let last;
  for (;;) {
    try {
      const answer = await probe();
      if (answer) return answer;
      last = undefined;
    } catch (error) {
      last = error;
    }
    if (Date.now() >= end) {
      throw new Error(`${what} did not come true within ${within * slowness} ms`, { cause: last });
    }
    await pause(every);
  }
}

/** The promise's value, or a failure after `within` milliseconds. */
export async function inTime(promise, within, what = 'the answer') {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} did not come within ${within * slowness} ms`)), within * slowness);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Runs `work(i)` for i in 0..count-1 with at most `width` at once and returns the results in order. */
export async function pool(count, width, work) {
  const results = new Array(count);
  let next = 0;
  const runner = async () => {
    while (next < count) {
      const i = next++;
      results[i] = await work(i);
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, count) }, runner));
  return results;
}
