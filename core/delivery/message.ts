import type { DeliveryRow } from './delivery';
import type { Slot } from './rate-limit';

/** The body of a message on the deliver queue: one attempt of one delivery. */
export interface DeliveryMessage {
  v: 1;
  project: string;
  event: string;
  subscription: string;
  type: string;
  /** When the event was accepted (`receivedAt`), epoch ms. */
  acceptedAt: number;
  /** Which attempt this message asks for; a stale one is dropped (2.3). */
  attempt: number;
  /** Compressed body, up to 48 KiB of base64; otherwise the events table has it (1.3). */
  z?: string;
  test?: true;
  /** Asked for by a person: its failure schedules nothing of its own. */
  manual?: true;
  /** It is to find out whether the endpoint is back: attempted although the breaker is open (2.5). */
  probe?: true;
  /** It is grouped, and nobody knows what has become of this notice: the sweep asks. */
  notice?: string;
  /** Its turn under the subscription's rate limit. */
  slot?: Slot;
  /** How often it has waited for its project's turn on the slow lane. */
  waits?: number;
  /** The trace in which the event was posted. */
  traceparent?: string;
}

/** Base64 characters of a body that ride in the message; a larger one is read from the events table (1.3). */
const MAX_INLINE = 48 * 1024;

/** The first message of an event's delivery to one subscription. */
export function deliveryMessage(
  event: { project: string; id: string; type: string; receivedAt: number; z: string; traceparent?: string },
  subscription: string,
): DeliveryMessage {
  return {
    v: 1,
    project: event.project,
    event: event.id,
    subscription,
    type: event.type,
    acceptedAt: event.receivedAt,
    attempt: 1,
    ...(event.traceparent === undefined ? {} : { traceparent: event.traceparent }),
    ...(event.z.length <= MAX_INLINE ? { z: event.z } : {}),
  };
}

/** The message of a later attempt, from the row of the delivery and, if it is at hand, the body. */
export function attemptMessage(
  row: Pick<
    DeliveryRow,
    | 'project'
    | 'event'
    | 'subscription'
    | 'type'
    | 'acceptedAt'
    | 'attempt'
    | 'test'
    | 'slot'
    | 'notice'
    | 'traceparent'
  > &
    Partial<Pick<DeliveryRow, 'state'>>,
  z?: string,
): DeliveryMessage {
  const { project, event, subscription, type, acceptedAt, attempt, test, slot, traceparent } = row;
  return {
    ...{ v: 1 as const, project, event, subscription, type, acceptedAt, attempt },
    ...(test ? { test } : {}),
    ...(slot ? { slot } : {}),
    ...(traceparent === undefined ? {} : { traceparent }),
    ...(row.state === 'grouped' && row.notice ? { notice: row.notice } : {}),
    ...(z !== undefined && z.length <= MAX_INLINE ? { z } : {}),
  };
}

/** Reads a message of the deliver queue; throws on anything that is none, so that it ends as a dead letter. */
export function readDeliveryMessage(body: string): DeliveryMessage {
  const message = JSON.parse(body) as Partial<DeliveryMessage> | null;
  if (message?.v !== 1) throw new Error('The message is no delivery of version 1');
  for (const name of ['project', 'event', 'subscription', 'type'] as const) {
    if (typeof message[name] !== 'string') throw new Error(`The delivery message has no ${name}`);
  }
  if (!Number.isInteger(message.attempt) || typeof message.acceptedAt !== 'number') {
    throw new Error('The delivery message has no attempt or no acceptedAt');
  }
  return message as DeliveryMessage;
}
