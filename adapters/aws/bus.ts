import { PutEventsCommand, type EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { BUS_SOURCE, type EventEntry } from '../../core/event/event';
import { sendAll } from './send-all';

/** PutEvents takes 10 entries and less than 1 MB in all (EventBridge quotas); some room is left for attributes. */
const MAX_ENTRIES = 10;
const MAX_BYTES = 1_000_000;

/** Publishes entries and answers those that the bus did not take, after retries. Never throws. */
export class Bus {
  constructor(
    private client: EventBridgeClient,
    private name: string,
    private random: () => number,
  ) {}

  async publish(entries: readonly EventEntry[]): Promise<EventEntry[]> {
    const sized = entries.map((entry) => ({ entry, detail: JSON.stringify(entry) }));
    const refused = await sendAll(sized, {
      maxCount: MAX_ENTRIES,
      maxBytes: MAX_BYTES,
      bytesOf: ({ entry, detail }) => Buffer.byteLength(detail) + entry.type.length + BUS_SOURCE.length + 64,
      send: (batch) => this.put(batch),
      random: this.random,
    });
    return refused.map(({ entry }) => entry);
  }

  private async put<T extends { entry: EventEntry; detail: string }>(batch: T[]): Promise<T[]> {
    const answer = await this.client.send(
      new PutEventsCommand({
        Entries: batch.map(({ entry, detail }) => ({
          EventBusName: this.name,
          Source: BUS_SOURCE,
          DetailType: entry.type,
          Detail: detail,
        })),
      }),
    );
    return batch.filter((_, index) => answer.Entries?.[index]?.EventId === undefined);
  }
}
