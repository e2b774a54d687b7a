import { deliveryId } from '../core/delivery/delivery-id';
import type { DeliveryMessage } from '../core/delivery/message';
import type { EventEntry } from '../core/event/event';

/** What a log line says of a message: ids lead from one log to the next. */
export type Fields = Record<string, unknown>;

/** Of a message that is an event; nothing of one that could not be read. */
export const eventFields = (
  entry: Pick<EventEntry, 'project' | 'id' | 'type' | 'traceparent'> | undefined,
): Fields =>
  entry ? { project: entry.project, event: entry.id, type: entry.type, traceparent: entry.traceparent } : {};

/** Of a message that is one attempt of a delivery, or of the row that it has claimed. */
export const deliveryFields = (
  message: Pick<DeliveryMessage, 'project' | 'event' | 'subscription' | 'attempt' | 'traceparent'>,
): Fields => {
  const { project, event, subscription, attempt, traceparent } = message;
  const delivery = deliveryId(project, event, subscription);
  return { delivery, project, event, subscription, attempt, traceparent };
};
