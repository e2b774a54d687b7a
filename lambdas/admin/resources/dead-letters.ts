import * as z from 'zod';
import type { DeadLetter } from '../../../adapters/aws/dead-letters';
import { deliveryKey } from '../../../adapters/aws/keys';
import { getRow } from '../../../adapters/aws/read';
import { Conflict, NotFound } from '../../../core/configuration/errors';
import type { DeliveryRow } from '../../../core/delivery/delivery';
import { chainOf } from '../../../core/delivery/manual-try';
import type { Admin } from '../admin';
import { givenTime, id, iso, listOf, listQuery, requireOrder, time } from '../fields';
import { route, type Answer, type Call } from '../route';
import { decided, foundDelivery, requeued } from './deliveries';
import { deliveryExample } from './delivery-view';
import { jobAccepted, jobWrites, startedJob } from './jobs';

const example = {
  id: deliveryExample.id,
  kind: 'delivery',
  event: deliveryExample.event,
  subscription: deliveryExample.subscription,
  type: deliveryExample.type,
  reason: 'attempts_exhausted',
  at: '2026-02-03T15:00:00.000Z',
};

const KINDS = ['delivery', 'event', 'monitor'] as const;

const letter = z
  .object({
    id: id('dlv', example.id),
    kind: z.enum(KINDS).meta({
      description: '`event`: it died before it was routed; `monitor`: before monitors had counted it',
    }),
    event: z.string(),
    subscription: z.string().nullable(),
    type: z.string(),
    reason: z.string(),
    at: time,
  })
  .meta({ id: 'DeadLetter' });

const view = ({ id, kind, event, subscription, type, reason, at }: DeadLetter) => ({
  ...{ id, kind, event, subscription: subscription ?? null, type, reason, at: iso(at) },
});

type Asked = Pick<Call<{ id: string }, unknown, unknown>, 'project' | 'now' | 'caller' | 'params'>;

async function found({ project, params, now }: Asked, admin: Admin): Promise<DeadLetter> {
  const row = await admin.letters.get(project, params.id, now);
  if (!row) throw new NotFound('dead letter');
  return row;
}

const audit = (admin: Admin, { project, now, caller }: Asked, action: string, target: string) =>
  admin.changes.write({ at: now, project, actor: caller.keyId, action: `deadLetter.${action}`, target });

async function replayed(call: Asked, admin: Admin): Promise<Answer> {
  const dead = await found(call, admin);
  if (dead.kind !== 'delivery') {
    await admin.eventReplay.replay(dead, call.now);
    return { status: 202, body: view(dead), writes: [audit(admin, call, 'replay', dead.id)] };
  }
  const row = await foundDelivery(admin, call, dead.id);
  if (row.state !== 'dead') throw new Conflict(`The delivery is ${row.state}.`);
  await decided(admin, call, row);
  return { ...requeued(admin, call, row, chainOf(row), 'deadLetter.replay'), body: view(dead) };
}

async function discarded(call: Asked, admin: Admin): Promise<Answer> {
  const dead = await found(call, admin);
  const change = audit(admin, call, 'discard', dead.id);
  const { tables, table } = admin.redeliveries;
  const row = await getRow<DeliveryRow>(tables, table, deliveryKey(dead.id), call.now);
  // Of an event, or left over: then the letter is all there is to discard.
  if (dead.kind !== 'delivery' || row?.state !== 'dead')
    return { status: 204, writes: [admin.letters.deleteWrite(dead.id), change] };
  return { status: 204, writes: [...admin.redeliveries.discardWrites(row, 'discarded', call.now), change] };
}

const params = z.strictObject({ id: id('dlv', example.id) });

export const deadLetters = [
  route({
    method: 'get',
    path: '/v1/dead-letters',
    scope: 'read',
    tag: 'Dead letters',
    summary: 'List what could not be finished, newest first',
    query: listQuery({ subscription: z.string().optional(), kind: z.enum(KINDS).optional() }),
    responses: {
      200: { description: 'A page', schema: listOf(letter), example: { data: [example], nextCursor: null } },
    },
    async handler({ project, query, after, now, page }, admin) {
      const where = (row: DeadLetter): boolean =>
        (query.subscription === undefined || row.subscription === query.subscription) &&
        (query.kind === undefined || row.kind === query.kind);
      const { rows, next } = await admin.letters.list(project, { limit: query.limit, after, where }, now);
      return page(rows.map(view), next);
    },
  }),
  route({
    method: 'post',
    path: '/v1/dead-letters/replay',
    scope: 'admin',
    tag: 'Dead letters',
    summary: 'Replay all of a time',
    body: z.strictObject({
      since: givenTime,
      until: givenTime,
      subscription: z.string().optional().meta({ description: 'Only its deliveries' }),
    }),
    example: { since: '2026-01-31T00:00:00Z', until: '2026-02-01T00:00:00Z' },
    responses: jobAccepted,
    handler(call, admin) {
      const { since, until, subscription } = call.body;
      requireOrder({ since, until });
      const input = { since, until, ...(subscription !== undefined && { subscription }) };
      const job = startedJob(call, admin, 'replayDeadLetters', input);
      const change = {
        at: call.now,
        project: call.project,
        actor: call.caller.keyId,
        action: 'deadLetter.replayAll',
        target: job.id,
      };
      const writes = [...jobWrites(call, admin, [job]), admin.changes.write(change)];
      return Promise.resolve({ status: 202, body: job.body, writes });
    },
  }),
  route({
    method: 'post',
    path: '/v1/dead-letters/{id}/replay',
    scope: 'admin',
    tag: 'Dead letters',
    summary: 'Replay one',
    description:
      'A delivery begins a new chain of attempts; an event is routed again, or counted by monitors that have not had it.',
    params,
    body: z.strictObject({}),
    example: {},
    responses: { 202: { description: 'Under way', schema: letter, example } },
    handler: (call, admin) => replayed(call, admin),
  }),
  route({
    method: 'delete',
    path: '/v1/dead-letters/{id}',
    scope: 'admin',
    tag: 'Dead letters',
    summary: 'Discard one',
    params,
    responses: { 204: { description: 'Discarded' } },
    handler: (call, admin) => discarded(call, admin),
  }),
];
