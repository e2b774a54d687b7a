import { TABLE, call, contextWith } from './context';

const Key = { pk: { S: 'p' }, sk: { S: 'a' } };
const increment = {
  TransactItems: [
    {
      Update: {
        TableName: TABLE,
        Key,
        UpdateExpression: 'ADD n :one',
        ExpressionAttributeValues: { ':one': { N: '1' } },
      },
    },
  ],
  ClientRequestToken: 'token',
};

test('a token is forgotten after ten minutes', () => {
  const local = contextWith();
  const count = (): unknown => {
    call(local, 'TransactWriteItems', increment);
    return call(local, 'GetItem', { TableName: TABLE, Key, ConsistentRead: true })['Item'];
  };
  expect(count()).toMatchObject({ n: { N: '1' } });
  local.clock.advance(9 * 60_000);
  expect(count()).toMatchObject({ n: { N: '1' } });
  local.clock.advance(2 * 60_000);
  expect(count()).toMatchObject({ n: { N: '2' } });
});

test('4 MB of items at most', () => {
  const local = contextWith();
  const puts = Array.from({ length: 11 }, (_, n) => ({
    Put: {
      TableName: TABLE,
      Item: { pk: { S: 'p' }, sk: { S: String(n) }, body: { S: 'x'.repeat(390 * 1024) } },
    },
  }));
  expect(() => call(local, 'TransactWriteItems', { TransactItems: puts })).toThrow('4 MB');
  expect(call(local, 'Scan', { TableName: TABLE })['Count']).toBe(0);
});

test('BatchGetItem answers at most 16 MB and names the rest', () => {
  const local = contextWith();
  const keys = Array.from({ length: 50 }, (_, n) => ({ pk: { S: 'p' }, sk: { S: String(n) } }));
  for (const key of keys) {
    call(local, 'PutItem', { TableName: TABLE, Item: { ...key, body: { S: 'x'.repeat(390 * 1024) } } });
  }
  const answer = call(local, 'BatchGetItem', { RequestItems: { [TABLE]: { Keys: keys } } });
  const read = (answer['Responses'] as Record<string, unknown[]>)[TABLE] ?? [];
  const left = (answer['UnprocessedKeys'] as Record<string, { Keys: unknown[] }>)[TABLE]?.Keys ?? [];
  expect([read.length, left]).toEqual([42, keys.slice(42)]);
});
