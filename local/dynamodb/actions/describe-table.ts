import type { Action, LocalContext } from '../../context';
import { tablePermission } from '../access';
import { tableArn } from '../catalogue';
import { Parameters } from '../parameters';
import { stateOf } from '../state';
import { type Index, type KeySchema, type Table, keyAttributes } from '../table';

export const describeTable: Action = {
  permissions: (input, local) => [tablePermission(local, 'DescribeTable', input['TableName'])],
  run(input, local) {
    const table = new Parameters(input, ['TableName']).table(local);
    return { Table: description(local, table) };
  },
};

function description(local: LocalContext, table: Table): object {
  const arn = tableArn(local, table.name);
  const counted = stateOf(local.store)
    .statement(
      'SELECT COUNT(*) AS items, COALESCE(SUM(LENGTH(item)), 0) AS bytes FROM dynamodb_items WHERE table_id = ?',
    )
    .get(table.id);
  const attributes = [table.keys, ...table.indexes.map(({ keys }) => keys)].flatMap(keyAttributes);
  const types = new Map(attributes.map(({ name, type }) => [name, type]));
  return {
    TableName: table.name,
    TableArn: arn,
    TableId: table.tableId,
    TableStatus: 'ACTIVE',
    CreationDateTime: table.createdAt / 1000,
    KeySchema: keySchema(table.keys),
    AttributeDefinitions: [...types].map(([AttributeName, AttributeType]) => ({
      AttributeName,
      AttributeType,
    })),
    BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
    ProvisionedThroughput: { NumberOfDecreasesToday: 0, ReadCapacityUnits: 0, WriteCapacityUnits: 0 },
    ItemCount: Number(counted?.['items']),
    TableSizeBytes: Number(counted?.['bytes']),
    ...(table.indexes.length > 0 && {
      GlobalSecondaryIndexes: table.indexes.map((index) => describeIndex(arn, index)),
    }),
  };
}

const describeIndex = (arn: string, { name, keys, projection }: Index): object => ({
  IndexName: name,
  IndexArn: `${arn}/index/${name}`,
  IndexStatus: 'ACTIVE',
  KeySchema: keySchema(keys),
  Projection: {
    ProjectionType: projection.type,
    ...(projection.type === 'INCLUDE' && { NonKeyAttributes: projection.attributes }),
  },
});

const keySchema = (keys: KeySchema): object[] =>
  keyAttributes(keys).map(({ name }, index) => ({
    AttributeName: name,
    KeyType: index === 0 ? 'HASH' : 'RANGE',
  }));
