import type { DeliveryRow, DeliveryState } from './delivery';
import { overdueSince, type Keeper, type Waiting } from './overdue';
import { STATES } from './transitions';
import { isLoss, PATIENCE_MS, secondsSince, type Stranded } from './stranded';

/** What the count needs of an event's row. Times are epoch ms. */
export interface CountedEvent {
  id: string;
  state: 'routed' | 'filtered' | 'dead' | 'replayed';
  matched: readonly string[];
  receivedAt: number;
  /** When `matched` was last written, or messages were last sent for it. */
  matchedAt?: number;
  replayedAt?: number;
}

export type CountedDelivery = Waiting &
  Pick<DeliveryRow, 'id' | 'event' | 'subscription' | 'test' | 'notice'> &
  Partial<Pick<DeliveryRow, 'type'>>;

/** One place of an event's list: the delivery's id, and what there is of it. */
export interface Place {
  id: string;
  subscription: string;
  row?: CountedDelivery | undefined;
  /** Its dead letter is there. Looked up for the dead only. */
  letter?: boolean;
}

/** An event, and one place for each subscription that it matched. */
export interface Account {
  event: CountedEvent;
  /** Its dead letter is there. Looked up for the dead only. */
  letter?: boolean;
  deliveries: readonly Place[];
}

export interface Conservation {
  events: { accepted: number; dead: number; filtered: number; fannedOut: number; replayed: number };
  /** `missing` have no row, and had the time to get one; `queued` are those without a row that are young. */
  deliveries: { matched: number; missing: number } & Record<DeliveryState, number>;
  stranded: Stranded[];
  /** Nothing is lost and nothing is there twice: every number adds up, and every row has those that belong to it. */
  holds: boolean;
}

const EVENT_STATES = {
  routed: 'fannedOut',
  filtered: 'filtered',
  dead: 'dead',
  replayed: 'replayed',
} as const;

/** A dead letter is kept for 90 days; what died longer ago may have none any more. */
const LETTER_MS = 90 * 86_400_000;

const countsOfStates = (): Record<DeliveryState, number> =>
  Object.fromEntries(STATES.map((state) => [state, 0])) as Record<DeliveryState, number>;

const nothing = (): Conservation => ({
  events: { accepted: 0, dead: 0, filtered: 0, fannedOut: 0, replayed: 0 },
  deliveries: { matched: 0, missing: 0, ...countsOfStates() },
  stranded: [],
  holds: true,
});

/**
 * Counts events and their deliveries by state, from their rows (SEMANTICS 2.9). Every number is counted, none is a
 * difference of others.
 */
export function conservation(
  accounts: readonly Account[],
  keeperOf: (subscription: string) => Keeper,
  now: number,
): Conservation {
  const { events, deliveries } = nothing();
  const stranded: Stranded[] = [];
  for (const account of accounts) {
    const { event } = account;
    events.accepted++;
    events[EVENT_STATES[event.state]]++;
    deliveries.matched += event.matched.length;
    for (const place of account.deliveries) {
      const state = stateOf(event, place, now);
      if (state in deliveries) deliveries[state]++;
      stranded.push(...strandedDelivery(event, place, keeperOf, now));
    }
    stranded.push(...strandedEvent(account, now));
  }
  return { events, deliveries, stranded, holds: isWhole({ events, deliveries, stranded }) };
}

/** What was found out about rows that no event leads to. */
export const ofStrays = (stranded: Stranded[]): Conservation => ({
  ...nothing(),
  stranded,
  holds: !stranded.some(isLoss),
});

/** The parts of a count, added up. */
export function addedUp(parts: readonly Conservation[]): Conservation {
  return {
    events: sums(
      nothing().events,
      parts.map(({ events }) => events),
    ),
    deliveries: sums(
      nothing().deliveries,
      parts.map(({ deliveries }) => deliveries),
    ),
    stranded: parts.flatMap(({ stranded }) => stranded),
    holds: parts.every(({ holds }) => holds),
  };
}

function sums<Counts extends Record<string, number>>(zero: Counts, counts: readonly Counts[]): Counts {
  const sum = (name: string): number => counts.reduce((total, each) => total + (each[name] ?? 0), 0);
  return Object.fromEntries(Object.keys(zero).map((name) => [name, sum(name)])) as Counts;
}

function isWhole({ events, deliveries, stranded }: Omit<Conservation, 'holds'>): boolean {
  const { accepted, dead, filtered, fannedOut, replayed } = events;
  const places = STATES.reduce((total, state) => total + deliveries[state], 0);
  return (
    accepted === dead + filtered + fannedOut + replayed &&
    deliveries.matched === places &&
    !stranded.some(isLoss)
  );
}

/** A message that was sent this long ago should have made a row. */
const isMissing = ({ receivedAt, matchedAt = receivedAt }: CountedEvent, { row }: Place, now: number) =>
  row === undefined && now - matchedAt > PATIENCE_MS;

const stateOf = (event: CountedEvent, place: Place, now: number): DeliveryState | 'missing' =>
  isMissing(event, place, now) ? 'missing' : (place.row?.state ?? 'queued');

function strandedDelivery(
  event: CountedEvent,
  place: Place,
  keeperOf: (subscription: string) => Keeper,
  now: number,
): Stranded[] {
  const { id, subscription, row } = place;
  const one = { kind: 'delivery' as const, id, event: event.id, subscription, state: row?.state ?? 'queued' };
  if (isMissing(event, place, now)) {
    const overdueSeconds = secondsSince(event.matchedAt ?? event.receivedAt, now);
    return [{ ...one, problem: 'missing', overdueSeconds, action: 'replay' }];
  }
  if (!row) return [];
  // One that was told together with others has the letter of their notice.
  if (row.state === 'dead' && place.letter === false && row.notice === undefined) {
    const overdueSeconds = secondsSince(row.acceptedAt, now);
    return [{ ...one, problem: 'letterMissing', overdueSeconds, action: 'retry' }];
  }
  const since = overdueSince(row, keeperOf(subscription), now);
  return since === undefined
    ? []
    : [{ ...one, problem: 'overdue', overdueSeconds: secondsSince(since, now), action: 'retry' }];
}

function strandedEvent({ event, letter }: Account, now: number): Stranded[] {
  const { id, state, matched, receivedAt, replayedAt = receivedAt } = event;
  const one = { kind: 'event' as const, id, event: id, state };
  const since = (then: number): number => secondsSince(then, now);
  const found: Stranded[] = [];
  if (new Set(matched).size < matched.length)
    found.push({ ...one, problem: 'doubled', overdueSeconds: since(receivedAt), action: 'none' });
  if (state === 'replayed' && now - replayedAt > PATIENCE_MS)
    found.push({ ...one, problem: 'overdue', overdueSeconds: since(replayedAt), action: 'replay' });
  if (state === 'dead' && letter === false && now - receivedAt < LETTER_MS)
    found.push({ ...one, problem: 'letterMissing', overdueSeconds: since(receivedAt), action: 'replay' });
  return found;
}
