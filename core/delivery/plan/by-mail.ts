import type { DeliveryRow } from '../delivery';
import type { EndpointFacts } from './facts';
import { onceLoaded } from './once-loaded';
import type { Plan } from './plan-kinds';

/** A try that leaves the row what it was if it fails: its recipients are counted where it is made. */
export const isCountedLater = (
  row: Pick<DeliveryRow, 'fallback'> | undefined,
  manual: boolean | undefined,
): boolean => manual === true || row?.fallback !== undefined;

/**
 * Mail goes to so many recipients a project and day. Counted is the first attempt of each chain, a test too; what is
 * held for a disabled subscription is not.
 */
export function planMail(facts: EndpointFacts): Plan | undefined {
  const { message, endpoint, mayMail } = facts;
  const { destination, status } = endpoint.subscription;
  if (destination.kind !== 'email' || (status === 'disabled' && !message.test)) return undefined;
  const recipients = destination.to.length;
  return onceLoaded(facts, (pending, body) => {
    const { row } = pending;
    const isFirst = message.attempt === (row?.chainStart ?? 1);
    if (!isFirst || isCountedLater(row, message.manual) || mayMail) return undefined;
    if (mayMail === undefined) return { do: 'takeMail', recipients };
    return { do: 'refuseMail', pending, telling: message.test ? undefined : body.telling() };
  });
}
