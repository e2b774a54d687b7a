import { DeleteCommand, UpdateCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { checkEntry } from '../../core/event/read-entry';
import type { EventEntry } from '../../core/event/event';
import type { Bus } from './bus';
import type { DeadLetter } from './dead-letters';
import { ifConditionHolds } from './if-condition-holds';
import { deadLetterKey, eventKey } from './keys';

/** Puts events that died before routing on the bus once more. */
export class EventReplay {
  constructor(
    private tables: DynamoDBDocumentClient,
    private names: { eventsTable: string; deliveriesTable: string },
    private bus: Pick<Bus, 'publish'>,
  ) {}

  /**
   * Marked first, published next, the dead letter taken away last: a crash in between leaves the letter, and a second
   * replay of an event that was routed meanwhile adds nothing. Throws if the bus does not take it.
   */
  async replay(letter: DeadLetter, nowMs: number): Promise<void> {
    const entry = checkEntry(JSON.parse(letter.entry ?? 'null') as Partial<EventEntry> | null);
    await this.markReplayed(entry, nowMs);
    const refused = await this.bus.publish([entry]);
    if (refused.length > 0) throw new Error(`The bus did not take ${entry.id}`);
    await this.tables.send(
      new DeleteCommand({ TableName: this.names.deliveriesTable, Key: deadLetterKey(letter.id) }),
    );
  }

  private async markReplayed({ project, id }: EventEntry, nowMs: number): Promise<void> {
    const update = new UpdateCommand({
      TableName: this.names.eventsTable,
      Key: eventKey(project, id),
      UpdateExpression: 'SET #state = :replayed, replayedAt = :now',
      ConditionExpression: '#state IN (:dead, :replayed)',
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: { ':dead': 'dead', ':replayed': 'replayed', ':now': nowMs },
    });
    await ifConditionHolds(() => this.tables.send(update));
  }
}
