import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';

export const MAIN = 'contract';
export const NUMBERED = 'contract-numbered';
export const BINARY = 'contract-binary';

/** The tables of all cases. `grouped` is an index on (grp, rank) with everything, `keyed` and `partial` with less. */
export const TABLES = [
  {
    TableName: MAIN,
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
    AttributeDefinitions: [
      { AttributeName: 'pk', AttributeType: 'S' },
      { AttributeName: 'sk', AttributeType: 'S' },
      { AttributeName: 'grp', AttributeType: 'S' },
      { AttributeName: 'rank', AttributeType: 'N' },
    ],
    GlobalSecondaryIndexes: [
      {
        IndexName: 'grouped',
        KeySchema: [
          { AttributeName: 'grp', KeyType: 'HASH' },
          { AttributeName: 'rank', KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'ALL' },
      },
      {
        IndexName: 'keyed',
        KeySchema: [{ AttributeName: 'grp', KeyType: 'HASH' }],
        Projection: { ProjectionType: 'KEYS_ONLY' },
      },
      {
        IndexName: 'partial',
        KeySchema: [
          { AttributeName: 'grp', KeyType: 'HASH' },
          { AttributeName: 'sk', KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['color'] },
      },
    ],
  },
  {
    TableName: NUMBERED,
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'num', KeyType: 'RANGE' },
    ],
    AttributeDefinitions: [
      { AttributeName: 'pk', AttributeType: 'S' },
      { AttributeName: 'num', AttributeType: 'N' },
    ],
  },
  {
    TableName: BINARY,
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'bin', KeyType: 'RANGE' },
    ],
    AttributeDefinitions: [
      { AttributeName: 'pk', AttributeType: 'S' },
      { AttributeName: 'bin', AttributeType: 'B' },
    ],
  },
] satisfies CreateTableCommandInput[];
