import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { ChangedMeanwhile } from '../../core/configuration/errors';
import type { OwnPrice } from '../../core/price/own-prices';
import { pricesKey } from './keys';
import { getRow } from './read';
import type { Write } from './transact';

/** What a project pays for models, as one row. */
export interface PriceRow {
  project: string;
  prices: OwnPrice[];
  revision: number;
  /** Epoch ms. */
  updatedAt: number;
}

export class Prices {
  constructor(
    private tables: DynamoDBDocumentClient,
    private table: string,
  ) {}

  get(project: string, nowMs: number): Promise<PriceRow | undefined> {
    return getRow<PriceRow>(this.tables, this.table, pricesKey(project), nowMs);
  }

  /** In place of what was seen; nobody may have changed it meanwhile. */
  putWrite(row: PriceRow, before: PriceRow | undefined): Write {
    const put = {
      TableName: this.table,
      Item: { ...pricesKey(row.project), ...row },
      ...(before
        ? { ConditionExpression: 'revision = :seen', ExpressionAttributeValues: { ':seen': before.revision } }
        : { ConditionExpression: 'attribute_not_exists(pk)' }),
    };
    return { item: { Put: put }, otherwise: new ChangedMeanwhile('price list') };
  }
}
