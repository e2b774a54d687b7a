import type { Lasting } from '../../core/delivery/delivery';
import { deliveryId } from '../../core/delivery/delivery-id';
import type { DeliveryMessage } from '../../core/delivery/message';
import { deliveryListKey, listSort } from './keys';

export const idOf = ({ project, event, subscription }: DeliveryMessage): string =>
  deliveryId(project, event, subscription);

/** What a delivery's row says from its first day, whatever its state. */
export function newDelivery(message: DeliveryMessage): Lasting {
  const { project, event, subscription, type, acceptedAt, traceparent } = message;
  const id = idOf(message);
  return {
    ...{ id, project, event, subscription, type, acceptedAt },
    ...(message.test ? { test: true } : {}),
    ...(traceparent === undefined ? {} : { traceparent }),
    ...{ attempt: 1, chainStart: 1, attempts: [] },
    listKey: deliveryListKey(subscription, id),
    listSort: listSort(acceptedAt, id),
  };
}
