import { QueryCommand, UpdateCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { FairShare } from '../../core/fair-share';
import type { DeliveryRow } from '../../core/delivery/delivery';
import { amendment, STATES } from '../../core/delivery/transitions';
import { rowUpdate } from './delivery-write';
import { ifConditionHolds } from './if-condition-holds';
import { dueShards, INDEX } from './keys';

/** A row of a due index: the keys, when it is due, and what the index projects of the rest. */
export interface DueRow {
  pk: string;
  sk: string;
  dueAt: number;
  nextAt?: number;
  attempt?: number;
  project?: string;
}

const PAGE = 100;
/** Rows that are kept while other projects have their turn. */
const PUT_ASIDE = 2_000;

interface Page {
  rows: DueRow[];
  /** Where the shard goes on; undefined at its end. */
  next: Record<string, unknown> | undefined;
}

/** In which order rows are handed out, and which. */
export interface Fairly {
  /** Counts the runs: each begins at another shard, so that none is always the last. */
  run: number;
  /** Rows of one project that come before any project has more. */
  share: number;
  where?: (row: DueRow) => boolean;
  /** Is given every row that is read. */
  see?: (rows: readonly DueRow[]) => void;
}

/**
 * The rows of a table that are due by `until` (epoch ms), earliest first in each shard. The first pages of all shards are
 * read at once, when it is made, and later ones as they are asked for. Several consumers may read it: they share the first
 * pages.
 */
export class DueRows {
  private firstPages: Map<string, Promise<Page>>;

  constructor(
    private tables: DynamoDBDocumentClient,
    private table: string,
    readonly until: number,
  ) {
    this.firstPages = new Map(dueShards().map((shard) => [shard, this.page(shard)]));
    // A consumer may stop before it comes to a shard whose read fails.
    for (const page of this.firstPages.values()) page.catch(() => {});
  }

  /** Page by page; begins at another shard in each `run`. */
  async *pages(run = 0): AsyncGenerator<DueRow[]> {
    const shards = [...this.firstPages];
    const first = run % shards.length;
    for (const [shard, firstPage] of [...shards.slice(first), ...shards.slice(0, first)]) {
      let page = await firstPage;
      if (page.rows.length > 0) yield page.rows;
      while (page.next) {
        page = await this.page(shard, page.next);
        if (page.rows.length > 0) yield page.rows;
      }
    }
  }

  /** Page by page, and of each project `share` rows before any project has more. */
  async *fairPages({ run, share, see, where = () => true }: Fairly): AsyncGenerator<DueRow[]> {
    const fair = new FairShare<DueRow>(share, PUT_ASIDE);
    for await (const rows of this.pages(run)) {
      see?.(rows);
      yield fair.admit(rows.filter(where));
    }
    const rest = fair.rest();
    for (let at = 0; at < rest.length; at += PAGE) yield rest.slice(at, at + PAGE);
  }

  private async page(shard: string, after?: Record<string, unknown>): Promise<Page> {
    const query = new QueryCommand({
      TableName: this.table,
      IndexName: INDEX.due,
      KeyConditionExpression: 'dueShard = :shard AND dueAt <= :until',
      ExpressionAttributeValues: { ':shard': shard, ':until': this.until },
      ExclusiveStartKey: after,
      Limit: PAGE,
    });
    const { Items = [], LastEvaluatedKey } = await this.tables.send(query);
    return { rows: Items as DueRow[], next: LastEvaluatedKey };
  }
}

/**
 * The claim of a due delivery: moves its wake-up forward if the row is still as the index showed it, and answers the
 * row. Undefined if somebody else was faster or the row has moved on.
 */
export async function moveWakeUp(
  tables: DynamoDBDocumentClient,
  table: string,
  { pk, sk, dueAt, attempt }: DueRow,
  next: number,
): Promise<DeliveryRow | undefined> {
  const found = STATES.map((state) => ({ state, where: { dueAt, attempt } }));
  const update = new UpdateCommand({
    ...rowUpdate(table, { pk, sk }, amendment(found, { dueAt: next })),
    ReturnValues: 'ALL_NEW',
  });
  const answer = await ifConditionHolds(() => tables.send(update));
  return answer?.Attributes as DeliveryRow | undefined;
}
