import type { DeliveryRow, DeliveryState } from './delivery';

/** What the count needs of an event's row. Times are epoch ms. */
export interface CountedEvent {
  id: string;
  state: 'routed' | 'filtered' | 'dead' | 'replayed';
  matched: readonly string[];
  receivedAt: number;
  replayedAt?: number;
}

export type CountedDelivery = Pick<DeliveryRow, 'id' | 'state' | 'leaseUntil' | 'dueAt'>;

/** An event, and one place for each subscription that it matched: its delivery's id, and the row if there is one. */
export interface Account {
  event: CountedEvent;
  deliveries: readonly { id: string; row?: CountedDelivery | undefined }[];
}

/** Something that has not ended and that nothing will wake any more. */
export interface Stranded {
  kind: 'event' | 'delivery';
  id: string;
  state: string;
  overdueSeconds: number;
}

export interface Conservation {
  events: { accepted: number; dead: number; filtered: number; fannedOut: number; replayed: number };
  deliveries: { matched: number } & Record<DeliveryState, number>;
  stranded: Stranded[];
  /** Whether what was counted by state adds up to what was accepted, and to what was matched. */
  holds: boolean;
}

/** A wake-up may be late by this much before what waits for it counts as stranded (SEMANTICS 2.9). */
const PATIENCE_MS = 15 * 60_000;

const EVENT_STATES = {
  routed: 'fannedOut',
  filtered: 'filtered',
  dead: 'dead',
  replayed: 'replayed',
} as const;

const STATES: readonly DeliveryState[] = [
  ...(['queued', 'leased', 'waiting', 'parked', 'held', 'grouped'] as const),
  ...(['delivered', 'dead', 'withheld', 'discarded'] as const),
];

/** Counts events and their deliveries by state. Every number is counted, none is a difference of others. */
export function conservation(accounts: readonly Account[], nowMs: number): Conservation {
  const events = { accepted: 0, dead: 0, filtered: 0, fannedOut: 0, replayed: 0 };
  const states = Object.fromEntries(STATES.map((state) => [state, 0])) as Record<DeliveryState, number>;
  let matched = 0;
  for (const { event, deliveries } of accounts) {
    events.accepted++;
    events[EVENT_STATES[event.state]]++;
    matched += event.matched.length;
    for (const { row } of deliveries) states[row?.state ?? 'queued']++;
  }
  const sum = STATES.reduce((total, state) => total + states[state], 0);
  const ended = events.dead + events.filtered + events.fannedOut + events.replayed;
  return {
    events,
    deliveries: { matched, ...states },
    stranded: accounts.flatMap((account) => strandedOf(account, nowMs)),
    holds: events.accepted === ended && matched === sum,
  };
}

function strandedOf({ event, deliveries }: Account, nowMs: number): Stranded[] {
  const open = [
    ...(event.state === 'replayed'
      ? [{ kind: 'event' as const, id: event.id, state: event.state, wakeUp: event.replayedAt }]
      : []),
    ...deliveries.map(({ id, row }) => ({
      ...{ kind: 'delivery' as const, id, state: row?.state ?? 'queued' },
      // Without a row its message is what wakes it; sent when the event was routed.
      wakeUp: row ? wakeUpOf(row) : event.receivedAt,
    })),
  ];
  return open.flatMap(({ wakeUp, ...one }) => {
    const overdueMs = wakeUp === undefined ? 0 : nowMs - wakeUp;
    return overdueMs > PATIENCE_MS ? [{ ...one, overdueSeconds: Math.floor(overdueMs / 1000) }] : [];
  });
}

/** When something is to happen to a row by itself; undefined for those that wait for a person, or have ended. */
function wakeUpOf({ state, leaseUntil, dueAt }: CountedDelivery): number | undefined {
  if (state === 'leased') return leaseUntil;
  if (state === 'waiting' || state === 'queued') return dueAt ?? 0;
  return state === 'parked' || state === 'grouped' ? dueAt : undefined;
}
