import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { NotFound } from '../../core/configuration/errors';
import type { DeadLetter } from './dead-letters';
import { deadLetterKey, deadListKeys } from './keys';
import { listPage, type ListQuery, type Page } from './list';
import { getRow, type Row } from './read';
import type { Write } from './transact';

type LetterQuery = Omit<ListQuery<DeadLetter & Row>, 'listKeys'>;

/** Dead letters as they are listed and taken away. */
export class Letters {
  constructor(
    private tables: DynamoDBDocumentClient,
    private table: string,
  ) {}

  /** Of this project only. */
  async get(project: string, id: string, nowMs: number): Promise<DeadLetter | undefined> {
    const row = await getRow<DeadLetter>(this.tables, this.table, deadLetterKey(id), nowMs);
    return row?.project === project ? row : undefined;
  }

  list(project: string, query: LetterQuery, nowMs: number): Promise<Page<DeadLetter & Row>> {
    return listPage<DeadLetter>(
      this.tables,
      this.table,
      { ...query, listKeys: deadListKeys(project) },
      nowMs,
    );
  }

  deleteWrite(id: string): Write {
    const del = {
      TableName: this.table,
      Key: deadLetterKey(id),
      ConditionExpression: 'attribute_exists(pk)',
    };
    return { item: { Delete: del }, otherwise: new NotFound('dead letter') };
  }
}
