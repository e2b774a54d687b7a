import type { EventEntry } from '../../core/event/event';
import type { Meaning, Seen } from '../../core/monitor/tally';

/** A message of the batch with what its event means to the monitors of one shard. */
export interface Observed extends Seen {
  messageId: string;
  event: EventEntry;
}

/** What one transaction can count: the events of one project that mean something to one shard of its monitors. */
export interface Shard {
  project: string;
  shard: number;
  observed: Observed[];
}

/** Brings the meanings of a batch's events together by whose marks tell that they have been counted. */
export function byShard(
  events: readonly { messageId: string; event: EventEntry; meanings: Meaning[] }[],
): Shard[] {
  const shards = new Map<string, Shard>();
  for (const { messageId, event, meanings } of events) {
    for (const [shard, own] of Map.groupBy(meanings, ({ monitor }) => monitor.shard)) {
      const key = `${event.project}#${shard}`;
      const known = shards.get(key) ?? { project: event.project, shard, observed: [] };
      known.observed.push({ messageId, event, meanings: own });
      shards.set(key, known);
    }
  }
  return [...shards.values()];
}

/** Each event once: a batch may hold the same one twice. */
export const eachOnce = (observed: readonly Observed[]): Observed[] =>
  [...new Map(observed.toReversed().map((one) => [one.event.id, one])).values()].toReversed();
