import { randomUUID } from 'node:crypto';
import {
  GetCommand,
  PutCommand,
  TransactGetCommand,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import type { Cases } from '../contract';
import { type Subject, failure, fails, isInvalid } from './subject';
import { MAIN, NUMBERED } from './tables';

type Writes = NonNullable<TransactWriteCommandInput['TransactItems']>;

const table = { TableName: MAIN };
const write = ({ doc }: Subject, TransactItems: Writes, ClientRequestToken?: string) =>
  doc.send(
    new TransactWriteCommand({
      TransactItems,
      ...(ClientRequestToken !== undefined && { ClientRequestToken }),
    }),
  );

async function read(
  { doc }: Subject,
  Key: Record<string, unknown>,
): Promise<Record<string, unknown> | undefined> {
  const { Item } = await doc.send(new GetCommand({ ...table, Key, ConsistentRead: true }));
  return Item;
}

const increment = (Key: Record<string, unknown>): Writes[number] => ({
  Update: { ...table, Key, UpdateExpression: 'ADD n :one', ExpressionAttributeValues: { ':one': 1 } },
});

export const transactions: Cases<Subject> = {
  'transaction: put, update, delete and check together': async (subject) => {
    const pk = subject.unique();
    const keys = ['put', 'update', 'delete', 'check'].map((sk) => ({ pk, sk }));
    const [put, update, gone, check] = keys as [object, { pk: string; sk: string }, object, object];
    for (const Item of [gone, check]) await subject.doc.send(new PutCommand({ ...table, Item: { ...Item } }));
    await write(subject, [
      { Put: { ...table, Item: { ...put, v: 1 } } },
      increment(update),
      { Delete: { ...table, Key: { ...gone } } },
      { ConditionCheck: { ...table, Key: { ...check }, ConditionExpression: 'attribute_exists(pk)' } },
    ]);
    const found = await Promise.all(keys.map((key) => read(subject, key)));
    expect(found).toEqual([{ ...put, v: 1 }, { ...update, n: 1 }, undefined, check]);
  },
  'transaction: one failed condition stops all, reasons in order': async (subject) => {
    const [pk, taken] = [subject.unique(), { pk: subject.unique(), sk: 'a', v: 1 }];
    await subject.doc.send(new PutCommand({ ...table, Item: taken }));
    const error = await failure(
      write(subject, [
        { Put: { ...table, Item: { pk, sk: 'a' } } },
        {
          Put: {
            ...table,
            Item: taken,
            ConditionExpression: 'attribute_not_exists(pk)',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          },
        },
      ]),
    );
    expect([error.name, error.message]).toEqual([
      'TransactionCanceledException',
      'Transaction cancelled, please refer cancellation reasons for specific reasons [None, ConditionalCheckFailed]',
    ]);
    expect(error['CancellationReasons']).toEqual([
      { Code: 'None' },
      {
        Code: 'ConditionalCheckFailed',
        Message: 'The conditional request failed',
        Item: { pk: { S: taken.pk }, sk: { S: 'a' }, v: { N: '1' } },
      },
    ]);
    expect(await read(subject, { pk, sk: 'a' })).toBeUndefined();
  },
  'transaction: without ALL_OLD a reason carries no item': async (subject) => {
    const Item = { pk: subject.unique(), sk: 'a' };
    await subject.doc.send(new PutCommand({ ...table, Item }));
    const put = { Put: { ...table, Item, ConditionExpression: 'attribute_not_exists(pk)' } };
    const error = await failure(write(subject, [put]));
    expect(error['CancellationReasons']).toEqual([
      { Code: 'ConditionalCheckFailed', Message: 'The conditional request failed' },
    ]);
  },
  'transaction: an update that cannot be is a ValidationError reason': async (subject) => {
    const [Key, other] = [
      { pk: subject.unique(), sk: 'a' },
      { pk: subject.unique(), sk: 'a' },
    ];
    await subject.doc.send(new PutCommand({ ...table, Item: { ...Key, n: 'text' } }));
    const error = await failure(write(subject, [increment(other), increment(Key)]));
    expect([error.name, error['CancellationReasons']]).toEqual([
      'TransactionCanceledException',
      [
        { Code: 'None' },
        {
          Code: 'ValidationError',
          Message: 'An operand in the update expression has an incorrect data type',
        },
      ],
    ]);
    expect(await read(subject, other)).toBeUndefined();
  },
  'transaction: the same item twice is refused': (subject) => {
    const Key = { pk: subject.unique(), sk: 'a' };
    return isInvalid(
      write(subject, [increment(Key), { Put: { ...table, Item: Key } }]),
      'Transaction request cannot include multiple operations on one item',
    );
  },
  'transaction: more than 100 items are refused': (subject) => {
    const items = Array.from({ length: 101 }, () => increment({ pk: subject.unique(), sk: 'a' }));
    return isInvalid(write(subject, items), 'Member must have length less than or equal to 100');
  },
  'transaction: 100 items over two tables are carried out': async (subject) => {
    const pk = subject.unique();
    const items: Writes = Array.from({ length: 99 }, (_, num) => ({
      Put: { TableName: NUMBERED, Item: { pk, num } },
    }));
    await write(subject, [...items, increment({ pk, sk: 'a' })]);
    expect(await read(subject, { pk, sk: 'a' })).toEqual({ pk, sk: 'a', n: 1 });
  },
  "transaction: an invalid expression is the request's error": (subject) => {
    const Key = { pk: subject.unique(), sk: 'a' };
    const items = [
      {
        Update: { ...table, Key, UpdateExpression: 'SET name = :v', ExpressionAttributeValues: { ':v': 1 } },
      },
    ];
    return isInvalid(write(subject, items), 'Attribute name is a reserved keyword; reserved keyword: name');
  },
  'transaction: an absent table': (subject) =>
    fails(
      write(subject, [{ Put: { TableName: 'contract-absent', Item: { pk: 'a', sk: 'a' } } }]),
      'ResourceNotFoundException',
    ),
  'transaction: a token makes a repeat harmless': async (subject) => {
    const [Key, token] = [{ pk: subject.unique(), sk: 'a' }, randomUUID()];
    await write(subject, [increment(Key)], token);
    await write(subject, [increment(Key)], token);
    expect(await read(subject, Key)).toEqual({ ...Key, n: 1 });
  },
  'transaction: a token with other items is refused': async (subject) => {
    const token = randomUUID();
    await write(subject, [increment({ pk: subject.unique(), sk: 'a' })], token);
    await fails(
      write(subject, [increment({ pk: subject.unique(), sk: 'b' })], token),
      'IdempotentParameterMismatchException',
    );
  },
  'transaction: a cancelled one may be tried again with its token': async (subject) => {
    const [Key, token] = [{ pk: subject.unique(), sk: 'a' }, randomUUID()];
    const check = {
      ConditionCheck: { ...table, Key: { ...Key, sk: 'b' }, ConditionExpression: 'attribute_exists(pk)' },
    };
    await fails(write(subject, [increment(Key), check], token), 'TransactionCanceledException');
    await subject.doc.send(new PutCommand({ ...table, Item: { ...Key, sk: 'b' } }));
    await write(subject, [increment(Key), check], token);
    expect(await read(subject, Key)).toEqual({ ...Key, n: 1 });
  },
  'transaction: costs twice the units': async ({ doc, unique }) => {
    const Item = { pk: unique(), sk: 'a', body: 'x'.repeat(1500) };
    const { ConsumedCapacity } = await doc.send(
      new TransactWriteCommand({
        TransactItems: [{ Put: { ...table, Item } }],
        ReturnConsumedCapacity: 'TOTAL',
      }),
    );
    expect(ConsumedCapacity).toMatchObject([{ TableName: MAIN, CapacityUnits: 4 }]);
  },
  'transact get: answers in the order asked, absent ones empty': async (subject) => {
    const pk = subject.unique();
    await subject.doc.send(new PutCommand({ ...table, Item: { pk, sk: 'b', v: 1, w: 2 } }));
    const { Responses } = await subject.doc.send(
      new TransactGetCommand({
        TransactItems: [
          { Get: { ...table, Key: { pk, sk: 'a' } } },
          { Get: { ...table, Key: { pk, sk: 'b' }, ProjectionExpression: 'v' } },
        ],
      }),
    );
    expect(Responses?.map(({ Item }) => Item)).toEqual([undefined, { v: 1 }]);
  },
};
