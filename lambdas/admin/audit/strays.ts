import * as z from 'zod';
import type { DeadLetter } from '../../../adapters/aws/dead-letters';
import { deadLetterKey, deliveryKey, deliveryListKeys, eventKey } from '../../../adapters/aws/keys';
import { getRows, listKeys, type Row } from '../../../adapters/aws/read';
import { ofStrays, type CountedDelivery, type CountedEvent } from '../../../core/delivery/conservation';
import { strayDeliveries, strayLetters, type Kin } from '../../../core/delivery/strays';
import type { Admin } from '../admin';
import { badCursor } from '../http/cursor';
import type { Step, Window } from './accounts';

const INDEX_ROWS = 1_000;
const LETTERS = 100;

type Seen = Pick<CountedDelivery, 'id' | 'event' | 'subscription' | 'state' | 'acceptedAt' | 'test' | 'type'>;

/**
 * Looks for deliveries that their event does not lead to: through the list of every subscription there is, one shard
 * after the other. What the index shows is enough, but for those that look astray.
 */
export async function lookThroughDeliveries(
  admin: Admin,
  window: Window,
  position: string | undefined,
): Promise<Step> {
  const at = await ownPosition(admin, window, position === undefined ? { shard: 0 } : readPosition(position));
  const { subscription } = at;
  if (subscription === undefined) return { found: ofStrays([]), looked: 0 };
  const shards = deliveryListKeys(subscription);
  const shard = shards[at.shard];
  if (shard === undefined) throw badCursor();
  const { rows, last } = await indexRows(admin, shard, window, at.after);
  const found = await confirmed(admin, window, rows);
  const next = await positionAfter(admin, window, at, shards.length, last);
  return { found: ofStrays(found), looked: rows.length, next };
}

/** A place in the lists: `after` is a sort text in one shard of a subscription. */
const place = z.object({
  subscription: z.string().optional(),
  shard: z.number(),
  after: z.string().optional(),
});
type Position = z.output<typeof place>;

function readPosition(text: string): Position {
  try {
    return place.parse(JSON.parse(text));
  } catch {
    throw badCursor();
  }
}

/** A cursor is no proof of anything: what is not the project's own, or is deleted by now, is passed over. */
async function ownPosition(admin: Admin, { project, now }: Window, at: Position): Promise<Position> {
  const { subscription } = at;
  if (subscription !== undefined && (await admin.subscriptions.get(project, subscription, now))) return at;
  return { subscription: await firstAfter(admin, project, subscription, now), shard: 0 };
}

async function positionAfter(
  admin: Admin,
  { project, now }: Window,
  { subscription, shard }: Position,
  shards: number,
  last: string | undefined,
): Promise<string | undefined> {
  if (last !== undefined) return JSON.stringify({ subscription, shard, after: last });
  if (shard + 1 < shards) return JSON.stringify({ subscription, shard: shard + 1 });
  const following = await firstAfter(admin, project, subscription, now);
  return following === undefined ? undefined : JSON.stringify({ subscription: following, shard: 0 });
}

async function firstAfter(
  admin: Admin,
  project: string,
  after: string | undefined,
  now: number,
): Promise<string | undefined> {
  const { rows } = await admin.subscriptions.list(project, { limit: 1, after, ascending: true }, now);
  return rows[0]?.id;
}

/** `last` is where to go on, if there may be more. */
async function indexRows(
  { redeliveries: { tables, table } }: Admin,
  listKey: string,
  { since, until }: Window,
  after: string | undefined,
): Promise<{ rows: Seen[]; last?: string }> {
  const range = {
    from: after === undefined ? new Date(since).toISOString() : `${after}!`,
    // Exclusive: one millisecond before `until`, with everything of that millisecond.
    to: `${new Date(until - 1).toISOString()}~`,
    direction: 'ascending' as const,
  };
  const rows: (Required<Row> & Seen)[] = [];
  for await (const row of listKeys(tables, table, listKey, range, INDEX_ROWS)) {
    rows.push(row as Required<Row> & Seen);
    if (rows.length === INDEX_ROWS) return { rows, last: row.listSort };
  }
  return { rows };
}

/** The index does not tell a test from a delivery, and lags: what looks astray is read itself. */
async function confirmed(admin: Admin, window: Window, rows: Seen[]) {
  const suspects = strayDeliveries(rows, await kinOf(admin, window, rows));
  if (suspects.length === 0) return [];
  const { tables, table } = admin.redeliveries;
  const keys = suspects.map(({ id }) => deliveryKey(id));
  const again = await getRows<Seen>(tables, table, keys, window.now, SEEN);
  return strayDeliveries(again, await kinOf(admin, window, again));
}

const SEEN = ['id', 'event', 'subscription', 'state', 'acceptedAt', 'test', 'type'];

/** Looks for dead letters whose event or delivery is missing, or is not dead. */
export async function lookThroughLetters(
  admin: Admin,
  window: Window,
  after: string | undefined,
): Promise<Step> {
  const { project, since, until, now } = window;
  const where = ({ acceptedAt }: DeadLetter): boolean => acceptedAt >= since && acceptedAt < until;
  // Nothing dies before it is accepted.
  const query = { after, since, limit: LETTERS, ascending: true, where };
  const { rows, next } = await admin.letters.list(project, query, now);
  const suspects = strayLetters(rows, await kinOf(admin, window, rows));
  const { tables, table } = admin.redeliveries;
  const keys = suspects.map(({ id }) => deadLetterKey(id));
  const again = await getRows<DeadLetter>(tables, table, keys, now);
  const found = strayLetters(again, await kinOf(admin, window, again));
  return { found: ofStrays(found), looked: rows.length, next };
}

/** The rows of events and deliveries that these name. */
async function kinOf(
  admin: Admin,
  { project, now }: Window,
  rows: readonly { id: string; event: string; kind?: DeadLetter['kind'] }[],
): Promise<Kin> {
  const { tables, table } = admin.redeliveries;
  const letters = rows.filter(({ kind }) => kind === 'delivery').map(({ id }) => deliveryKey(id));
  const named = rows.filter(({ kind }) => kind !== 'delivery').map(({ event }) => event);
  const keys = [...new Set(named)].map((event) => eventKey(project, event));
  const events = await getRows<CountedEvent>(tables, admin.eventsTable, keys, now, ['id', 'matched']);
  const deliveries = await getRows<Seen>(tables, table, letters, now, ['id', 'state']);
  return {
    events: new Map(events.map((event) => [event.id, event])),
    deliveries: new Map(deliveries.map((row) => [row.id, row])),
    retentionDays: admin.retentionDays,
    now,
  };
}
