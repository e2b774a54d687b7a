import * as z from 'zod';
import { deliveryKey, eventKey } from '../../../adapters/aws/keys';
import { getRow } from '../../../adapters/aws/read';
import { Conflict, NotFound } from '../../../core/configuration/errors';
import type { DeliveryRow } from '../../../core/delivery/delivery';
import { manualTry, type Requeue } from '../../../core/delivery/manual-try';
import { requeuedMessage } from '../../../core/delivery/requeued-message';
import type { Admin } from '../admin';
import { id } from '../fields';
import { HttpFault } from '../http/fault';
import { route, type Answer, type Call } from '../route';
import {
  attemptExample,
  deliveryExample,
  deliverySchema,
  deliveryView,
  deliveryWithAttempts,
  deliveryWithAttemptsView,
} from './delivery-view';

const params = z.strictObject({ id: id('dlv', deliveryExample.id) });
const example = { ...deliveryExample, attempts: [attemptExample] };

type Asked = Pick<Call<unknown, unknown, unknown>, 'project' | 'now' | 'caller'>;

/** Throws `NotFound`, for another project's delivery as well. */
export async function foundDelivery(admin: Admin, { project, now }: Asked, id: string): Promise<DeliveryRow> {
  const { tables, table } = admin.redeliveries;
  const row = await getRow<DeliveryRow>(tables, table, deliveryKey(id), now);
  if (row?.project !== project) throw new NotFound('delivery');
  return row;
}

/** Makes the delivery wait for a message, then sends it; a message that is lost is replaced by the sweep. */
export function requeued(
  admin: Admin,
  asked: Asked,
  row: DeliveryRow,
  change: Requeue,
  action: string,
): Answer {
  const { project, now, caller } = asked;
  const audit = { at: now, project, actor: caller.keyId, action, target: row.id };
  return {
    status: 202,
    body: deliveryView({ ...row, state: 'queued' }),
    writes: [...admin.redeliveries.requeueWrites(row, change, now), admin.changes.write(audit)],
    afterwards: () => admin.queue.send([{ message: { ...requeuedMessage(row), manual: true } }]),
  };
}

/** What `POST .../retry` decides on. Throws `Conflict` where nothing can be sent. */
export async function decided(admin: Admin, asked: Asked, row: DeliveryRow) {
  const { project, now } = asked;
  const subscription = await admin.subscriptions.get(project, row.subscription, now);
  const decision = manualTry(row, subscription?.status ?? 'deleted', now);
  if (decision.kind === 'refused') throw new Conflict(decision.detail);
  const ended = row.state === 'delivered' || row.state === 'dead';
  if (ended && row.z === undefined) {
    const event = await getRow(admin.tables, admin.eventsTable, eventKey(project, row.event), now);
    if (!event) throw new Conflict('Its event is not stored any more.');
  }
  return decision;
}

async function sentNow(admin: Admin, { project, now, caller }: Asked, row: DeliveryRow): Promise<Answer> {
  const refused = await admin.queue.send([{ message: { ...requeuedMessage(row), manual: true } }]);
  if (refused.length > 0) throw new HttpFault(503, 'The delivery could not be queued; try again.');
  const audit = { at: now, project, actor: caller.keyId, action: 'delivery.retry', target: row.id };
  return { status: 202, body: deliveryView(row), writes: [admin.changes.write(audit)] };
}

export const deliveries = [
  route({
    method: 'get',
    path: '/v1/deliveries/{id}',
    scope: 'read',
    tag: 'Deliveries',
    summary: 'Show a delivery with its attempts',
    params,
    responses: { 200: { description: 'The delivery', schema: deliveryWithAttempts, example } },
    async handler(call, admin) {
      const row = await foundDelivery(admin, call, call.params.id);
      return { status: 200, body: deliveryWithAttemptsView(row) };
    },
  }),
  route({
    method: 'post',
    path: '/v1/deliveries/{id}/retry',
    scope: 'admin',
    tag: 'Deliveries',
    summary: 'Send a delivery now',
    description:
      'One that waits is tried at once, and its schedule goes on. One that is parked is tried although its endpoint ' +
      'is failing. A delivered one is sent once more and stays delivered. One that is dead or held begins a new ' +
      'chain of attempts.',
    params,
    body: z.strictObject({}),
    example: {},
    responses: { 202: { description: 'Queued', schema: deliverySchema, example: deliveryExample } },
    async handler(call, admin) {
      const row = await foundDelivery(admin, call, call.params.id);
      const decision = await decided(admin, call, row);
      if (decision.kind === 'sendNow') return sentNow(admin, call, row);
      return requeued(admin, call, row, decision.change, 'delivery.retry');
    },
  }),
];
