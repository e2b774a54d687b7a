import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { EventRow } from '../../../adapters/aws/events';
import { deliveryKey, eventKey, eventListKeys } from '../../../adapters/aws/keys';
import { listPage } from '../../../adapters/aws/list';
import { getRow, getRows, isLive } from '../../../adapters/aws/read';
import { NotFound } from '../../../core/configuration/errors';
import type { DeliveryRow } from '../../../core/delivery/delivery';
import { deliveryId } from '../../../core/delivery/delivery-id';
import { withData } from '../../../core/event/body';
import { decompress } from '../../../core/event/entry';
import { sliceMembers } from '../../../core/event/raw-json';
import type { Admin } from '../admin';
import { givenTime, id, iso, listOf, listQuery, requireOrder, time } from '../fields';
import { route } from '../route';
import { deliveryExample, deliverySchema, deliveryView, type ShownRow } from './delivery-view';

const example = {
  id: deliveryExample.event,
  type: 'agent.run.failed',
  source: 'support-bot',
  subject: 'run_42',
  time: '2026-01-31T12:00:00.000Z',
  receivedAt: '2026-01-31T12:00:00.000Z',
  timeAdjusted: false,
  status: 'routed',
  subscriptions: [deliveryExample.subscription],
};

const fields = {
  id: id('evt', example.id),
  type: z.string(),
  source: z.string(),
  subject: z.string().nullable(),
  time,
  receivedAt: time,
  timeAdjusted: z.boolean().meta({
    description: 'Whether `time` was given more than 5 minutes ahead, so that `receivedAt` took its place',
  }),
  status: z.enum(['routed', 'filtered', 'dead', 'replayed']).meta({
    description:
      '`filtered`: no subscription matched. `dead`: it could not be routed. `replayed`: it is under way again',
  }),
  subscriptions: z.array(z.string()).meta({ description: 'Those that matched when it was routed' }),
};
const event = z.object(fields).meta({ id: 'Event' });
const eventWithData = z
  .object({
    ...fields,
    conflicts: z
      .array(z.object({ receivedAt: time }))
      .meta({ description: 'Repeats of its identity with another body; they were not delivered' }),
    data: z.unknown().meta({ description: 'Exactly as it was posted' }),
  })
  .meta({ id: 'EventWithData' });

const view = (row: EventRow) => ({
  ...{ id: row.id, type: row.type, source: row.source, subject: row.subject ?? null },
  time: iso(row.time),
  receivedAt: iso(row.receivedAt),
  timeAdjusted: row.timeAdjusted ?? false,
  status: row.state,
  subscriptions: row.matched,
});

const LISTED = ['id', 'type', 'source', 'subject', 'time', 'receivedAt', 'timeAdjusted', 'state', 'matched'];

async function found(admin: Admin, project: string, event: string, now: number): Promise<EventRow> {
  const row = await getRow<EventRow>(admin.tables, admin.eventsTable, eventKey(project, event), now);
  if (!row) throw new NotFound('event');
  return row;
}

async function conflicts(
  admin: Admin,
  { project, id }: EventRow,
  now: number,
): Promise<{ receivedAt: string }[]> {
  const { Items = [] } = await admin.tables.send(
    new QueryCommand({
      TableName: admin.eventsTable,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :conflict)',
      ExpressionAttributeValues: { ':pk': eventKey(project, id).pk, ':conflict': 'conflict#' },
      ProjectionExpression: 'receivedAt, expiresAt',
      Limit: 100,
      ConsistentRead: true,
    }),
  );
  return Items.filter((row) => isLive(row, now)).map((row) => ({ receivedAt: iso(Number(row.receivedAt)) }));
}

/** `data` is cut out of the stored text: a parse and a stringify would change big numbers and escapes. */
function withRawMembers(shown: object, body: string): string {
  const raw = sliceMembers(body);
  const members = ['data', 'extensions']
    .filter((name) => raw.has(name))
    .map((name) => `,"${name}":${raw.get(name)}`);
  return `${JSON.stringify(shown).slice(0, -1)}${members.join('')}}`;
}

const params = z.strictObject({ id: id('evt', example.id) });
const filters = {
  type: z.string().optional(),
  source: z.string().optional(),
  subject: z.string().optional(),
  since: givenTime.optional(),
  until: givenTime.optional(),
};

export const events = [
  route({
    method: 'get',
    path: '/v1/events',
    scope: 'read',
    tag: 'Events',
    summary: 'List events, newest first, without their data',
    query: listQuery(filters),
    responses: {
      200: { description: 'A page', schema: listOf(event), example: { data: [example], nextCursor: null } },
    },
    async handler({ project, query, after, now, page }, admin) {
      const { limit, since, until, type, source, subject } = query;
      requireOrder({ since, until });
      const wanted = Object.entries({ type, source, subject }).filter(([, value]) => value !== undefined);
      const where = (row: EventRow): boolean =>
        wanted.every(([name, value]) => row[name as 'type' | 'source' | 'subject'] === value);
      const list = {
        listKeys: eventListKeys(project),
        limit,
        after,
        since,
        until,
        where,
        attributes: LISTED,
      };
      const { rows, next } = await listPage<EventRow>(admin.tables, admin.eventsTable, list, now);
      return page(rows.map(view), next);
    },
  }),
  route({
    method: 'get',
    path: '/v1/events/{id}',
    scope: 'read',
    tag: 'Events',
    summary: 'Show an event with its data',
    params,
    responses: {
      200: {
        description: 'The event',
        schema: eventWithData,
        example: { ...example, conflicts: [], data: { error: { message: 'timeout' } } },
      },
    },
    async handler({ project, params, now }, admin) {
      const row = await found(admin, project, params.id, now);
      const shown = { ...view(row), conflicts: await conflicts(admin, row, now) };
      return { status: 200, text: withRawMembers(shown, withData(decompress(row.z))) };
    },
  }),
  route({
    method: 'get',
    path: '/v1/events/{id}/deliveries',
    scope: 'read',
    tag: 'Events',
    summary: 'List the deliveries of an event',
    params,
    query: listQuery(),
    responses: {
      200: {
        description: 'A page',
        schema: listOf(deliverySchema),
        example: { data: [deliveryExample], nextCursor: null },
      },
    },
    async handler({ project, params, query, after, now, page }, admin) {
      const row = await found(admin, project, params.id, now);
      const from = Number(after ?? 0);
      const to = from + query.limit;
      const shown = await deliveriesOf(admin, row, row.matched.slice(from, to), now);
      return page(shown.map(deliveryView), to < row.matched.length ? String(to) : undefined);
    },
  }),
];

/** A delivery that has no row yet waits in the queue (SEMANTICS 2.9). */
async function deliveriesOf(
  admin: Admin,
  event: EventRow,
  matched: string[],
  now: number,
): Promise<ShownRow[]> {
  const { tables, table } = admin.redeliveries;
  const ids = matched.map((subscription) => deliveryId(event.project, event.id, subscription));
  const rows = await getRows<DeliveryRow>(tables, table, ids.map(deliveryKey), now);
  const known = new Map(rows.map((row) => [row.id, row]));
  return matched.map((subscription, index) => {
    const id = ids[index] ?? '';
    const { id: of, type, receivedAt } = event;
    return known.get(id) ?? { id, event: of, subscription, type, state: 'queued', acceptedAt: receivedAt };
  });
}
