import { gate } from '../gate';
import type { EndpointFacts } from './facts';
import { onceLoaded } from './once-loaded';
import type { Plan } from './plan-kinds';

/** After so many changes of the breaker or the row in between, the message comes back. */
const MOST_PARK_TRIES = 5;

/** The state of the endpoint keeps deliveries from it, or sends them by the other lane (SEMANTICS 2.4, 2.5, 2.10). */
export function planAtEndpoint(facts: EndpointFacts): Plan | undefined {
  const { endpoint, message, lane, now, parkTries = 0 } = facts;
  if (facts.isAdmitted) return undefined;
  if (parkTries === MOST_PARK_TRIES) return { do: 'comeBack' };
  const verdict = gate(endpoint, message, lane, now);
  const { breaker } = endpoint;
  if (verdict === 'park' && breaker)
    return onceLoaded(facts, (pending) => ({ do: 'park', pending, breaker }));
  // The breaker has closed since the message was to be parked: it is attempted at once.
  if (parkTries > 0) return undefined;
  if (verdict === 'pause') return onceLoaded(facts, (pending) => ({ do: 'pause', pending }));
  return verdict === 'slowLane' ? { do: 'sendToSlowLane' } : undefined;
}

/** A project has a few invocations of the slow lane at a time (SEMANTICS 2.10). */
export const planShare = ({ lane, hasShare }: EndpointFacts): Plan | undefined =>
  lane === 'slow' && !hasShare ? { do: 'takeShare' } : undefined;
