import * as z from 'zod';
import { deliveryKey, eventListKeys } from '../../../adapters/aws/keys';
import { listPage } from '../../../adapters/aws/list';
import { getRows } from '../../../adapters/aws/read';
import {
  conservation as count,
  type Account,
  type CountedDelivery,
  type CountedEvent,
} from '../../../core/delivery/conservation';
import { deliveryId } from '../../../core/delivery/delivery-id';
import type { Admin } from '../admin';
import { givenTime, iso, listQuery, time } from '../fields';
import { route } from '../route';

/** One page counts this many events, or as many as fit in this time. */
const EVENTS_PER_PAGE = 1_000;
const PATIENCE_MS = 15_000;
const EVENTS_PER_READ = 100;

const COUNTED_EVENT = ['id', 'state', 'matched', 'receivedAt', 'replayedAt'];
const COUNTED_DELIVERY = ['id', 'state', 'leaseUntil', 'dueAt'];

const number = z.number();
const report = z
  .object({
    since: time,
    until: time,
    events: z.object({
      accepted: number,
      dead: number,
      filtered: number,
      fannedOut: number,
      replayed: number,
    }),
    deliveries: z.object({
      ...{ matched: number, queued: number, leased: number, waiting: number, parked: number, held: number },
      ...{ grouped: number, delivered: number, dead: number, withheld: number, discarded: number },
    }),
    stranded: z.array(
      z.object({
        kind: z.enum(['event', 'delivery']),
        id: z.string(),
        state: z.string(),
        overdueSeconds: number,
      }),
    ),
    holds: z.boolean(),
    nextCursor: z.string().nullable(),
  })
  .meta({ id: 'Conservation', description: 'Counts of one page; add up the pages' });

const example = {
  since: '2026-01-31T00:00:00.000Z',
  until: '2026-02-01T00:00:00.000Z',
  events: { accepted: 3, dead: 0, filtered: 1, fannedOut: 2, replayed: 0 },
  deliveries: {
    ...{ matched: 3, queued: 0, leased: 0, waiting: 1, parked: 0, held: 0, grouped: 0 },
    ...{ delivered: 2, dead: 0, withheld: 0, discarded: 0 },
  },
  stranded: [],
  holds: true,
  nextCursor: null,
};

interface Window {
  project: string;
  since: number;
  until: number;
  after?: string | undefined;
  now: number;
}

async function accounts(admin: Admin, window: Window): Promise<{ found: Account[]; next?: string }> {
  const found: Account[] = [];
  const listKeys = eventListKeys(window.project);
  let after = window.after;
  do {
    const list = {
      ...window,
      listKeys,
      after,
      limit: EVENTS_PER_READ,
      ascending: true,
      attributes: COUNTED_EVENT,
    };
    const { rows, next } = await listPage<CountedEvent>(admin.tables, admin.eventsTable, list, window.now);
    found.push(...(await withDeliveries(admin, window, rows)));
    after = next;
  } while (after !== undefined && found.length < EVENTS_PER_PAGE && admin.now() - window.now < PATIENCE_MS);
  return { found, ...(after !== undefined && { next: after }) };
}

async function withDeliveries(
  admin: Admin,
  { project, now }: Window,
  events: CountedEvent[],
): Promise<Account[]> {
  const { tables, table } = admin.redeliveries;
  const idsOf = (event: CountedEvent): string[] =>
    event.matched.map((subscription) => deliveryId(project, event.id, subscription));
  const keys = events.flatMap(idsOf).map(deliveryKey);
  const rows = await getRows<CountedDelivery>(tables, table, keys, now, COUNTED_DELIVERY);
  const known = new Map(rows.map((row) => [row.id, row]));
  return events.map((event) => ({
    event,
    deliveries: idsOf(event).map((id) => ({ id, row: known.get(id) })),
  }));
}

const { limit: _limit, ...query } = listQuery({ since: givenTime, until: givenTime.optional() }).shape;

export const conservation = [
  route({
    method: 'get',
    path: '/v1/conservation',
    scope: 'read',
    tag: 'Conservation',
    summary: 'Account for every event accepted in a window',
    description: 'Events that are still on their way to being routed have no row yet and are not counted.',
    query: z.strictObject(query),
    responses: { 200: { description: 'The counts of one page', schema: report, example } },
    async handler({ project, query, after, now, page }, admin) {
      const { since, until = now } = query;
      const { found, next } = await accounts(admin, { project, since, until, after, now });
      const { nextCursor } = page([], next).body as { nextCursor: string | null };
      return {
        status: 200,
        body: { since: iso(since), until: iso(until), ...count(found, now), nextCursor },
      };
    },
  }),
];
