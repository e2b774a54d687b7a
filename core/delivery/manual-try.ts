import type { DeliveryRow, DeliveryState } from './delivery';

/** What a delivery's row becomes before it is sent again. The caller writes it on condition that nothing moved. */
export interface Requeue {
  /** The attempt at which a new chain of retries begins; the old chain goes on without it. */
  chainStart?: number;
  /** What the row is again if this one try fails, so that no chain begins (SEMANTICS 2.8). */
  fallback?: 'delivered';
}

/** What asking for a delivery by hand comes to. */
type ManualTry =
  /** Its pending attempt is made now instead of later; the row stays as it is. */
  { kind: 'sendNow' } | { kind: 'requeue'; change: Requeue } | { kind: 'refused'; detail: string };

type Seen = Pick<DeliveryRow, 'state' | 'attempt' | 'test'>;

/** By SEMANTICS 2.8: a manual try never starts a second chain; a dead delivery begins a new one. */
export function manualTry(row: Seen): ManualTry {
  switch (row.state) {
    case 'queued':
    case 'waiting':
      return { kind: 'sendNow' };
    case 'delivered':
      return { kind: 'requeue', change: { fallback: 'delivered' } };
    case 'dead':
    case 'held':
    case 'parked':
      return { kind: 'requeue', change: newChain(row) };
    case 'leased':
      return { kind: 'refused', detail: 'The delivery is being attempted right now.' };
    case 'grouped':
      return { kind: 'refused', detail: 'The delivery is part of a notice that is sent as a whole.' };
    case 'withheld':
    case 'discarded':
      return { kind: 'refused', detail: `The delivery was ${row.state} and is not sent any more.` };
  }
}

export const newChain = ({ attempt }: Pick<DeliveryRow, 'attempt'>): Requeue => ({ chainStart: attempt });

/** What `recover` queues again: what was given up, and what was kept while the subscription was disabled. */
export const RECOVERABLE: readonly DeliveryState[] = ['dead', 'held'];

/** What has not ended and is not in somebody's hands: `discardSubscription` ends it. */
export const DISCARDABLE: readonly DeliveryState[] = ['queued', 'waiting', 'parked', 'held', 'grouped'];
