import * as z from 'zod';
import {
  changedSubscription,
  madeSubscription,
  switchedSubscription,
} from '../../../core/configuration/change-subscription';
import { InvalidInput } from '../../../core/configuration/errors';
import { inconsistencies } from '../../../core/configuration/inconsistencies';
import { subscriptionWarnings } from '../../../core/configuration/subscription-warnings';
import {
  type NewSubscription,
  newSubscription,
  subscriptionChange,
} from '../../../core/configuration/webhook-subscription';
import type { Subscription } from '../../../core/subscription/subscription';
import { type Admin, newId } from '../admin';
import { etagHeader, listOf, listQuery } from '../fields';
import { requirePublicDestination } from '../require-public';
import { route } from '../route';
import { jobWrites, startedJob } from './jobs';
import { probeSoon } from './probe-soon';
import { audited, changed, etag, found, subscriptionParams as params } from './subscription-change';
import { madeSecrets, sealedParts, secretsUnder } from './subscription-secrets';
import {
  changedSubscriptionSchema,
  SECRET_EXAMPLE,
  subscriptionExample as example,
  subscriptionSchema,
  subscriptionView,
  subscriptionWithSecret,
} from './subscription-view';

const shown = {
  200: { description: 'The subscription', schema: subscriptionSchema, example, headers: etagHeader },
};
const shownChanged = {
  200: {
    description: 'The subscription',
    schema: changedSubscriptionSchema,
    example: { ...example, warnings: [] },
    headers: etagHeader,
  },
};
/** What was being routed when a subscription is deleted has its rows, and they are in the index, after this time. */
const LAST_DELIVERIES_MS = 120_000;

const INTO_DESTINATION = 'it goes into "destination", such as {"kind": "webhook", "url": "https://..."}';
const INTO_EVENT_TYPES = 'what is sent is named by "eventTypes"';

/** Of Stripe, Svix, GitHub, Hookdeck and others. */
const OTHER_NAMES = {
  url: INTO_DESTINATION,
  endpoint: INTO_DESTINATION,
  headers: INTO_DESTINATION,
  events: INTO_EVENT_TYPES,
  enabled_events: INTO_EVENT_TYPES,
  filterTypes: INTO_EVENT_TYPES,
  types: INTO_EVENT_TYPES,
  topics: INTO_EVENT_TYPES,
  description: 'what it is for goes into "name"',
  disabled: 'this is the opposite of "enabled"',
};

/** Throws `InvalidInput` for settings that do not go together. */
function requireConsistent(subscription: Subscription): Subscription {
  const errors = inconsistencies(subscription);
  if (errors.length > 0) throw new InvalidInput(errors);
  return subscription;
}

/** Only webhooks are signed. Throws `InvalidInput` for a secret that nothing would be signed with. */
async function firstSecrets(
  admin: Admin,
  given: NewSubscription & { id: string; project: string; now: number },
): ReturnType<typeof madeSecrets> {
  const { destination, signature = { scheme: 'standard' }, secret } = given;
  if (destination.kind === 'webhook') return madeSecrets(admin, { ...given, signature });
  if (secret === undefined) return { secrets: [], shown: {} };
  throw new InvalidInput([{ pointer: '/secret', detail: 'must not be given: only webhooks are signed' }]);
}

const list = route({
  method: 'get',
  path: '/v1/subscriptions',
  scope: 'read',
  tag: 'Subscriptions',
  summary: 'List subscriptions, newest first',
  query: listQuery(),
  responses: {
    200: {
      description: 'A page',
      schema: listOf(subscriptionSchema),
      example: { data: [example], nextCursor: null },
    },
  },
  async handler({ project, query, after, now, page }, admin) {
    const { rows, next } = await admin.subscriptions.list(project, { limit: query.limit, after }, now);
    return page(rows.map(subscriptionView), next);
  },
});

const create = (allowedHosts: string[]) =>
  route({
    method: 'post',
    path: '/v1/subscriptions',
    scope: 'admin',
    tag: 'Subscriptions',
    summary: 'Make a subscription',
    description: 'Events accepted from now on that match are sent to the destination, signed.',
    body: newSubscription(allowedHosts),
    hints: OTHER_NAMES,
    example: {
      name: 'billing',
      eventTypes: ['agent.run.*'],
      filter: { data: { costMicroUsd: [{ numeric: ['>', 500000] }] } },
      destination: { kind: 'webhook', url: 'https://example.com/hook', headers: { 'x-env': 'prod' } },
      signature: { scheme: 'standard' },
      retry: { scheduleSeconds: [5, 30, 300] },
    },
    responses: {
      201: {
        description: 'Made; the only time that the secret is shown',
        schema: subscriptionWithSecret,
        example: { ...example, secret: SECRET_EXAMPLE, warnings: [] },
        headers: etagHeader,
      },
    },
    secret: true,
    async handler(call, admin) {
      const { project, body, now } = call;
      await requirePublicDestination(body.destination, call, admin);
      const id = newId(admin, 'sub', now);
      const { secrets, shown } = await firstSecrets(admin, { ...body, id, project, now });
      const sealed = await sealedParts(admin, { id, project }, body.destination);
      const made = requireConsistent(madeSubscription(body, { id, project, secrets }, now, sealed));
      const writes = [
        ...admin.subscriptions.createWrites(made),
        ...audited(call, admin, 'create', id),
        admin.usage.write(project, { subscriptions: 1 }),
      ];
      const shownMade = { ...subscriptionView(made), ...shown, warnings: subscriptionWarnings(made) };
      return { status: 201, body: shownMade, headers: etag(made), writes };
    },
  });

const show = route({
  method: 'get',
  path: '/v1/subscriptions/{id}',
  scope: 'read',
  tag: 'Subscriptions',
  summary: 'Show a subscription',
  params,
  responses: shown,
  async handler(call, admin) {
    const subscription = await found(call, admin);
    return { status: 200, body: subscriptionView(subscription), headers: etag(subscription) };
  },
});

const change = (allowedHosts: string[]) =>
  route({
    method: 'patch',
    path: '/v1/subscriptions/{id}',
    scope: 'admin',
    tag: 'Subscriptions',
    summary: 'Change a subscription',
    description:
      'What is given replaces what is there; null takes an option away. `If-Match` guards against lost updates.',
    params,
    body: subscriptionChange(allowedHosts),
    hints: OTHER_NAMES,
    example: { eventTypes: ['agent.run.failed'], filter: null },
    responses: shownChanged,
    async handler(call, admin) {
      const before = await found(call, admin);
      const { destination } = call.body;
      if (destination) await requirePublicDestination(destination, call, admin);
      const sealed = destination && (await sealedParts(admin, before, destination));
      const after = requireConsistent(changedSubscription(before, call.body, call.now, sealed));
      const { signature } = call.body;
      const secrets = signature && (await secretsUnder(admin, before, signature, call.now));
      const answer = changed(call, admin, 'update', before, secrets ? { ...after, secrets } : after);
      return call.body.destination
        ? { ...answer, afterwards: () => probeSoon(admin, before.id, call.now) }
        : answer;
    },
  });

const remove = route({
  method: 'delete',
  path: '/v1/subscriptions/{id}',
  scope: 'admin',
  tag: 'Subscriptions',
  summary: 'Delete a subscription',
  description: 'Nothing is sent any more; its open deliveries are discarded and counted as such.',
  params,
  responses: { 204: { description: 'Deleted' } },
  async handler(call, admin) {
    const before = await found(call, admin);
    const input = { subscription: before.id };
    const job = startedJob(call, admin, 'discardSubscription', input, call.now + LAST_DELIVERIES_MS);
    const changes = [
      ...admin.subscriptions.deleteWrites(before),
      ...audited(call, admin, 'delete', before.id),
    ];
    return { status: 204, writes: [...changes, ...jobWrites(call, admin, [job], { subscriptions: -1 })] };
  },
});

const switches = (['enable', 'disable'] as const).map((verb) =>
  route({
    method: 'post',
    path: `/v1/subscriptions/{id}/${verb}`,
    scope: 'admin',
    tag: 'Subscriptions',
    summary: verb === 'enable' ? 'Enable a subscription' : 'Disable a subscription',
    description:
      verb === 'enable'
        ? 'Deliveries that were held meanwhile stay held until `recover` queues them. An endpoint whose deliveries are parked is probed within a minute.'
        : 'Nothing is sent any more; deliveries are held until they are recovered.',
    params,
    body: z.strictObject({}),
    example: {},
    responses: shownChanged,
    async handler(call, admin) {
      const before = await found(call, admin);
      const after = switchedSubscription(before, verb === 'enable', call.now);
      const answer = changed(call, admin, verb, before, after);
      return verb === 'enable'
        ? { ...answer, afterwards: () => probeSoon(admin, before.id, call.now) }
        : answer;
    },
  }),
);

/** The schemas of some depend on the stage: locally, destinations on this machine are allowed. */
export const subscriptions = (allowedHosts: string[]) => [
  list,
  create(allowedHosts),
  show,
  change(allowedHosts),
  remove,
  ...switches,
];
