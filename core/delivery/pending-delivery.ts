import type { DeliveryRow } from './delivery';
import type { DeliveryMessage } from './message';

/** A delivery as it was read, before it is put off or ended without an attempt. */
export interface PendingDelivery {
  message: DeliveryMessage;
  /** Undefined if this is its first attempt. */
  row: DeliveryRow | undefined;
  /** Compressed body. */
  z: string;
}
