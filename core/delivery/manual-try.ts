import type { DeliveryRow, DeliveryState } from './delivery';

/** What a delivery's row becomes before it is sent again. The caller writes it and the state `queued`, conditionally. */
export interface Requeue {
  /** The attempt at which a new chain of retries begins. Without it the chain that there is goes on. */
  chainStart?: number;
  /** What the row is again if this one try fails, so that no chain begins (SEMANTICS 2.8). */
  fallback?: 'delivered';
}

/** What asking for a delivery by hand comes to. */
type ManualTry =
  /** Its pending attempt is made now instead of later; the row stays as it is. */
  { kind: 'sendNow' } | { kind: 'requeue'; change: Requeue } | { kind: 'refused'; detail: string };

type Seen = Pick<DeliveryRow, 'state' | 'attempt' | 'leaseUntil'>;
type Destination = 'enabled' | 'disabled' | 'deleted';

/**
 * By SEMANTICS 2.8: a manual try never starts a second chain of retries. What has not ended goes on in its own chain,
 * what was delivered is delivered whatever the try brings, what is dead or held begins a new chain. What is parked
 * leaves its place in line, so that it never stands there twice.
 */
export function manualTry(row: Seen, destination: Destination, now: number): ManualTry {
  const refused = refusal(row, destination, now);
  if (refused !== undefined) return { kind: 'refused', detail: refused };
  if (row.state === 'delivered') return { kind: 'requeue', change: { fallback: 'delivered' } };
  return RECOVERABLE.includes(row.state) ? { kind: 'requeue', change: chainOf(row) } : { kind: 'sendNow' };
}

function refusal(row: Seen, destination: Destination, now: number): string | undefined {
  if (row.state === 'grouped') return 'The delivery is part of a notice that is sent as a whole.';
  if (row.state === 'withheld' || row.state === 'discarded')
    return `The delivery was ${row.state} and is not sent any more.`;
  if (row.state === 'leased' && (row.leaseUntil ?? 0) >= now)
    return 'The delivery is being attempted right now.';
  return refusalOf(destination, row.state);
}

/** A delivery that has not ended may be sent all the same: `deliver` holds it, or discards it if there is no subscription. */
function refusalOf(destination: Destination, state: DeliveryState): string | undefined {
  const ended = state === 'delivered' || state === 'dead';
  if (destination === 'disabled' && (ended || state === 'held'))
    return 'Its subscription is disabled: enable it first, or send it a test event.';
  return destination === 'deleted' && ended ? 'Its subscription was deleted.' : undefined;
}

/** The chain of retries that a delivery goes on with once it is queued again. */
export const chainOf = ({ state, attempt }: Pick<DeliveryRow, 'state' | 'attempt'>): Requeue =>
  state === 'parked' ? {} : { chainStart: attempt };

/** What `recover` queues again: what was given up, and what was kept for a disabled or failing endpoint. */
export const RECOVERABLE: readonly DeliveryState[] = ['dead', 'held', 'parked'];

/** What has not ended and is not in somebody's hands: `discardSubscription` ends it. */
export const DISCARDABLE: readonly DeliveryState[] = ['queued', 'waiting', 'parked', 'held', 'grouped'];
