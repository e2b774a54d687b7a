import type { AlertData } from '../../alert/alert';
import type { Content } from '../../notice/content';
import type { QuietReason, Telling } from '../../notice/quiet';
import type { Breaker } from '../breaker';
import type { DeliveryRow } from '../delivery';
import type { PendingDelivery } from '../pending-delivery';
import type { RateLimit, Slot } from '../rate-limit';
import type { StoredBody } from '../stored-body';

/** Something has to be read. The delivery is planned again with what was found. */
export type Reading =
  | { do: 'load' }
  /** The notice of a member. */
  | { do: 'loadNotice'; notice: string }
  /** Those of the project, which all messages of one endpoint share. */
  | { do: 'loadSilences' }
  /** The ledger is begun first if the alert fires: readers of the alert then know that its notice is under way. */
  | { do: 'loadAlert'; telling: Telling };

/** Something has to be reserved, by one conditional write. The delivery is planned again with the outcome. */
export type Reservation =
  | { do: 'takeShare' }
  | { do: 'countMessage'; perHour: number }
  | { do: 'takeLineSlot'; limit: RateLimit }
  | { do: 'takeGateSlot'; limit: RateLimit }
  | { do: 'takeMail'; recipients: number };

/** A notice, or a member of one, has to be settled before it is attempted (SEMANTICS 6.2). Planned again after it. */
export type Settlement =
  /** Gives the members of a notice that has ended its result. `notice` is its row. */
  | { do: 'follow'; notice: DeliveryRow }
  /** Closes the notice to more members, and collects what those say that are still to be told. */
  | { do: 'freeze'; row: DeliveryRow }
  /** Leaves out what need not be told any more. */
  | { do: 'recheck'; row: DeliveryRow; z: string }
  | { do: 'say'; row: DeliveryRow; content: Content };

/** The message is done with: nothing is attempted for it now. */
export type PutOff =
  /** The message comes back to the queue later: another worker holds the lease, or a row has changed. */
  | { do: 'comeBack' }
  /** It cannot be planned, e.g. because its body cannot be unpacked. The message comes back, and is a dead letter at last. */
  | { do: 'fail'; error: unknown }
  /** Nothing is left to do for this message. */
  | { do: 'forget'; outcome: 'stale' | 'settled' }
  | { do: 'park'; pending: PendingDelivery; breaker: Breaker }
  /** Until the pause of its endpoint is over. */
  | { do: 'pause'; pending: PendingDelivery }
  | { do: 'sendToSlowLane' }
  /** Until `until`, when it is planned anew. If nothing is changed, it waits until `endsAt`, which may be `Infinity`. */
  | {
      do: 'wait';
      pending: PendingDelivery;
      telling: Telling;
      until: number;
      endsAt: number;
      reason: QuietReason;
    }
  | { do: 'withhold'; pending: PendingDelivery; telling: Telling; reason: QuietReason }
  /** Nothing of a notice is left to tell. */
  | { do: 'endNotice'; pending: PendingDelivery }
  /** A member is delivered on its own again. */
  | { do: 'release'; notice: string }
  | { do: 'joinGroup'; pending: PendingDelivery; group: string; waitMs: number; alert: AlertData | undefined }
  | { do: 'joinDigest'; pending: PendingDelivery; flushAt: number; alert: AlertData | undefined }
  | { do: 'waitForSlot'; pending: PendingDelivery; slot: Slot }
  /** The project has sent as much mail as it may today. */
  | { do: 'refuseMail'; pending: PendingDelivery; telling: Telling | undefined };

/** What becomes of a delivery that this worker has claimed. */
export type LeasePlan<Endpoint> =
  | { do: 'attempt'; endpoint: Endpoint; body: StoredBody }
  | { do: 'hold'; body: StoredBody }
  | { do: 'discard'; reason: string }
  | { do: 'giveUp'; reason: string }
  /** A manual try that cannot be made: the row is again what it was. */
  | { do: 'fallBack'; state: 'delivered' | 'dead' };

/** What is to be done next for one message of the deliver queues. */
export type Plan = Reading | Reservation | Settlement | PutOff | { do: 'claim' };
