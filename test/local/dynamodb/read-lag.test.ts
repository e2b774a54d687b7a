import type { LocalContext } from '../../../local/context';
import { TABLE, call, contextWith } from './context';

const KEY = { pk: { S: 'p' }, sk: { S: 'a' } };
const LAG = { readLagMs: 1000, random: () => 0.999 };

const put = (local: LocalContext, dueAt: string): unknown =>
  call(local, 'PutItem', { TableName: TABLE, Item: { ...KEY, dueShard: { S: 'x' }, dueAt: { N: dueAt } } });

const due = (local: LocalContext): unknown => {
  const page = call(local, 'Query', {
    TableName: TABLE,
    IndexName: 'due',
    KeyConditionExpression: 'dueShard = :s',
    ExpressionAttributeValues: { ':s': { S: 'x' } },
  });
  return (page['Items'] as { dueAt: unknown }[]).map(({ dueAt }) => dueAt);
};

const get = (local: LocalContext, ConsistentRead: boolean): unknown =>
  (
    call(local, 'GetItem', { TableName: TABLE, Key: KEY, ConsistentRead })['Item'] as
      { dueAt?: unknown } | undefined
  )?.dueAt;

test('a read without ConsistentRead misses a young write, a consistent one does not', () => {
  const local = contextWith(LAG);
  put(local, '1');
  expect([get(local, false), get(local, true), due(local)]).toEqual([undefined, { N: '1' }, []]);
  local.clock.advance(2000);
  expect([get(local, false), due(local)]).toEqual([{ N: '1' }, [{ N: '1' }]]);
});

test('what a young write replaced is still seen, in the index under its old key', () => {
  const local = contextWith(LAG);
  put(local, '1');
  local.clock.advance(2000);
  put(local, '2');
  expect([get(local, false), get(local, true), due(local)]).toEqual([{ N: '1' }, { N: '2' }, [{ N: '1' }]]);
  call(local, 'DeleteItem', { TableName: TABLE, Key: KEY });
  expect([get(local, false), get(local, true), due(local)]).toEqual([{ N: '1' }, undefined, [{ N: '1' }]]);
  local.clock.advance(2000);
  expect([get(local, false), due(local)]).toEqual([undefined, []]);
});

test('transactions always read what is there', () => {
  const local = contextWith(LAG);
  put(local, '1');
  const answer = call(local, 'TransactGetItems', {
    TransactItems: [{ Get: { TableName: TABLE, Key: KEY } }],
  });
  expect(answer['Responses']).toMatchObject([{ Item: { dueAt: { N: '1' } } }]);
});

test('a failed write leaves nothing behind to be missed', () => {
  const local = contextWith(LAG);
  put(local, '1');
  local.clock.advance(2000);
  const failing = { TableName: TABLE, Item: KEY, ConditionExpression: 'attribute_not_exists(pk)' };
  expect(() => call(local, 'PutItem', failing)).toThrow('The conditional request failed');
  expect([get(local, false), due(local)]).toEqual([{ N: '1' }, [{ N: '1' }]]);
});

test('a clock that is moved back ends all lag', () => {
  const local = contextWith(LAG);
  put(local, '1');
  local.clock.advance(-60_000);
  expect(get(local, false)).toEqual({ N: '1' });
});
