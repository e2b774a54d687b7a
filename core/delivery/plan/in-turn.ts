import { rateLimitOf } from '../../destination/rate-limit-of';
import { turnAt } from '../rate-limit';
import type { EndpointFacts } from './facts';
import { onceLoaded } from './once-loaded';
import type { Plan } from './plan-kinds';

/**
 * Keeps the rate limit of a subscription (core/delivery/rate-limit.ts). A new delivery takes a slot in the line; once that
 * has come, one at the gate. A person's try and a test need none.
 */
export function planTurn(facts: EndpointFacts): Plan | undefined {
  const { message, endpoint, now, hasGateSlot } = facts;
  const limit = rateLimitOf(endpoint.subscription);
  if (!limit || message.manual || message.test) return undefined;
  const slot = facts.slot ?? message.slot;
  if (!slot) return { do: 'takeLineSlot', limit };
  const turn = turnAt(slot.at, now);
  if (turn === 'now' && slot.kind === 'gate') return undefined;
  if (turn !== 'later' && !hasGateSlot) return { do: 'takeGateSlot', limit };
  return onceLoaded(facts, (pending) => ({ do: 'waitForSlot', pending, slot }));
}
