import { DescribeTableCommand, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Cases } from '../contract';
import { isInvalid, type Subject } from './subject';
import { MAIN } from './tables';

const table = { TableName: MAIN };
const KB = 1024;
const capacity = { ReturnConsumedCapacity: 'TOTAL' } as const;

export const limits: Cases<Subject> = {
  'limit: an item of 400 KB fits, a byte more does not': async ({ doc, unique }) => {
    const Key = { pk: unique(), sk: 'a' };
    const others = 'pk'.length + Key.pk.length + 'sk'.length + 'a'.length + 'body'.length;
    const put = (bytes: number) =>
      doc.send(new PutCommand({ ...table, Item: { ...Key, body: 'x'.repeat(bytes - others) } }));
    await put(400 * KB);
    await isInvalid(put(400 * KB + 1), 'Item size has exceeded the maximum allowed size');
  },
  'limit: sizes are in UTF-8 bytes': ({ doc, unique }) =>
    isInvalid(
      doc.send(new PutCommand({ ...table, Item: { pk: unique(), sk: 'a', body: 'ü'.repeat(200 * KB) } })),
      'Item size has exceeded the maximum allowed size',
    ),
  'limit: an update cannot grow an item beyond 400 KB': async ({ doc, unique }) => {
    const Key = { pk: unique(), sk: 'a' };
    await doc.send(new PutCommand({ ...table, Item: { ...Key, one: 'x'.repeat(300 * KB) } }));
    const update = {
      UpdateExpression: 'SET two = :v',
      ExpressionAttributeValues: { ':v': 'x'.repeat(101 * KB) },
    };
    await isInvalid(
      doc.send(new UpdateCommand({ ...table, Key, ...update })),
      'Item size to update has exceeded the maximum allowed size',
    );
  },
  'limit: partition keys of 2048 bytes': async ({ doc, unique }) => {
    const get = (bytes: number) =>
      doc.send(new GetCommand({ ...table, Key: { pk: unique().padEnd(bytes, 'x'), sk: 'a' } }));
    await get(2048);
    await isInvalid(get(2049), 'Size of hashkey has exceeded the maximum size limit of2048 bytes');
  },
  'limit: sort keys of 1024 bytes': async ({ doc, unique }) => {
    const get = (bytes: number) =>
      doc.send(new GetCommand({ ...table, Key: { pk: unique(), sk: 'x'.repeat(bytes) } }));
    await get(1024);
    await isInvalid(get(1025), 'Aggregated size of all range keys has exceeded the size limit of 1024 bytes');
  },
  'limit: expressions of 4 KB': async ({ doc, unique }) => {
    const get = (bytes: number) => {
      const ProjectionExpression = 'a'.repeat(bytes);
      return doc.send(new GetCommand({ ...table, Key: { pk: unique(), sk: 'a' }, ProjectionExpression }));
    };
    await isInvalid(
      get(4097),
      'Invalid ProjectionExpression: Expression size has exceeded the maximum allowed size',
    );
  },
  'limit: a page ends at 1 MB, with or without the item that crosses it': async ({ doc, unique }) => {
    const pk = unique();
    for (const sk of ['a', 'b', 'c', 'd', 'e', 'f']) {
      await doc.send(new PutCommand({ ...table, Item: { pk, sk, body: 'x'.repeat(300 * KB) } }));
    }
    const page = await doc.send(
      new QueryCommand({
        ...table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': pk },
        ConsistentRead: true,
      }),
    );
    const sorts = page.Items?.map((item) => item['sk'] as string) ?? [];
    expect(['abc', 'abcd']).toContain(sorts.join(''));
    expect(page.LastEvaluatedKey).toEqual({ pk, sk: sorts.at(-1) });
  },
  'capacity: a write costs a unit per KB': async ({ doc, unique }) => {
    const Item = { pk: unique(), sk: 'a', body: 'x'.repeat(2500) };
    const { ConsumedCapacity } = await doc.send(new PutCommand({ ...table, Item, ...capacity }));
    expect(ConsumedCapacity).toMatchObject({ TableName: MAIN, CapacityUnits: 3 });
  },
  'capacity: an update costs what the larger side weighs': async ({ doc, unique }) => {
    const Key = { pk: unique(), sk: 'a' };
    await doc.send(new PutCommand({ ...table, Item: { ...Key, body: 'x'.repeat(2500) } }));
    const { ConsumedCapacity } = await doc.send(
      new UpdateCommand({ ...table, Key, UpdateExpression: 'REMOVE body', ...capacity }),
    );
    expect(ConsumedCapacity?.CapacityUnits).toBe(3);
  },
  'capacity: a read costs a unit per 4 KB, half when it may be stale': async ({ doc, unique }) => {
    const Key = { pk: unique(), sk: 'a' };
    await doc.send(new PutCommand({ ...table, Item: { ...Key, body: 'x'.repeat(5000) } }));
    const units = async (ConsistentRead: boolean): Promise<number | undefined> => {
      const answer = await doc.send(new GetCommand({ ...table, Key, ConsistentRead, ...capacity }));
      return answer.ConsumedCapacity?.CapacityUnits;
    };
    expect([await units(true), await units(false)]).toEqual([2, 1]);
  },
  'capacity: an index entry costs on its own': async ({ doc, unique }) => {
    const Item = { pk: unique(), sk: 'a', grp: unique(), rank: 1, body: 'x'.repeat(1500) };
    const { ConsumedCapacity } = await doc.send(
      new PutCommand({ ...table, Item, ReturnConsumedCapacity: 'INDEXES' }),
    );
    expect(ConsumedCapacity).toMatchObject({
      CapacityUnits: 6,
      Table: { CapacityUnits: 2 },
      GlobalSecondaryIndexes: {
        grouped: { CapacityUnits: 2 },
        keyed: { CapacityUnits: 1 },
        partial: { CapacityUnits: 1 },
      },
    });
  },
  'describe and list': async ({ client }) => {
    const { Table } = await client.send(new DescribeTableCommand(table));
    expect(Table).toMatchObject({
      TableName: MAIN,
      TableStatus: 'ACTIVE',
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
    });
    expect(Table?.GlobalSecondaryIndexes?.map(({ IndexName }) => IndexName).sort()).toEqual([
      'grouped',
      'keyed',
      'partial',
    ]);
    expect((await client.send(new ListTablesCommand({}))).TableNames).toContain(MAIN);
  },
};
