import * as z from 'zod';
import type { EventRow } from '../../../adapters/aws/events';
import { deliveryKey } from '../../../adapters/aws/keys';
import { getRows, isLive } from '../../../adapters/aws/read';
import { NotFound } from '../../../core/configuration/errors';
import type { DeliveryRow } from '../../../core/delivery/delivery';
import { deliveryId } from '../../../core/delivery/delivery-id';
import { deliveryMessage } from '../../../core/delivery/message';
import type { Admin } from '../admin';
import { id } from '../fields';
import { HttpFault } from '../http/fault';
import { route } from '../route';
import { deliveryExample } from './delivery-view';

/** Messages for the deliveries that have no row, as `route` would send them. Answers how many. */
async function sendMissing(admin: Admin, event: EventRow, now: number): Promise<number> {
  const { tables, table } = admin.redeliveries;
  const idOf = (subscription: string): string => deliveryId(event.project, event.id, subscription);
  const subscriptions = [...new Set(event.matched)];
  const keys = subscriptions.map((subscription) => deliveryKey(idOf(subscription)));
  const rows = await getRows<Pick<DeliveryRow, 'id'>>(tables, table, keys, now, ['id']);
  const known = new Set(rows.map((row) => row.id));
  const missing = subscriptions.filter((subscription) => !known.has(idOf(subscription)));
  for (const subscription of missing)
    await admin.events.touchMatched(event.project, event.id, subscription, now);
  const messages = missing.map((subscription) => ({ message: deliveryMessage(event, subscription) }));
  const refused = await admin.queue.send(messages);
  if (refused.length > 0) throw new HttpFault(503, 'Not all deliveries could be queued; try again.');
  return missing.length;
}

export const eventReplay = [
  route({
    method: 'post',
    path: '/v1/events/{id}/replay',
    scope: 'admin',
    tag: 'Events',
    summary: 'Send an event to the subscriptions that it has not reached',
    description:
      'Deliveries of which there is no trace are queued; those that were made are left alone: retry them one by one. ' +
      'An event that died before it was routed is routed again.',
    params: z.strictObject({ id: id('evt', deliveryExample.event) }),
    body: z.strictObject({}),
    example: {},
    responses: {
      202: {
        description: 'Under way; `deliveries` is how many were queued, null if the event is routed again',
        schema: z.object({ id: z.string(), deliveries: z.number().nullable() }),
        example: { id: deliveryExample.event, deliveries: 1 },
      },
    },
    async handler({ project, params, now, caller }, admin) {
      const row = await admin.events.get(project, params.id);
      if (!row || !isLive(row, now)) throw new NotFound('event');
      const unrouted = row.state === 'dead' || row.state === 'replayed';
      const deliveries = unrouted ? null : await sendMissing(admin, row, now);
      if (unrouted) await admin.eventReplay.again(row, now);
      const change = {
        ...{ at: now, project, actor: caller.keyId },
        ...{ action: 'event.replay', target: row.id },
      };
      return {
        status: 202,
        body: { id: row.id, deliveries },
        writes: [admin.changes.write(change)],
      };
    },
  }),
];
