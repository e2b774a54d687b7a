import type { LocalContext } from '../../../local/context';
import { expireItems } from '../../../local/dynamodb/expire';
import { TABLE, call, contextWith } from './context';

const MINUTE = 60_000;

function put(local: LocalContext, sk: string, expiresAt: object): void {
  const Item = { pk: { S: 'p' }, sk: { S: sk }, dueShard: { S: 'x' }, dueAt: { N: '1' }, expiresAt };
  call(local, 'PutItem', { TableName: TABLE, Item });
}

function left(local: LocalContext, request: object): unknown[] {
  const page = call(local, 'Query', { TableName: TABLE, ...request });
  return (page['Items'] as { sk: { S: string } }[]).map(({ sk }) => sk.S);
}

const all = { KeyConditionExpression: 'pk = :v', ExpressionAttributeValues: { ':v': { S: 'p' } } };
const indexed = {
  IndexName: 'due',
  KeyConditionExpression: 'dueShard = :v',
  ExpressionAttributeValues: { ':v': { S: 'x' } },
};

test('an expired item stays readable for a while, then goes from table and index', () => {
  const local = contextWith();
  const now = Math.floor(local.clock.now() / 1000);
  put(local, 'soon', { N: String(now + 10) });
  put(local, 'later', { N: String(now + 3600) });
  local.clock.advance(30_000);
  expect([expireItems(local), left(local, all)]).toEqual([0, ['later', 'soon']]);
  local.clock.advance(2 * MINUTE);
  expect([expireItems(local), left(local, all), left(local, indexed)]).toEqual([1, ['later'], ['later']]);
});

test('how long it stays can be set', () => {
  const local = contextWith();
  local.faults.expiryLagMs = 60 * MINUTE;
  put(local, 'past', { N: String(Math.floor(local.clock.now() / 1000)) });
  local.clock.advance(59 * MINUTE);
  expect([expireItems(local), left(local, all)]).toEqual([0, ['past']]);
  local.clock.advance(2 * MINUTE);
  expect([expireItems(local), left(local, all)]).toEqual([1, []]);
});

test('only a number of the last five years counts', () => {
  const local = contextWith();
  const now = Math.floor(local.clock.now() / 1000);
  put(local, 'text', { S: String(now - 3600) });
  put(local, 'ancient', { N: '1' });
  put(local, 'past', { N: String(now - 3600) });
  expect([expireItems(local), left(local, all)]).toEqual([1, ['ancient', 'text']]);
});
