import { GetItemCommand, PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Cases } from '../contract';
import { type Subject, isInvalid } from './subject';
import { BINARY, MAIN, NUMBERED } from './tables';

async function stored({ client, unique }: Subject, number: string): Promise<string | undefined> {
  const Key = { pk: { S: unique() }, sk: { S: 'a' } };
  await client.send(new PutItemCommand({ TableName: MAIN, Item: { ...Key, n: { N: number } } }));
  const { Item } = await client.send(new GetItemCommand({ TableName: MAIN, Key, ConsistentRead: true }));
  return Item?.['n']?.N;
}

async function sum({ client, unique }: Subject, a: string, b: string): Promise<string | undefined> {
  const Key = { pk: { S: unique() }, sk: { S: 'a' } };
  await client.send(new PutItemCommand({ TableName: MAIN, Item: { ...Key, n: { N: a } } }));
  const { Attributes } = await client.send(
    new UpdateItemCommand({
      TableName: MAIN,
      Key,
      UpdateExpression: 'SET n = n + :b',
      ExpressionAttributeValues: { ':b': { N: b } },
      ReturnValues: 'UPDATED_NEW',
    }),
  );
  return Attributes?.['n']?.N;
}

export const numbers: Cases<Subject> = {
  'number: normal form': async (subject) => {
    const given = ['007', '1.500', '-0', '1e3', '1E-3', '.5', '-12.30'];
    const found = await Promise.all(given.map((number) => stored(subject, number)));
    expect(found).toEqual(['7', '1.5', '0', '1000', '0.001', '0.5', '-12.3']);
  },
  'number: 38 digits survive': async (subject) => {
    const digits = '12345678901234567890123456789012345678';
    expect(await stored(subject, digits)).toBe(digits);
    expect(await stored(subject, `-0.${digits}`)).toBe(`-0.${digits}`);
  },
  'number: 39 digits are refused': (subject) =>
    isInvalid(
      stored(subject, '123456789012345678901234567890123456789'),
      'Attempting to store more than 38 significant digits in a Number',
    ),
  'number: overflow is refused': (subject) =>
    isInvalid(
      stored(subject, '1E126'),
      'Number overflow. Attempting to store a number with magnitude larger than supported range',
    ),
  'number: underflow is refused': (subject) =>
    isInvalid(
      stored(subject, '1E-131'),
      'Number underflow. Attempting to store a number with magnitude smaller than supported range',
    ),
  'number: text is refused': (subject) =>
    isInvalid(stored(subject, 'five'), 'The parameter cannot be converted to a numeric value: five'),
  'number: sums are exact': async (subject) => {
    expect(await sum(subject, '0.1', '0.2')).toBe('0.3');
    expect(await sum(subject, '9007199254740993', '1')).toBe('9007199254740994');
    expect(await sum(subject, '99999999999999999999999999999999999999', '-1')).toBe(
      '99999999999999999999999999999999999998',
    );
  },
  'sort: numbers by value': async ({ client, doc, unique }) => {
    const pk = unique();
    const given = ['10', '9', '-1', '-1.5', '0', '1E10', '0.5', '-200'];
    for (const N of given) {
      await client.send(new PutItemCommand({ TableName: NUMBERED, Item: { pk: { S: pk }, num: { N } } }));
    }
    const { Items } = await doc.send(
      new QueryCommand({
        TableName: NUMBERED,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': pk },
        ConsistentRead: true,
      }),
    );
    expect(Items?.map((item) => item['num'] as number)).toEqual([-200, -1.5, -1, 0, 0.5, 9, 10, 1e10]);
  },
  'sort: a number is one key in all its forms': async ({ client, unique }) => {
    const pk = { S: unique() };
    await client.send(new PutItemCommand({ TableName: NUMBERED, Item: { pk, num: { N: '1.0' } } }));
    const Key = { pk, num: { N: '100e-2' } };
    const { Item } = await client.send(
      new GetItemCommand({ TableName: NUMBERED, Key, ConsistentRead: true }),
    );
    expect(Item).toEqual({ pk, num: { N: '1' } });
  },
  'sort: text by its UTF-8 bytes': async ({ doc, unique }) => {
    const pk = unique();
    for (const sk of ['b', 'B', 'ä', '\u{1f514}', '\uffee', 'a']) {
      await doc.send(new PutCommand({ TableName: MAIN, Item: { pk, sk } }));
    }
    const { Items } = await doc.send(
      new QueryCommand({
        TableName: MAIN,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': pk },
        ConsistentRead: true,
      }),
    );
    expect(Items?.map((item) => item['sk'] as string)).toEqual(['B', 'a', 'b', 'ä', '\uffee', '\u{1f514}']);
  },
  'sort: binary by unsigned bytes': async ({ doc, unique }) => {
    const pk = unique();
    for (const bytes of [[255], [1], [1, 0], [127], [128]]) {
      await doc.send(new PutCommand({ TableName: BINARY, Item: { pk, bin: new Uint8Array(bytes) } }));
    }
    const { Items } = await doc.send(
      new QueryCommand({
        TableName: BINARY,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': pk },
        ConsistentRead: true,
      }),
    );
    expect(Items?.map((item) => [...(item['bin'] as Uint8Array)])).toEqual([
      [1],
      [1, 0],
      [127],
      [128],
      [255],
    ]);
  },
};
