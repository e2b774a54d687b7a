import type { Breaker } from './breaker';
import type { DeliveryMessage } from './message';
import { isProven, type Lane, type Pace } from './pace';

/** What is to be done with a message before anything is sent: the endpoint's state decides, not its own. */
export type Passage = 'attempt' | 'park' | 'slowLane';

/** A person's try and a test pass an open breaker: they are how somebody finds out whether the endpoint is back. */
export function gate(
  { breaker, pace }: { breaker?: Breaker | undefined; pace?: Pace | undefined },
  { probe, manual, test }: Pick<DeliveryMessage, 'probe' | 'manual' | 'test'>,
  lane: Lane,
): Passage {
  if (breaker?.state === 'open' && !probe && !manual && !test) return 'park';
  return lane === 'fast' && !isProven(pace) ? 'slowLane' : 'attempt';
}
