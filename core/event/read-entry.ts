import type { EventEntry } from './event';
import { decompress } from './entry';

/** What a subscription's filter sees: the attributes and `data`, as they were sent. */
export type EventView = Readonly<Record<string, unknown>>;

/** The entry in the body of a route queue's message: EventBridge's envelope with our detail. Throws on anything else. */
export function readEnvelope(messageBody: string): EventEntry {
  const { detail } = JSON.parse(messageBody) as { detail?: Partial<EventEntry> };
  return checkEntry(detail);
}

export function checkEntry(detail: Partial<EventEntry> | null | undefined): EventEntry {
  if (detail?.v !== 1) throw new Error('The message holds no event entry of version 1');
  for (const name of ['id', 'project', 'type', 'source', 'contentHash', 'z'] as const) {
    if (typeof detail[name] !== 'string') throw new Error(`The event entry has no ${name}`);
  }
  if (typeof detail.receivedAt !== 'number') throw new Error('The event entry has no receivedAt');
  return detail as EventEntry;
}

/** An event that was posted without data is seen with an empty one. */
export const viewOf = (entry: Pick<EventEntry, 'z'>): EventView => ({
  data: {},
  ...(JSON.parse(decompress(entry.z)) as EventView),
});
