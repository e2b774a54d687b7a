import * as z from 'zod';
import { deliveryListKeys } from '../../../adapters/aws/keys';
import { listPage } from '../../../adapters/aws/list';
import { idOf } from '../../../adapters/aws/new-delivery';
import { TESTS_OF_PROJECT, TESTS_OF_SUBSCRIPTION } from '../../../core/allowance';
import { NotFound } from '../../../core/configuration/errors';
import type { DeliveryRow } from '../../../core/delivery/delivery';
import { deliveryMessage } from '../../../core/delivery/message';
import { tocsinEntry } from '../../../core/event/made-by-tocsin';
import type { Subscription } from '../../../core/subscription/subscription';
import { isEventType } from '../../../core/subscription/event-type';
import { newId } from '../admin';
import { givenTime, id, listOf, listQuery, requireOrder } from '../fields';
import { HttpFault } from '../http/fault';
import { route } from '../route';
import { isAlert } from '../../../core/notice/wording';
import { testAlert } from '../../../core/notice/test-alert';
import { takeTest } from '../take-test';
import { DELIVERY_STATES, deliveryExample, deliverySchema, deliveryView } from './delivery-view';
import { jobAccepted, jobWrites, startedJob } from './jobs';
import { probeSoon } from './probe-soon';
import { SUBSCRIPTION_ID } from './subscription-view';

/** What an event of this type might look like. */
const testData = (type: string, subscription: string, now: number): object =>
  isAlert({ type }) ? testAlert(type, now) : { message: 'This is a test event.', subscription };

const params = z.strictObject({ id: id('sub', SUBSCRIPTION_ID) });

const testType = z
  .string()
  .refine(
    isEventType,
    'must be names of letters, digits, "_" and "-", joined by dots; at most 128 characters',
  )
  .default('tocsin.test')
  .meta({ description: 'The type that the test event shows', example: 'tocsin.test' });

/** The timeout of `route`, and some for the index that the job reads. */
const ROUTING_MS = 75_000;

/** A run of `route` that began before the subscription was made or changed still stores events without it. */
const afterRouting = ({ updatedAt }: Pick<Subscription, 'updatedAt'>, now: number): number =>
  Math.max(now, updatedAt + ROUTING_MS);

/** What a subscription does, beside what it is. */
export const subscriptionWork = [
  route({
    method: 'post',
    path: '/v1/subscriptions/{id}/test',
    scope: 'admin',
    tag: 'Subscriptions',
    summary: 'Send a test event',
    description:
      'To this subscription only, in its form, marked as a test, tried once; also while it is disabled. Types of alerts bring the data of one. The delivery then shows what was sent and what came back. At most 10 an hour for a subscription, and 60 for a project.',
    params,
    body: z.strictObject({ type: testType }),
    example: { type: 'tocsin.test' },
    responses: {
      202: {
        description: 'Queued; `GET /v1/deliveries/{delivery}` tells how it went',
        schema: z.object({ event: z.string(), delivery: z.string() }),
        example: { event: deliveryExample.event, delivery: deliveryExample.id },
      },
    },
    async handler({ project, params, body, now, caller }, admin) {
      if (!(await admin.subscriptions.get(project, params.id, now))) throw new NotFound('subscription');
      await takeTest(admin, TESTS_OF_SUBSCRIPTION, params.id, now);
      await takeTest(admin, TESTS_OF_PROJECT, project, now);
      const data = testData(body.type, params.id, now);
      const occasion = newId(admin, 'test', now);
      const entry = tocsinEntry({ project, type: body.type, subject: params.id, now, occasion, data });
      const message = { ...deliveryMessage(entry, params.id), test: true as const };
      const refused = await admin.queue.send([{ message }]);
      if (refused.length > 0) throw new HttpFault(503, 'The test event could not be queued; try again.');
      const change = {
        at: now,
        project,
        actor: caller.keyId,
        action: 'subscription.test',
        target: params.id,
      };
      return {
        status: 202,
        body: { event: entry.id, delivery: idOf(message) },
        writes: [admin.changes.write(change)],
      };
    },
  }),
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
    query: listQuery({ status: z.enum(DELIVERY_STATES).optional() }),
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
