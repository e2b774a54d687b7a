import { TransactWriteCommand, UpdateCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Monitor } from '../../core/monitor/monitor';
import { stalledEntry } from '../../core/monitor/stalled-entry';
import type { Place } from '../../core/monitor/tally';
import type { PlaceBook } from './counting';
import { groupTouch } from './counting-writes';
import { ifConditionHolds } from './if-condition-holds';
import { overdueKey } from './keys';
import { outboxPut } from './outbox';
import { keyOfRun, overdueOf, overduePut, runPut, type OverdueRow, type RunRow } from './run-rows';
import { nameOf, readVersioned } from './versioned-counters';

/** Runs that `absence` waits for, when their deadline has come. */
export class StalledRuns {
  constructor(
    private tables: DynamoDBDocumentClient,
    private names: { monitoringTable: string; outboxTable: string },
    private places: PlaceBook,
  ) {}

  /** Nobody waits for it any more. */
  async forgetDeadline(row: RunRow): Promise<void> {
    await this.update(row, 'REMOVE dueShard, dueAt', {});
  }

  async moveDeadline(row: RunRow, dueAt: number): Promise<void> {
    await this.update(row, 'SET dueAt = :dueAt', { ':dueAt': dueAt });
  }

  /**
   * Puts a run on the list of what is overdue in its group, and promises the event that tells of it. Answers where its
   * group counts; undefined if run or group have changed meanwhile.
   */
  async stall(row: RunRow, monitor: Monitor, deadlineAt: number, now: number): Promise<Place | undefined> {
    const { monitoringTable, outboxTable } = this.names;
    await this.places.settle(monitor, row.group);
    const place = this.places.of(monitor, row.group);
    const key = overdueKey(monitor.id, monitor.generation, place.id);
    const rows = await readVersioned<OverdueRow>(this.tables, monitoringTable, [key]);
    const { version, runs } = overdueOf(rows.get(nameOf(key)), place.era);
    const overdue = [...runs.filter(({ run }) => run !== row.run), { run: row.run, deadlineAt }];
    const TransactItems = [
      runPut(monitoringTable, monitor, { group: row.group, run: { ...row, stalled: true } }, undefined, now),
      overduePut(monitoringTable, monitor, place, { version, runs: overdue }, now),
      groupTouch(monitoringTable, { monitor, place, mentions: [] }, now),
      // A heart that has stopped has no run to tell of.
      ...(row.run === '' ? [] : [outboxPut(outboxTable, stalledEntry(monitor, row, deadlineAt, now))]),
    ];
    const stall = new TransactWriteCommand({ TransactItems });
    return (await ifConditionHolds(() => this.tables.send(stall))) && place;
  }

  private async update(
    { group, run, version, ...row }: RunRow,
    expression: string,
    values: Record<string, number>,
  ): Promise<void> {
    const update = new UpdateCommand({
      TableName: this.names.monitoringTable,
      Key: keyOfRun({ id: row.monitor, generation: row.generation }, group, run),
      UpdateExpression: expression,
      ConditionExpression: 'version = :version',
      ExpressionAttributeValues: { ...values, ':version': version },
    });
    await ifConditionHolds(() => this.tables.send(update));
  }
}
