import { ulid } from 'ulid';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { changeKey, projectListKey } from './keys';
import { listPage, type Page } from './list';
import type { Write } from './transact';

/** Who changed what: one row for each administrative write, in that write's transaction. */
interface Change {
  id: string;
  /** Epoch ms. */
  at: number;
  project: string;
  /** The id of the key that was used; `root` for the deployment's own. */
  actor: string;
  /** `subscription.create`, `key.revoke`... */
  action: string;
  /** The id (or name) of what was changed. */
  target: string;
  /** The reason that the actor gave. */
  reason?: string;
}

export class Changes {
  constructor(
    private tables: DynamoDBDocumentClient,
    private table: string,
    private random: () => number,
  ) {}

  write(change: Omit<Change, 'id'>): Write {
    const id = `chg_${ulid(change.at, this.random)}`;
    const item = {
      ...changeKey(change.project, id, change.at),
      ...change,
      id,
      listKey: projectListKey('changes', change.project),
      listSort: id,
    };
    return { item: { Put: { TableName: this.table, Item: item } } };
  }

  list(
    project: string,
    page: { limit: number; after?: string | undefined; where?: (change: Change) => boolean },
    nowMs: number,
  ): Promise<Page<Change>> {
    const listKeys = [projectListKey('changes', project)];
    return listPage<Change>(this.tables, this.table, { listKeys, ...page }, nowMs);
  }
}
