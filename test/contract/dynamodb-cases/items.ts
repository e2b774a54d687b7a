import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Cases } from '../contract';
import { fails, isInvalid, type Subject } from './subject';
import { MAIN } from './tables';

const table = { TableName: MAIN };

export const items: Cases<Subject> = {
  'put and get: every type survives': async ({ doc, unique }) => {
    const Item = {
      pk: unique(),
      sk: 'a',
      text: 'grüße 🎐',
      number: 1.5,
      yes: true,
      nothing: null,
      bytes: new Uint8Array([0, 255, 7]),
      list: [1, 'two', [3], { four: 4 }],
      map: { a: { b: { c: '' } } },
      words: new Set(['x', 'y']),
      counts: new Set([1, 2]),
    };
    await doc.send(new PutCommand({ ...table, Item }));
    const { pk, sk } = Item;
    const answer = await doc.send(new GetCommand({ ...table, Key: { pk, sk }, ConsistentRead: true }));
    expect(answer.Item).toEqual(Item);
  },
  'get: an absent item is no Item': async ({ doc, unique }) => {
    const answer = await doc.send(new GetCommand({ ...table, Key: { pk: unique(), sk: 'a' } }));
    expect(answer.Item).toBeUndefined();
  },
  'get: projection keeps the structure': async ({ doc, unique }) => {
    const Key = { pk: unique(), sk: 'a' };
    const Item = { ...Key, doc: { keep: 1, drop: 2 }, list: ['a', 'b', 'c'], other: 1 };
    await doc.send(new PutCommand({ ...table, Item }));
    const answer = await doc.send(
      new GetCommand({
        ...table,
        Key,
        ConsistentRead: true,
        ProjectionExpression: '#d.keep, #l[2], #l[0], absent',
        ExpressionAttributeNames: { '#d': 'doc', '#l': 'list' },
      }),
    );
    expect(answer.Item).toEqual({ doc: { keep: 1 }, list: ['a', 'c'] });
  },
  'put: ALL_OLD answers the replaced item': async ({ doc, unique }) => {
    const Key = { pk: unique(), sk: 'a' };
    const first = await doc.send(
      new PutCommand({ ...table, Item: { ...Key, v: 1 }, ReturnValues: 'ALL_OLD' }),
    );
    expect(first.Attributes).toBeUndefined();
    const second = await doc.send(
      new PutCommand({ ...table, Item: { ...Key, v: 2 }, ReturnValues: 'ALL_OLD' }),
    );
    expect(second.Attributes).toEqual({ ...Key, v: 1 });
  },
  'put: replaces the whole item': async ({ doc, unique }) => {
    const Key = { pk: unique(), sk: 'a' };
    await doc.send(new PutCommand({ ...table, Item: { ...Key, old: 1 } }));
    await doc.send(new PutCommand({ ...table, Item: { ...Key, young: 1 } }));
    const answer = await doc.send(new GetCommand({ ...table, Key, ConsistentRead: true }));
    expect(answer.Item).toEqual({ ...Key, young: 1 });
  },
  'put: ReturnValues other than ALL_OLD is refused': ({ doc, unique }) =>
    isInvalid(
      doc.send(new PutCommand({ ...table, Item: { pk: unique(), sk: 'a' }, ReturnValues: 'ALL_NEW' })),
      'ReturnValues can only be ALL_OLD or NONE',
    ),
  'put: a missing key attribute is refused': ({ doc, unique }) =>
    isInvalid(
      doc.send(new PutCommand({ ...table, Item: { pk: unique() } })),
      'One or more parameter values were invalid: Missing the key sk in the item',
    ),
  'put: a key of another type is refused': ({ doc, unique }) =>
    isInvalid(
      doc.send(new PutCommand({ ...table, Item: { pk: unique(), sk: 1 } })),
      'One or more parameter values were invalid: Type mismatch for key sk expected: S actual: N',
    ),
  'put: an empty key is refused': ({ doc, unique }) =>
    isInvalid(
      doc.send(new PutCommand({ ...table, Item: { pk: unique(), sk: '' } })),
      'The AttributeValue for a key attribute cannot contain an empty string value. Key: sk',
    ),
  'put: an empty set is refused': ({ client, unique }) =>
    isInvalid(
      client.send(
        new PutItemCommand({ ...table, Item: { pk: { S: unique() }, sk: { S: 'a' }, s: { SS: [] } } }),
      ),
      'may not be empty',
    ),
  'put: a set with a repeat is refused': ({ client, unique }) =>
    isInvalid(
      client.send(
        new PutItemCommand({
          ...table,
          Item: { pk: { S: unique() }, sk: { S: 'a' }, s: { SS: ['x', 'x'] } },
        }),
      ),
      'Input collection [x, x] contains duplicates.',
    ),
  'put: a number set repeats by value': ({ client, unique }) =>
    isInvalid(
      client.send(
        new PutItemCommand({
          ...table,
          Item: { pk: { S: unique() }, sk: { S: 'a' }, s: { NS: ['1', '1.0'] } },
        }),
      ),
      'Input collection contains duplicates',
    ),
  'put: NULL must be true': ({ client, unique }) =>
    isInvalid(
      client.send(
        new PutItemCommand({
          ...table,
          Item: { pk: { S: unique() }, sk: { S: 'a' }, n: { NULL: false as true } },
        }),
      ),
      'Null attribute value types must have the value of true',
    ),
  'get: a key with too few attributes is refused': ({ doc, unique }) =>
    isInvalid(
      doc.send(new GetCommand({ ...table, Key: { pk: unique() } })),
      'The provided key element does not match the schema',
    ),
  'get: a key with another attribute is refused': ({ doc, unique }) =>
    isInvalid(
      doc.send(new GetCommand({ ...table, Key: { pk: unique(), other: 'a' } })),
      'The provided key element does not match the schema',
    ),
  'get: a key of another type is refused': ({ client, unique }) =>
    isInvalid(
      client.send(new GetItemCommand({ ...table, Key: { pk: { S: unique() }, sk: { N: '1' } } })),
      'The provided key element does not match the schema',
    ),
  'an absent table is ResourceNotFoundException': async ({ doc, unique }) => {
    const Key = { pk: unique(), sk: 'a' };
    const TableName = 'contract-absent';
    const message = 'Requested resource not found';
    await fails(doc.send(new GetCommand({ TableName, Key })), 'ResourceNotFoundException', message);
    await fails(doc.send(new PutCommand({ TableName, Item: Key })), 'ResourceNotFoundException', message);
  },
  'delete: ALL_OLD answers the item, then nothing': async ({ doc, unique }) => {
    const Key = { pk: unique(), sk: 'a' };
    await doc.send(new PutCommand({ ...table, Item: { ...Key, v: 1 } }));
    const first = await doc.send(new DeleteCommand({ ...table, Key, ReturnValues: 'ALL_OLD' }));
    const second = await doc.send(new DeleteCommand({ ...table, Key, ReturnValues: 'ALL_OLD' }));
    expect([first.Attributes, second.Attributes]).toEqual([{ ...Key, v: 1 }, undefined]);
  },
  'delete: ReturnValues other than ALL_OLD is refused': ({ doc, unique }) =>
    isInvalid(
      doc.send(new DeleteCommand({ ...table, Key: { pk: unique(), sk: 'a' }, ReturnValues: 'UPDATED_OLD' })),
      'ReturnValues can only be ALL_OLD or NONE',
    ),
  'attributes may have the names of object members': async ({ doc, unique }) => {
    const Key = { pk: unique(), sk: 'a' };
    await doc.send(new PutCommand({ ...table, Item: Key }));
    const update = new UpdateCommand({
      ...table,
      Key,
      UpdateExpression: 'SET toString = :v',
      ConditionExpression: 'attribute_not_exists(valueOf)',
      ExpressionAttributeValues: { ':v': 'own' },
      ReturnValues: 'ALL_NEW',
    });
    const { Attributes } = await doc.send(update);
    expect(Object.entries(Attributes ?? {}).sort()).toEqual(
      [...Object.entries(Key), ['toString', 'own']].sort(),
    );
  },
};
