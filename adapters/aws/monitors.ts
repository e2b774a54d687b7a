import { QueryCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { ChangedMeanwhile, Conflict } from '../../core/configuration/errors';
import { PROJECT_LIMITS } from '../../core/project-limits';
import { watchedTypes, type Monitor } from '../../core/monitor/monitor';
import { monitorKey, monitorShardKey, projectListKey, watchKey } from './keys';
import { listPage, type Page } from './list';
import { getRow, type Row } from './read';
import type { Write } from './transact';

/** Monitors that share a shard: the mark and all that they count of an event fit in one transaction (SEMANTICS 3.1). */
const MOST_IN_SHARD = 20;
const SHARDS = PROJECT_LIMITS.monitors / MOST_IN_SHARD;

type MonitorRow = Monitor & Row & { listKey: string };

/**
 * Monitors, and the watch rows that `monitor` finds them by. A change is built here as items of one transaction, which
 * the caller completes with the project's version bump and the record of the change.
 */
export class Monitors {
  constructor(
    private tables: DynamoDBDocumentClient,
    private table: string,
  ) {}

  /** Of this project only; another project's monitor is as unknown as none. */
  async get(project: string, id: string, nowMs: number): Promise<Monitor | undefined> {
    const row = await this.find(id, nowMs);
    return row?.project === project ? row : undefined;
  }

  /** Whatever project it is in. */
  async find(id: string, nowMs: number): Promise<Monitor | undefined> {
    const row = await getRow<MonitorRow>(this.tables, this.table, monitorKey(id), nowMs);
    return row && monitorOf(row);
  }

  async list(
    project: string,
    page: { limit: number; after?: string | undefined },
    nowMs: number,
  ): Promise<Page<Monitor>> {
    const listKeys = [projectListKey('monitors', project)];
    const { rows, ...rest } = await listPage<MonitorRow>(
      this.tables,
      this.table,
      { listKeys, ...page },
      nowMs,
    );
    return { ...rest, rows: rows.map(monitorOf) };
  }

  /** The first shard with a place left, which a new monitor claims for life. Throws `Conflict` if all are full. */
  async freeShard(project: string): Promise<number> {
    const shards = await this.shards(project);
    for (let shard = 0; shard < SHARDS; shard++) if ((shards.get(shard) ?? 0) < MOST_IN_SHARD) return shard;
    throw new Conflict(`A project may have at most ${PROJECT_LIMITS.monitors} monitors.`);
  }

  /** How many monitors a project has, read consistently; its list may lag. */
  async counted(project: string): Promise<number> {
    return [...(await this.shards(project)).values()].reduce((sum, count) => sum + count, 0);
  }

  /** How many monitors each shard has; those that never had one are missing. */
  private async shards(project: string): Promise<Map<number, number>> {
    const { pk } = monitorShardKey(project, 0);
    const { Items = [] } = await this.tables.send(
      new QueryCommand({
        TableName: this.table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': pk },
        ConsistentRead: true,
      }),
    );
    return new Map(Items.map(({ sk, monitors }) => [Number(sk), Number(monitors)]));
  }

  createWrites(monitor: Monitor): Write[] {
    const put = {
      TableName: this.table,
      Item: rowOf(monitor),
      ConditionExpression: 'attribute_not_exists(pk)',
    };
    return [{ item: { Put: put } }, this.claim(monitor), ...this.watchPuts(monitor, watchedTypes(monitor))];
  }

  /** Conditional on the revision that `before` was read with. Watch rows follow if the types differ. */
  changeWrites(before: Monitor, after: Monitor): Write[] {
    const put = { TableName: this.table, Item: rowOf(after), ...unchangedSince(before) };
    const [old, fresh] = [watchedTypes(before), watchedTypes(after)];
    return [
      { item: { Put: put }, otherwise: new ChangedMeanwhile('monitor') },
      ...this.watchDeletes(before, without(old, fresh)),
      ...this.watchPuts(after, without(fresh, old)),
    ];
  }

  deleteWrites(before: Monitor): Write[] {
    const del = { TableName: this.table, Key: monitorKey(before.id), ...unchangedSince(before) };
    return [
      { item: { Delete: del }, otherwise: new ChangedMeanwhile('monitor') },
      this.leave(before),
      ...this.watchDeletes(before, watchedTypes(before)),
    ];
  }

  private claim({ project, shard }: Monitor): Write {
    const update = {
      TableName: this.table,
      Key: monitorShardKey(project, shard),
      UpdateExpression: 'ADD monitors :one',
      ConditionExpression: 'attribute_not_exists(monitors) OR monitors < :most',
      ExpressionAttributeValues: { ':one': 1, ':most': MOST_IN_SHARD },
    };
    return { item: { Update: update }, otherwise: new ChangedMeanwhile('shard') };
  }

  private leave({ project, shard }: Monitor): Write {
    const update = {
      TableName: this.table,
      Key: monitorShardKey(project, shard),
      UpdateExpression: 'ADD monitors :one',
      ExpressionAttributeValues: { ':one': -1 },
    };
    return { item: { Update: update } };
  }

  private watchPuts({ project, id }: Monitor, types: string[]): Write[] {
    return types.map((type) => {
      const Item = { ...watchKey(project, type, id), monitor: id };
      return { item: { Put: { TableName: this.table, Item } } };
    });
  }

  private watchDeletes({ project, id }: Monitor, types: string[]): Write[] {
    return types.map((type) => ({
      item: { Delete: { TableName: this.table, Key: watchKey(project, type, id) } },
    }));
  }
}

const rowOf = (monitor: Monitor): Record<string, unknown> => ({
  ...monitorKey(monitor.id),
  ...monitor,
  listKey: projectListKey('monitors', monitor.project),
  listSort: monitor.id,
});

function monitorOf(row: MonitorRow): Monitor {
  const { pk: _pk, sk: _sk, listKey: _listKey, listSort: _listSort, ...monitor } = row;
  return monitor;
}

const without = (types: string[], others: string[]): string[] =>
  types.filter((type) => !others.includes(type));

const unchangedSince = ({ revision }: Monitor) => ({
  ConditionExpression: 'revision = :revision',
  ExpressionAttributeValues: { ':revision': revision },
});
