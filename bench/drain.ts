import type { Receiver } from './receiver';
import { progress } from './progress';
import type { Stack } from './stack';

export interface Drained {
  /** From when the endpoint was well to the probe that found out. */
  untilProbeMinutes: number;
  /** From then to the last delivery. */
  drainMinutes: number;
  /** Of the events that waited. */
  came: number;
  missing: number;
  twice: number;
}

const MINUTE_MS = 60_000;
/** A minute's portion comes in parts, spread over it. */
const STEP_MS = 10_000;
const LONGEST_MS = 6 * 60 * MINUTE_MS;
const REPORTED_EVERY_MS = 10 * MINUTE_MS;

/** The endpoint is well from now on: time passes until all that waits for it has come. */
export async function drain(
  { cloud }: Stack,
  receiver: Receiver,
  path: string,
  waiting: ReadonlySet<string>,
): Promise<Drained> {
  receiver.answers.delete(path);
  const arrivals = receiver.arrivals(path);
  const from = arrivals.length;
  const began = cloud.clock.now();
  let probedAt: number | undefined;
  let lastAt = began;
  const times = new Map<string, number>();
  for (let seen = from; cloud.clock.now() - began < LONGEST_MS && times.size < waiting.size;) {
    cloud.clock.advance(STEP_MS);
    await cloud.idle();
    const now = cloud.clock.now();
    if (arrivals.length > seen) {
      lastAt = now;
      probedAt ??= now;
    }
    for (; seen < arrivals.length; seen++) count(times, arrivals[seen]?.id);
    report(now - began, times.size, waiting.size);
  }
  return {
    untilProbeMinutes: ((probedAt ?? Infinity) - began) / MINUTE_MS,
    drainMinutes: (lastAt - (probedAt ?? Infinity)) / MINUTE_MS,
    came: times.size,
    missing: [...waiting].filter((id) => !times.has(id)).length,
    twice: [...times.values()].filter((count) => count > 1).length,
  };
}

const count = (times: Map<string, number>, id = ''): void => void times.set(id, (times.get(id) ?? 0) + 1);

function report(passedMs: number, came: number, waiting: number): void {
  if (passedMs % REPORTED_EVERY_MS >= STEP_MS) return;
  const minutes = Math.round(passedMs / MINUTE_MS);
  progress(`${minutes} min later: ${came.toLocaleString('en')} of ${waiting.toLocaleString('en')} have come`);
}
