import * as z from 'zod';
import { deliveryKey } from '../../../adapters/aws/keys';
import { idOf } from '../../../adapters/aws/new-delivery';
import { getRow } from '../../../adapters/aws/read';
import { TESTS_OF_PROJECT, TESTS_OF_SUBSCRIPTION } from '../../../core/allowance';
import { NotFound } from '../../../core/configuration/errors';
import type { DeliveryRow } from '../../../core/delivery/delivery';
import { deliveryMessage } from '../../../core/delivery/message';
import { isMadeByTocsin } from '../../../core/event/limits';
import { tocsinEntry } from '../../../core/event/made-by-tocsin';
import { testData } from '../../../core/notice/test-event';
import { isEventType } from '../../../core/subscription/event-type';
import { newId, type Admin } from '../admin';
import { id } from '../fields';
import { HttpFault } from '../http/fault';
import { route } from '../route';
import type { TocsinEventType } from '../openapi/tocsin-events';
import { takeTest } from '../take-test';
import {
  attemptExample,
  deliveryExample,
  deliveryWithAttempts,
  deliveryWithAttemptsView,
} from './delivery-view';
import { SUBSCRIPTION_ID } from './subscription-view';

const params = z.strictObject({ id: id('sub', SUBSCRIPTION_ID) });

const testType = z
  .string()
  .refine(
    isEventType,
    'must be names of letters, digits, "_" and "-", joined by dots; at most 128 characters',
  )
  .default('tocsin.test')
  .meta({ description: 'The type that the test event shows', example: 'tocsin.test' });

/** What an event of this type might look like. The samples of Tocsin's own types belong to the document of the API. */
async function sampleOf(type: string, subscription: string, now: number): Promise<object> {
  if (!isMadeByTocsin(type)) return testData(type, subscription, now);
  const { TOCSIN_EVENTS } = await import('../openapi/tocsin-events');
  return testData(
    type,
    subscription,
    now,
    (TOCSIN_EVENTS as Partial<Record<string, TocsinEventType>>)[type]?.example,
  );
}

/** Longer than an attempt takes, shorter than what a gateway waits for. */
const MAX_WAIT_SECONDS = 20;
const POLL_MS = 250;
const ENDED: readonly string[] = ['delivered', 'dead', 'withheld', 'discarded'];

const testQuery = z.strictObject({
  wait: z.coerce.number().int().min(1).max(MAX_WAIT_SECONDS).optional().meta({
    description: 'Seconds to wait for the result, which is answered with 200; without one by then, 202',
    example: 10,
  }),
});

/** The delivery once its only attempt is over; undefined if it is not by then. */
async function resultOf(
  admin: Admin,
  { project }: { project: string },
  delivery: string,
  seconds: number,
): Promise<DeliveryRow | undefined> {
  const { tables, table } = admin.redeliveries;
  for (let waitedMs = 0; waitedMs < seconds * 1_000; waitedMs += POLL_MS) {
    await admin.wait(POLL_MS);
    const row = await getRow<DeliveryRow>(tables, table, deliveryKey(delivery), admin.now());
    if (row?.project === project && ENDED.includes(row.state)) return row;
  }
  return undefined;
}

export const subscriptionTest = [
  route({
    method: 'post',
    path: '/v1/subscriptions/{id}/test',
    scope: 'admin',
    tag: 'Subscriptions',
    summary: 'Send a test event',
    description:
      'To this subscription only, in its form, marked as a test, tried once; also while it is disabled. Types of alerts bring the data of one. The delivery then shows what was sent and what came back. At most 10 an hour for a subscription, and 60 for a project.',
    params,
    query: testQuery,
    body: z.strictObject({ type: testType }),
    example: { type: 'tocsin.test' },
    responses: {
      200: {
        description: 'With `wait`: what was sent and what came back',
        schema: deliveryWithAttempts,
        example: { ...deliveryExample, attempts: [attemptExample] },
      },
      202: {
        description: 'Queued; `GET /v1/deliveries/{delivery}` tells how it went',
        schema: z.object({ event: z.string(), delivery: z.string() }),
        example: { event: deliveryExample.event, delivery: deliveryExample.id },
      },
    },
    async handler(call, admin) {
      const { project, params, query, body, now, caller } = call;
      if (!(await admin.subscriptions.get(project, params.id, now))) throw new NotFound('subscription');
      await takeTest(admin, TESTS_OF_SUBSCRIPTION, params.id, now);
      await takeTest(admin, TESTS_OF_PROJECT, project, now);
      const data = await sampleOf(body.type, params.id, now);
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
      const delivery = idOf(message);
      const row = query.wait === undefined ? undefined : await resultOf(admin, call, delivery, query.wait);
      return {
        ...(row
          ? { status: 200, body: deliveryWithAttemptsView(row) }
          : { status: 202, body: { event: entry.id, delivery } }),
        writes: [admin.changes.write(change)],
      };
    },
  }),
];
