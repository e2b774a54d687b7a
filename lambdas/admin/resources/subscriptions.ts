import * as z from 'zod';
import type { Write } from '../../../adapters/aws/transact';
import {
  changedSubscription,
  madeSubscription,
  switchedSubscription,
  touched,
} from '../../../core/configuration/change-subscription';
import { Conflict, NotFound } from '../../../core/configuration/errors';
import { GENERATED_SECRET_BYTES, MAX_LIVE_SECRETS, rotated } from '../../../core/configuration/secret';
import { newSubscription, subscriptionChange } from '../../../core/configuration/webhook-subscription';
import { newSecret } from '../../../core/delivery/signature';
import { seal, secretContext } from '../../../core/seal';
import type { SealedSecret, Subscription } from '../../../core/subscription/subscription';
import { newId, type Admin } from '../admin';
import { id, iso, listOf, listQuery, time } from '../fields';
import { HttpFault } from '../http/fault';
import { requirePublic } from '../require-public';
import { route, type Answer, type Call } from '../route';
import { startedJob } from './jobs';
import {
  SUBSCRIPTION_ID,
  subscriptionExample as example,
  subscriptionSchema,
  subscriptionView,
  subscriptionWithSecret,
} from './subscription-view';

const params = z.strictObject({ id: id('sub', SUBSCRIPTION_ID) });
const shown = { 200: { description: 'The subscription', schema: subscriptionSchema, example } };
/** What was being routed when a subscription is deleted has its rows, and they are in the index, after this time. */
const LAST_DELIVERIES_MS = 120_000;

const SECRET_EXAMPLE = `whsec_${'A'.repeat(43)}=`;

type Asked = Pick<Call<unknown, unknown, unknown>, 'project' | 'now' | 'caller'>;
type Named = Asked & Pick<Call<{ id: string }, unknown, unknown>, 'params' | 'ifMatch'>;

/** Throws `NotFound`, or 412 if the caller has seen another revision. */
async function found({ project, params, now, ifMatch }: Named, admin: Admin): Promise<Subscription> {
  const subscription = await admin.subscriptions.get(project, params.id, now);
  if (!subscription) throw new NotFound('subscription');
  if (ifMatch !== undefined && ifMatch !== subscription.revision) {
    throw new HttpFault(412, `The subscription is at revision ${subscription.revision}, not ${ifMatch}.`);
  }
  return subscription;
}

/** What goes into the transaction of every change: the project's version, and who did it. */
const audited = ({ project, now, caller }: Asked, admin: Admin, action: string, target: string): Write[] => [
  admin.projects.versionBump(project),
  admin.changes.write({ at: now, project, actor: caller.keyId, action: `subscription.${action}`, target }),
];

const etag = ({ revision }: Subscription): Record<string, string> => ({ etag: `"${revision}"` });

function changed(
  asked: Asked,
  admin: Admin,
  action: string,
  before: Subscription,
  after: Subscription,
): Answer {
  const writes = [
    ...admin.subscriptions.changeWrites(before, after),
    ...audited(asked, admin, action, after.id),
  ];
  return { status: 200, body: subscriptionView(after), headers: etag(after), writes };
}

async function sealed(
  admin: Admin,
  project: string,
  subscription: string,
  text: string,
  now: number,
): Promise<SealedSecret> {
  const key = await admin.dataKeys.get(project);
  return { sealed: seal(key, text, secretContext(project, subscription), admin.random(12)), createdAt: now };
}

/** Its schemas depend on the stage: locally, destinations on this machine are allowed. */
export const subscriptions = (allowedHosts: string[]) => [
  route({
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
  }),
  route({
    method: 'post',
    path: '/v1/subscriptions',
    scope: 'admin',
    tag: 'Subscriptions',
    summary: 'Make a subscription',
    description: 'Events accepted from now on that match are sent to the destination, signed.',
    body: newSubscription(allowedHosts),
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
        example: { ...example, secret: SECRET_EXAMPLE },
      },
    },
    secret: true,
    async handler(call, admin) {
      const { project, body, now } = call;
      await requirePublic(body.destination.url, call, admin);
      const id = newId(admin, 'sub', now);
      const secret = body.secret ?? newSecret(admin.random(GENERATED_SECRET_BYTES));
      const secrets = [await sealed(admin, project, id, secret, now)];
      const made = madeSubscription(body, { id, project, secrets }, now);
      const writes = [...admin.subscriptions.createWrites(made), ...audited(call, admin, 'create', id)];
      return { status: 201, body: { ...subscriptionView(made), secret }, headers: etag(made), writes };
    },
  }),
  route({
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
  }),
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
    example: { eventTypes: ['agent.run.failed'], filter: null },
    responses: shown,
    async handler(call, admin) {
      const before = await found(call, admin);
      if (call.body.destination) await requirePublic(call.body.destination.url, call, admin);
      return changed(call, admin, 'update', before, changedSubscription(before, call.body, call.now));
    },
  }),
  route({
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
      return { status: 204, writes: [...changes, job.write] };
    },
  }),
  ...(['enable', 'disable'] as const).map((verb) =>
    route({
      method: 'post',
      path: `/v1/subscriptions/{id}/${verb}`,
      scope: 'admin',
      tag: 'Subscriptions',
      summary: verb === 'enable' ? 'Enable a subscription' : 'Disable a subscription',
      description:
        verb === 'enable'
          ? 'Deliveries that were held meanwhile stay held until `recover` queues them.'
          : 'Nothing is sent any more; deliveries are held until they are recovered.',
      params,
      body: z.strictObject({}),
      example: {},
      responses: shown,
      async handler(call, admin) {
        const before = await found(call, admin);
        return changed(call, admin, verb, before, switchedSubscription(before, verb === 'enable', call.now));
      },
    }),
  ),
  route({
    method: 'post',
    path: '/v1/subscriptions/{id}/rotate-secret',
    scope: 'admin',
    tag: 'Subscriptions',
    summary: 'Make a new signing secret',
    description: 'Until the overlap ends, every request is signed with the new secret and with the old ones.',
    params,
    body: z.strictObject({
      overlapSeconds: z
        .number()
        .int()
        .min(0)
        .max(604_800)
        .default(86_400)
        .meta({ description: 'How long the old secret goes on signing; 0 ends it now', example: 86400 }),
    }),
    example: { overlapSeconds: 86400 },
    responses: {
      200: {
        description: 'The new secret, shown this once',
        schema: z.object({ secret: z.string(), previousExpiresAt: time }),
        example: { secret: SECRET_EXAMPLE, previousExpiresAt: '2026-02-01T12:00:00.000Z' },
      },
    },
    secret: true,
    async handler(call, admin) {
      const { project, body, now } = call;
      const before = await found(call, admin);
      const secret = newSecret(admin.random(GENERATED_SECRET_BYTES));
      const next = await sealed(admin, project, before.id, secret, now);
      const secrets = rotated(before.secrets, next, now, body.overlapSeconds);
      if (!secrets)
        throw new Conflict(`At most ${MAX_LIVE_SECRETS} secrets may overlap; wait for one to end.`);
      const after = { ...before, secrets, ...touched(before, now) };
      const previousExpiresAt = iso(now + body.overlapSeconds * 1000);
      return { ...changed(call, admin, 'rotateSecret', before, after), body: { secret, previousExpiresAt } };
    },
  }),
];
