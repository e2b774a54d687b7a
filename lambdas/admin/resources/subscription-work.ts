import * as z from 'zod';
import { deliveryListKeys } from '../../../adapters/aws/keys';
import { listPage } from '../../../adapters/aws/list';
import { NotFound } from '../../../core/configuration/errors';
import type { DeliveryRow } from '../../../core/delivery/delivery';
import { STATES } from '../../../core/delivery/transitions';
import type { Subscription } from '../../../core/subscription/subscription';
import { givenTime, id, listOf, listQuery, requireOrder } from '../fields';
import { route } from '../route';
import { deliveryExample, deliverySchema, deliveryView } from './delivery-view';
import { jobAccepted, jobWrites, startedJob } from './jobs';
import { probeSoon } from './probe-soon';
import { SUBSCRIPTION_ID } from './subscription-view';

const params = z.strictObject({ id: id('sub', SUBSCRIPTION_ID) });

/** The timeout of `route`, and some for the index that the job reads. */
const ROUTING_MS = 75_000;

/** A run of `route` that began before the subscription was made or changed still stores events without it. */
const afterRouting = ({ updatedAt }: Pick<Subscription, 'updatedAt'>, now: number): number =>
  Math.max(now, updatedAt + ROUTING_MS);

/** What a subscription does, beside what it is. */
export const subscriptionWork = [
  route({
    method: 'post',
    path: '/v1/subscriptions/{id}/recover',
    scope: 'admin',
    tag: 'Subscriptions',
    summary: 'Send what was missed',
    description:
      'Dead, held and parked deliveries of events accepted in the window are queued again, under the same ids.',
    params,
    body: z.strictObject({ since: givenTime, until: givenTime.optional() }),
    example: { since: '2026-01-31T00:00:00Z' },
    responses: jobAccepted,
    async handler(call, admin) {
      const { project, params, body, now, caller } = call;
      if (!(await admin.subscriptions.get(project, params.id, now))) throw new NotFound('subscription');
      const { since, until = now } = body;
      requireOrder({ since, until });
      const input = { subscription: params.id, since, until };
      const job = startedJob(call, admin, 'recover', input);
      const change = {
        at: now,
        project,
        actor: caller.keyId,
        action: 'subscription.recover',
        target: params.id,
      };
      return {
        ...{
          status: 202,
          body: job.body,
          writes: [...jobWrites(call, admin, [job]), admin.changes.write(change)],
        },
        afterwards: () => probeSoon(admin, params.id, now),
      };
    },
  }),
  route({
    method: 'post',
    path: '/v1/subscriptions/{id}/replay',
    scope: 'admin',
    tag: 'Subscriptions',
    summary: 'Send stored events',
    description:
      'Events accepted in the window that match the subscription as it is now, and that it was never sent: ' +
      'for one that was made after them. With `includeDelivered` also those that it has had, under the same ids; ' +
      'for these a failure schedules no retries.',
    params,
    body: z.strictObject({
      since: givenTime,
      until: givenTime.optional(),
      includeDelivered: z.boolean().default(false),
    }),
    example: { since: '2026-01-31T00:00:00Z' },
    responses: jobAccepted,
    async handler(call, admin) {
      const { project, params, body, now, caller } = call;
      const subscription = await admin.subscriptions.get(project, params.id, now);
      if (!subscription) throw new NotFound('subscription');
      const { since, until = now, includeDelivered } = body;
      requireOrder({ since, until });
      const input = { subscription: params.id, since, until, includeDelivered };
      const job = startedJob(call, admin, 'replay', input, afterRouting(subscription, now));
      const change = {
        ...{ at: now, project, actor: caller.keyId },
        ...{ action: 'subscription.replay', target: params.id },
      };
      return {
        status: 202,
        body: job.body,
        writes: [...jobWrites(call, admin, [job]), admin.changes.write(change)],
      };
    },
  }),
  route({
    method: 'get',
    path: '/v1/subscriptions/{id}/deliveries',
    scope: 'read',
    tag: 'Subscriptions',
    summary: 'List its deliveries, newest events first',
    params,
    query: listQuery({ status: z.enum(STATES).optional() }),
    responses: {
      200: {
        description: 'A page',
        schema: listOf(deliverySchema),
        example: { data: [deliveryExample], nextCursor: null },
      },
    },
    async handler({ project, params, query, after, now, page }, admin) {
      if (!(await admin.subscriptions.get(project, params.id, now))) throw new NotFound('subscription');
      const { tables, table } = admin.redeliveries;
      const where = ({ state }: DeliveryRow): boolean => query.status === undefined || state === query.status;
      const list = { listKeys: deliveryListKeys(params.id), limit: query.limit, after, where };
      const { rows, next } = await listPage<DeliveryRow>(tables, table, list, now);
      return page(rows.map(deliveryView), next);
    },
  }),
];
