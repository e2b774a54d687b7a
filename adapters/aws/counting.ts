import { setTimeout as wait } from 'node:timers/promises';
import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { TransactWriteCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { cutBatch } from '../../core/monitor/cut-batch';
import type { Group } from '../../core/monitor/counters';
import type { Monitor } from '../../core/monitor/monitor';
import { tally, type GroupTally, type Place, type Seen } from '../../core/monitor/tally';
import { bucketUpdate, groupTouch, markPut, uncountedUpdates, type TransactItem } from './counting-writes';
import { outcomesPut, readFolds, runWrites, type Folds } from './folds';

/** Where groups count, as far as it is known. */
export interface PlaceBook {
  of(monitor: Monitor, group: Group): Place;
  /** Finds out anew where a group counts, and makes it if need be. */
  settle(monitor: Monitor, group: Group): Promise<void>;
}

/** One item of the transaction, and what it means if its condition fails. */
interface Part {
  item: TransactItem;
  marked?: string;
  group?: GroupTally;
}

const ROUNDS = 12;
const FIRST_PAUSE_MS = 10;
const LONGEST_PAUSE_MS = 1_000;

/** Nothing is wrong with the events: the same groups are being counted for elsewhere. */
export class Contended extends Error {}

/** Counts events exactly once (SEMANTICS 3.1): the mark and all that it stands for are written together, or not at all. */
export class Counting {
  constructor(
    private tables: DynamoDBDocumentClient,
    private table: string,
    private places: PlaceBook,
    private random: () => number,
  ) {}

  /** Events of one project and shard, each once. Throws if others keep coming in between; then a part may be counted. */
  async count(shard: number, events: readonly Seen[], now: number): Promise<void> {
    for (const part of cutBatch(events)) await this.countPart(shard, part, now);
  }

  private async countPart(shard: number, part: readonly Seen[], now: number): Promise<void> {
    let events = part;
    for (let round = 1; events.length > 0; round++) {
      const parts = await this.parts(shard, events, now);
      const failed = await this.write(parts);
      if (failed === undefined) return;
      if (round === ROUNDS) throw new Contended(`Others kept counting for the same groups, ${ROUNDS} times`);
      const marked = new Set(failed.flatMap((one) => one.marked ?? []));
      events = events.filter(({ event }) => !marked.has(event.id));
      const moved = failed.flatMap((one) => one.group ?? []);
      await this.settle(moved);
      if (marked.size === 0 && moved.length === 0) await this.pause(round);
    }
  }

  /** Groups of one monitor one after the other: they would be in each other's way at its places. */
  private async settle(moved: readonly GroupTally[]): Promise<void> {
    const byMonitor = Map.groupBy(moved, ({ monitor }) => monitor.id);
    await Promise.all(
      [...byMonitor.values()].map(async (groups) => {
        for (const { monitor, group } of groups) await this.places.settle(monitor, group);
      }),
    );
  }

  /** Full jitter: workers that collided do not collide again. */
  private async pause(round: number): Promise<void> {
    await wait(this.random() * Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** round));
  }

  private async parts(shard: number, events: readonly Seen[], now: number): Promise<Part[]> {
    const { groups, uncounted } = tally(events, (monitor, group) => this.places.of(monitor, group));
    const folds = await readFolds(this.tables, this.table, [...groups.values()], now);
    return [
      ...events.map(({ event }) => ({ item: markPut(this.table, shard, event), marked: event.id })),
      ...[...groups.values()].flatMap((group) => this.groupParts(group, folds, now)),
      ...[...uncounted.values()].flatMap((one) =>
        uncountedUpdates(this.table, one, now).map((item) => ({ item })),
      ),
    ];
  }

  private groupParts(group: GroupTally, folds: Folds, now: number): Part[] {
    const { monitor, place } = group;
    return [
      { item: groupTouch(this.table, group, now), group },
      ...[...group.buckets.values()].map((bucket) => ({
        item: bucketUpdate(this.table, monitor, place, bucket, now),
      })),
      ...outcomesPut(this.table, group, folds, now).map((item) => ({ item })),
      ...runWrites(this.table, group, folds, now).map((item) => ({ item })),
    ];
  }

  /** Undefined if all was written; otherwise the parts whose condition failed, which are none after a mere conflict. */
  private async write(parts: readonly Part[]): Promise<Part[] | undefined> {
    try {
      await this.tables.send(new TransactWriteCommand({ TransactItems: parts.map(({ item }) => item) }));
      return undefined;
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error;
      const codes = (error.CancellationReasons ?? []).map(({ Code }) => Code ?? 'None');
      if (!codes.every((code) => PASSING.has(code))) throw error;
      return parts.filter((_, index) => codes[index] === 'ConditionalCheckFailed');
    }
  }
}

/** Reasons of a cancellation that another round may do away with. */
const PASSING = new Set([
  'None',
  'ConditionalCheckFailed',
  'TransactionConflict',
  'ThrottlingError',
  'ProvisionedThroughputExceeded',
]);
