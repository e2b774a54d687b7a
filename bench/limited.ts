import { setTimeout as wait } from 'node:timers/promises';
import { fullMinutes, minutesText } from './minutes';
import { progress } from './progress';
import type { Receiver } from './receiver';
import type { Stack } from './stack';
import { load } from './statistics';

const MINUTES = 2;
const MINUTE_MS = 60_000;
const REPORTED_EVERY_MS = 30_000;
/** Beyond what can go out meanwhile, and while the backlog is on its way into the line. */
const BACKLOG_SECONDS = 240;
const POSTED_TOGETHER = 1_000;
const LOOK_MS = 100;

/**
 * What an endpoint with a limit gets in full minutes while more waits for it than it may get. They are counted from the
 * second request after the queues have nothing left that has no place yet.
 */
export async function limited(stack: Stack, receiver: Receiver, perSecond: number): Promise<string> {
  await stack.subscribe(receiver.url('limited'), 'limited', { rateLimit: { perSecond } });
  const count = Math.ceil(perSecond * BACKLOG_SECONDS);
  for (let posted = 0; posted < count; posted += POSTED_TOGETHER) {
    const size = Math.min(POSTED_TOGETHER, count - posted);
    await stack.post(Array.from({ length: size }, (_, n) => ({ type: 'limited', data: { n: posted + n } })));
  }
  progress(`${count.toLocaleString('en')} events are posted`);
  const arrivals = receiver.arrivals('limited');
  while (waiting(stack) > perSecond || arrivals.length === 0) await wait(LOOK_MS);
  progress(`all are in the line, ${arrivals.length} have come`);
  const from = Date.now();
  while (Date.now() - from < MINUTES * MINUTE_MS) {
    await wait(Math.min(REPORTED_EVERY_MS, from + MINUTES * MINUTE_MS - Date.now()));
    progress(
      `${arrivals.length.toLocaleString('en')} have come; ${waiting(stack)} could be received (${load()})`,
    );
  }
  const counts = fullMinutes(arrivals, from, from + MINUTES * MINUTE_MS);
  return `${perSecond}/s, ${count.toLocaleString('en')} given at once: ${minutesText(counts, perSecond)}; ${load()}`;
}

/** Messages that could be received now. */
const waiting = ({ cloud }: Stack): number =>
  Object.values(cloud.queueDepths()).reduce((sum, { visible }) => sum + visible, 0);
