import { DeleteCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { deliveryId } from '../../core/delivery/delivery-id';
import { checkEntry } from '../../core/event/read-entry';
import type { EventEntry } from '../../core/event/event';
import type { Bus } from './bus';
import type { DeadLetter } from './dead-letters';
import type { EventRow, Events } from './events';
import { deadLetterKey } from './keys';
import type { MonitorQueue } from './monitor-queue';

/** Puts events that died before routing on the bus once more, and those that were not counted before the monitors. */
export class EventReplay {
  constructor(
    private tables: DynamoDBDocumentClient,
    private deliveriesTable: string,
    private events: Events,
    private bus: Pick<Bus, 'publish'>,
    private monitorQueue: Pick<MonitorQueue, 'send'>,
  ) {}

  /**
   * Marked first, published next, the dead letter taken away last: a crash in between leaves the letter, and a second
   * replay of an event that was routed meanwhile adds nothing. Throws if the bus does not take it.
   */
  async replay(letter: DeadLetter, nowMs: number): Promise<void> {
    const entry = checkEntry(JSON.parse(letter.entry ?? 'null') as Partial<EventEntry> | null);
    if (letter.kind === 'monitor') await this.count(entry, letter.id);
    else await this.publish(entry, letter.id, nowMs);
  }

  /** The same from the event's row, whether or not there is a dead letter. */
  async again(row: EventRow, nowMs: number): Promise<void> {
    await this.publish(entryOf(row), deliveryId(row.project, row.id, ''), nowMs);
  }

  private async publish(entry: EventEntry, letter: string, nowMs: number): Promise<void> {
    await this.events.putReplayed(entry, nowMs);
    const refused = await this.bus.publish([entry]);
    if (refused.length > 0) throw new Error(`The bus did not take ${entry.id}`);
    await this.forget(letter);
  }

  /** It has been routed long ago: only the monitors get it. Those that have counted it know it again (SEMANTICS 3.1). */
  private async count(entry: EventEntry, letter: string): Promise<void> {
    await this.monitorQueue.send(entry);
    await this.forget(letter);
  }

  private async forget(letter: string): Promise<void> {
    await this.tables.send(
      new DeleteCommand({ TableName: this.deliveriesTable, Key: deadLetterKey(letter) }),
    );
  }
}

function entryOf(row: EventRow): EventEntry {
  const { id, project, clientId, type, source, subject, time, receivedAt, timeAdjusted, contentHash, z } =
    row;
  const { traceparent } = row;
  return {
    ...{ v: 1, id, project, type, source, time, receivedAt, contentHash, z },
    ...(clientId === undefined ? {} : { clientId }),
    ...(subject === undefined ? {} : { subject }),
    ...(timeAdjusted ? { timeAdjusted } : {}),
    ...(traceparent === undefined ? {} : { traceparent }),
  };
}
