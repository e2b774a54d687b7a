import { chunks } from '../../../adapters/aws/chunks';
import { deadLetterKey, deliveryKey, eventKey, eventListKeys } from '../../../adapters/aws/keys';
import { listPage } from '../../../adapters/aws/list';
import { getRows } from '../../../adapters/aws/read';
import {
  addedUp,
  conservation,
  type Account,
  type Conservation,
  type CountedDelivery,
  type CountedEvent,
  type Place,
} from '../../../core/delivery/conservation';
import { deliveryId } from '../../../core/delivery/delivery-id';
import type { Keeper } from '../../../core/delivery/overdue';
import type { Admin } from '../admin';
import { keepersOf } from './keepers';

/** Times of acceptance, epoch ms; `until` is exclusive. */
export interface Window {
  project: string;
  since: number;
  until: number;
  now: number;
}

/** What a step has found, how many rows it has looked at, and where the next one goes on. */
export interface Step {
  found: Conservation;
  looked: number;
  next?: string | undefined;
}

const EVENTS = 100;
/** Deliveries that are held in memory together. */
const PLACES = 2_000;

const OF_EVENT = ['id', 'state', 'matched', 'receivedAt', 'matchedAt', 'replayedAt'];
const OF_DELIVERY = [
  ...['id', 'event', 'subscription', 'state', 'acceptedAt', 'leaseUntil', 'nextAt'],
  ...['dueShard', 'dueAt', 'test', 'notice'],
];

/** Counts events and the deliveries that they lead to, in order of acceptance. */
export async function countEvents(admin: Admin, window: Window, after: string | undefined): Promise<Step> {
  const list = {
    ...window,
    ...{ listKeys: eventListKeys(window.project), after, limit: EVENTS, ascending: true },
    attributes: OF_EVENT,
  };
  const { rows, next } = await listPage<CountedEvent>(admin.tables, admin.eventsTable, list, window.now);
  const found: Conservation[] = [];
  const places = ({ matched }: CountedEvent): number => matched.length;
  for (const some of chunks(rows, { maxCount: EVENTS, maxBytes: PLACES, bytesOf: places }))
    found.push(await confirmed(admin, window, some));
  return { found: addedUp(found), looked: rows.length, next };
}

/**
 * Rows move while they are read, one after the other: what looks stranded is looked at again, and named only if it is
 * stranded the second time as well.
 */
async function confirmed(admin: Admin, window: Window, events: CountedEvent[]): Promise<Conservation> {
  const first = await counted(admin, window, events);
  if (first.stranded.length === 0 && first.holds) return first;
  const keys = events.map(({ id }) => eventKey(window.project, id));
  const again = await getRows<CountedEvent>(admin.tables, admin.eventsTable, keys, window.now, OF_EVENT);
  return counted(admin, window, again);
}

async function counted(admin: Admin, window: Window, events: CountedEvent[]): Promise<Conservation> {
  const { project, now } = window;
  const accounts = await withLetters(admin, window, await withDeliveries(admin, window, events));
  const waiting = accounts.flatMap(({ deliveries }) =>
    deliveries.flatMap(({ subscription, row }) =>
      row?.state === 'parked' || row?.state === 'held' ? [subscription] : [],
    ),
  );
  const keepers = await keepersOf(admin, project, [...new Set(waiting)], now);
  return conservation(accounts, (subscription) => keepers.get(subscription) ?? PRESENT, now);
}

/** Nobody asks for those that have nothing parked and nothing held. */
const PRESENT: Keeper = { exists: true, discarding: false };

async function withDeliveries(
  admin: Admin,
  { project, now }: Window,
  events: CountedEvent[],
): Promise<Account[]> {
  const { tables, table } = admin.redeliveries;
  const placesOf = (event: CountedEvent): Place[] =>
    [...new Set(event.matched)].map((subscription) => {
      return { id: deliveryId(project, event.id, subscription), subscription };
    });
  const accounts = events.map((event) => ({ event, deliveries: placesOf(event) }));
  const keys = accounts.flatMap(({ deliveries }) => deliveries.map(({ id }) => deliveryKey(id)));
  const rows = await getRows<CountedDelivery>(tables, table, keys, now, OF_DELIVERY);
  const known = new Map(rows.map((row) => [row.id, row]));
  return accounts.map(({ event, deliveries }) => ({
    event,
    deliveries: deliveries.map((place) => ({ ...place, row: known.get(place.id) })),
  }));
}

/** Of the dead only, which are few. An event's dead letter has the id of its delivery to nobody. */
async function withLetters(
  { redeliveries: { tables, table } }: Admin,
  { project, now }: Window,
  accounts: Account[],
): Promise<Account[]> {
  const letterId = ({ id }: CountedEvent): string => deliveryId(project, id, '');
  const dead = accounts.flatMap(({ event, deliveries }) => [
    ...(event.state === 'dead' ? [letterId(event)] : []),
    ...deliveries.flatMap(({ id, row }) => (row?.state === 'dead' ? [id] : [])),
  ]);
  if (dead.length === 0) return accounts;
  const letters = await getRows<{ id: string }>(tables, table, dead.map(deadLetterKey), now, ['id']);
  const known = new Set(letters.map(({ id }) => id));
  return accounts.map(({ event, deliveries }) => ({
    ...{ event, letter: known.has(letterId(event)) },
    deliveries: deliveries.map((place) => ({ ...place, letter: known.has(place.id) })),
  }));
}
