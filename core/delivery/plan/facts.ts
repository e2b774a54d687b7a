import type { StoredHold } from '../../agent/agent';
import type { Alert } from '../../alert/alert';
import type { Content } from '../../notice/content';
import type { Ledger } from '../../notice/ledger';
import type { CompiledSilence } from '../../notice/silence';
import type { Subscription } from '../../subscription/subscription';
import type { Breaker } from '../breaker';
import type { DeliveryRow } from '../delivery';
import type { DeliveryMessage } from '../message';
import type { Lane, Pace } from '../pace';
import type { Pause } from '../pause';
import type { Slot } from '../rate-limit';
import type { Standing } from '../standing';
import type { StoredBody } from '../stored-body';

/** A subscription, and how its endpoint has been doing lately. */
export interface EndpointState {
  subscription: Subscription;
  breaker?: Breaker | undefined;
  pace?: Pace | undefined;
  pause?: Pause | undefined;
}

/** The row and the body of a delivery, as they were read. */
export interface StoredDelivery {
  row: DeliveryRow | undefined;
  standing: Standing;
  /** Missing if its event has expired. */
  body?: StoredBody | undefined;
}

/** What decides whether people are notified of an alert now. */
export interface AlertFacts {
  alert: Alert | undefined;
  ledger: Ledger | undefined;
  /** Holds on the agent of the alert, ended ones too. */
  holds: readonly StoredHold[];
}

/** The notice that a member waits for. */
export interface NoticeOfMember {
  row: DeliveryRow | undefined;
  /** The notice has ended, and its members have its result. */
  isFollowed?: true;
}

/**
 * What is known of one message of the deliver queues. It begins with `message`, `lane` and `endpoint`; each plan that is
 * carried out and does not end the work on the message adds a member. A member that is missing is not known yet.
 */
export interface Facts {
  message: DeliveryMessage;
  lane: Lane;
  /** Undefined if the subscription was deleted, or is another project's. */
  endpoint: EndpointState | undefined;
  /** When the latest member was learned, epoch ms. */
  now: number;

  stored?: StoredDelivery | undefined;
  /** Of the project; read if an alert fires. */
  silences?: readonly CompiledSilence[];
  alert?: AlertFacts;
  /** Of a member that the sweep asks after. */
  notice?: NoticeOfMember;
  /** Of a notice: what it says, as checked before this attempt. */
  content?: Content;
  /** Of a notice: the content is written into its row. */
  isSaid?: true;

  /** How often parking has failed because the breaker or a row had changed. */
  parkTries?: number;
  /** It is not to be kept from the endpoint: the pause is over, or the slow queue did not take the message. */
  isAdmitted?: true;
  /** This invocation has one of the project's slots on the slow lane. */
  hasShare?: true;
  /** It counts as a message of this hour; false if it is beyond the cap of the subscription. */
  isCounted?: boolean;
  /** The slot of the rate limit that was taken here, else the one that the message carries. */
  slot?: Slot;
  /** The slot at the gate was taken here. */
  hasGateSlot?: true;
  /** The project may send so much mail today. */
  mayMail?: boolean;
}

/** Of a delivery whose subscription exists. */
export type EndpointFacts = Facts & { endpoint: EndpointState };
