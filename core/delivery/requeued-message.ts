import type { DeliveryRow } from './delivery';
import { attemptMessage, type DeliveryMessage } from './message';

/** The message of a delivery that was put back to `queued`: a place that it had under a rate limit is long gone. */
export function requeuedMessage({ slot: _slot, ...row }: DeliveryRow): DeliveryMessage {
  return attemptMessage(row, row.z);
}
