import type { Breaker } from './breaker';
import type { DeliveryMessage } from './message';
import { isProven, type Lane, type Pace } from './pace';
import { isPaused, type Pause } from './pause';

/** What is to be done with a message before anything is sent: the endpoint's state decides, not its own. */
export type GateVerdict = 'attempt' | 'park' | 'pause' | 'slowLane';

/** A person's try and a test pass an open breaker: they show whether the endpoint is back. */
export function gate(
  {
    breaker,
    pace,
    pause,
  }: { breaker?: Breaker | undefined; pace?: Pace | undefined; pause?: Pause | undefined },
  { probe, manual, test }: Pick<DeliveryMessage, 'probe' | 'manual' | 'test'>,
  lane: Lane,
  now: number,
): GateVerdict {
  const isAskedFor = manual || test;
  if (breaker?.state === 'open' && !probe && !isAskedFor) return 'park';
  if (isPaused(pause, now) && !isAskedFor) return 'pause';
  return lane === 'fast' && !isProven(pace) ? 'slowLane' : 'attempt';
}
