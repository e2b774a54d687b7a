import type { Input } from '../../../local/context';
import { dynamodb } from '../../../local/dynamodb/service';
import { TABLE, contextWith } from './context';

const ARN = `arn:aws:dynamodb:us-east-1:000000000000:table/${TABLE}`;
const Key = { pk: { S: 'p' }, sk: { S: 'a' } };
const table = { TableName: TABLE };
const keys = (...values: string[]): object => ({ context: { 'dynamodb:LeadingKeys': values } });

test.each<[string, Input, object[]]>([
  ['GetItem', { ...table, Key }, [{ action: 'dynamodb:GetItem', resource: ARN, ...keys('p') }]],
  ['PutItem', { ...table, Item: Key }, [{ action: 'dynamodb:PutItem', resource: ARN, ...keys('p') }]],
  ['UpdateItem', { ...table, Key }, [{ action: 'dynamodb:UpdateItem', resource: ARN, ...keys('p') }]],
  ['DeleteItem', { ...table, Key }, [{ action: 'dynamodb:DeleteItem', resource: ARN, ...keys('p') }]],
  ['Scan', table, [{ action: 'dynamodb:Scan', resource: ARN }]],
  [
    'Query',
    { ...table, KeyConditionExpression: 'pk = :p', ExpressionAttributeValues: { ':p': { S: 'p' } } },
    [{ action: 'dynamodb:Query', resource: ARN, ...keys('p') }],
  ],
  [
    'Query',
    {
      ...table,
      IndexName: 'due',
      KeyConditionExpression: 'dueShard = :s',
      ExpressionAttributeValues: { ':s': { S: 'x' } },
    },
    [{ action: 'dynamodb:Query', resource: `${ARN}/index/due`, ...keys('x') }],
  ],
  [
    'BatchGetItem',
    { RequestItems: { [TABLE]: { Keys: [Key, { ...Key, pk: { S: 'q' } }] } } },
    [{ action: 'dynamodb:BatchGetItem', resource: ARN, ...keys('p', 'q') }],
  ],
  [
    'BatchWriteItem',
    { RequestItems: { [TABLE]: [{ PutRequest: { Item: Key } }, { DeleteRequest: { Key } }] } },
    [{ action: 'dynamodb:BatchWriteItem', resource: ARN, ...keys('p') }],
  ],
  [
    'TransactWriteItems',
    {
      TransactItems: [
        { Put: { ...table, Item: Key } },
        { Update: { ...table, Key } },
        { Delete: { ...table, Key } },
        { ConditionCheck: { ...table, Key } },
      ],
    },
    ['PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'].map((action) => ({
      action: `dynamodb:${action}`,
      resource: ARN,
      ...keys('p'),
    })),
  ],
  [
    'TransactGetItems',
    { TransactItems: [{ Get: { ...table, Key } }] },
    [{ action: 'dynamodb:GetItem', resource: ARN, ...keys('p') }],
  ],
])('%s needs what IAM calls it', (action, input, permissions) => {
  expect(dynamodb.actions[action]?.permissions(input, contextWith())).toEqual(permissions);
});
