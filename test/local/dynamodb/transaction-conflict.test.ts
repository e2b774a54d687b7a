import type { LocalContext } from '../../../local/context';
import { dynamodb } from '../../../local/dynamodb/service';
import { TABLE, call, contextWith, refusal } from './context';

const keyOf = (sk: string) => ({ pk: { S: 'p' }, sk: { S: sk } });
const put = (sk: string) => ({ Put: { TableName: TABLE, Item: keyOf(sk) } });

let local: LocalContext;

beforeEach(() => {
  local = contextWith({ random: () => 0.5 });
  local.faults.transactionMs = 60_000;
});

const transact = async (...items: string[]): Promise<unknown> =>
  await dynamodb.actions['TransactWriteItems']?.run({ TransactItems: items.map(put) }, local);

const stored = (sk: string): unknown =>
  call(local, 'GetItem', { TableName: TABLE, Key: keyOf(sk), ConsistentRead: true })['Item'];

test('until a transaction is over, nothing of it is seen and its items refuse single writes', async () => {
  const first = transact('a', 'b');
  expect(stored('a')).toBeUndefined();
  expect(refusal(() => call(local, 'PutItem', { TableName: TABLE, Item: keyOf('b') }))).toBe(
    'Transaction is ongoing for the item',
  );
  call(local, 'PutItem', { TableName: TABLE, Item: keyOf('c') });
  local.clock.advance(60_000);
  await first;
  expect(stored('a')).toEqual(keyOf('a'));
  call(local, 'PutItem', { TableName: TABLE, Item: keyOf('b') });
});

test('another transaction on one of its items is cancelled, with the reason at that item', async () => {
  const first = transact('a', 'b');
  await expect(transact('c', 'b')).rejects.toMatchObject({
    code: 'TransactionCanceledException',
    extra: { CancellationReasons: [{ Code: 'None' }, { Code: 'TransactionConflict' }] },
  });
  const second = transact('d');
  local.clock.advance(60_000);
  await Promise.all([first, second]);
  const third = transact('b', 'c');
  local.clock.advance(60_000);
  await third;
  expect(['a', 'b', 'c', 'd'].map(stored)).not.toContain(undefined);
});

test('a transaction that is cancelled lets go of its items', async () => {
  const condition = { ...put('a').Put, ConditionExpression: 'attribute_exists(pk)' };
  const refused = dynamodb.actions['TransactWriteItems']?.run({ TransactItems: [{ Put: condition }] }, local);
  local.clock.advance(60_000);
  await expect(refused).rejects.toMatchObject({ code: 'TransactionCanceledException' });
  call(local, 'PutItem', { TableName: TABLE, Item: keyOf('a') });
});
