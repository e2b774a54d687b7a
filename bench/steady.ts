import { setTimeout as wait } from 'node:timers/promises';
import type { BenchEvent, Stack } from './stack';

/** Events that come at a rate; `next` says of which type. */
export interface Stream {
  perSecond: number;
  next: () => string;
}

/** An event that was accepted: `at` is when its 202 came, epoch ms. */
export interface Accepted {
  type: string;
  id: string;
  at: number;
}

const TICK_MS = 100;

/** Posts streams for some seconds, all that is due in one request every tenth of a second, as an SDK that batches does. */
export async function postSteadily(
  stack: Stack,
  streams: readonly Stream[],
  seconds: number,
): Promise<Accepted[]> {
  const accepted: Accepted[] = [];
  const posts: Promise<void>[] = [];
  const began = performance.now();
  const posted = streams.map(() => 0);
  const post = async (events: BenchEvent[]): Promise<void> => {
    const ids = await stack.post(events);
    const at = Date.now();
    for (const [index, { type }] of events.entries()) accepted.push({ type, id: ids[index] ?? '', at });
  };
  for (let tick = 1; tick <= (seconds * 1_000) / TICK_MS; tick++) {
    await wait(Math.max(0, began + tick * TICK_MS - performance.now()));
    const events = streams.flatMap(({ perSecond, next }, index) => {
      const due = Math.floor((tick * TICK_MS * perSecond) / 1_000) - (posted[index] ?? 0);
      posted[index] = (posted[index] ?? 0) + due;
      return Array.from({ length: due }, () => ({ type: next(), data: { tick } }));
    });
    if (events.length > 0) posts.push(post(events));
  }
  await Promise.all(posts);
  return accepted;
}
