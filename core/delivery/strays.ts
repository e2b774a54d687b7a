import { NOTICE } from '../notice/grouping';
import type { CountedDelivery, CountedEvent } from './conservation';
import { secondsSince, type Stranded } from './stranded';

/** What is looked for beside the deliveries themselves. */
export interface Kin {
  /** Rows of the events that are named, if they are there. */
  events: ReadonlyMap<string, Pick<CountedEvent, 'matched'>>;
  /** Rows of the deliveries that dead letters name, if they are there. */
  deliveries: ReadonlyMap<string, Pick<CountedDelivery, 'state'>>;
  retentionDays: number;
  /** Epoch ms. */
  now: number;
}

type Letter = {
  id: string;
  kind: 'delivery' | 'event' | 'monitor';
  event: string;
  subscription?: string;
  acceptedAt: number;
  at: number;
};

const DAY_MS = 86_400_000;

/** Its event is kept at least this long, so that without its row it was lost. */
const isKept = (acceptedAt: number, { retentionDays, now }: Kin): boolean =>
  now < acceptedAt + retentionDays * DAY_MS;

/** Deliveries that their events do not lead to. A test has no event, and what waits may outlive its own. */
export function strayDeliveries(
  rows: readonly Pick<
    CountedDelivery,
    'id' | 'event' | 'subscription' | 'state' | 'acceptedAt' | 'test' | 'type'
  >[],
  kin: Kin,
): Stranded[] {
  return rows.flatMap((row): Stranded[] => {
    const { id, event, subscription, state, acceptedAt, test, type } = row;
    const one = { kind: 'delivery' as const, id, state, event, subscription };
    const overdueSeconds = secondsSince(acceptedAt, kin.now);
    const found = kin.events.get(event);
    // Nor is a notice any event's.
    if (test || type === NOTICE || (!found && !isKept(acceptedAt, kin))) return [];
    if (!found) return [{ ...one, problem: 'orphan', overdueSeconds, action: 'repost' }];
    if (found.matched.includes(subscription)) return [];
    return [{ ...one, problem: 'unlisted', overdueSeconds, action: 'none' }];
  });
}

/**
 * Dead letters whose event or delivery is missing, or is not dead. That of an event that was replayed may stay, and that
 * of a monitor needs nothing beside it.
 */
export function strayLetters(letters: readonly Letter[], kin: Kin): Stranded[] {
  return letters.flatMap((letter): Stranded[] => {
    const { id, kind, event, subscription, acceptedAt, at } = letter;
    const one = {
      ...{ kind: 'deadLetter' as const, id, event, ...(subscription === undefined ? {} : { subscription }) },
      overdueSeconds: secondsSince(at, kin.now),
    };
    if (kind === 'monitor') return [];
    if (kind === 'event') {
      const lost = !kin.events.has(event) && isKept(acceptedAt, kin);
      return lost ? [{ ...one, state: 'dead', problem: 'orphan', action: 'replay' }] : [];
    }
    const row = kin.deliveries.get(id);
    if (!row) return [{ ...one, state: 'dead', problem: 'orphan', action: 'discard' }];
    if (row.state === 'dead') return [];
    return [{ ...one, state: row.state, problem: 'letterLeft', action: 'discard' }];
  });
}
