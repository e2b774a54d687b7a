import { DeleteCommand, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Cases } from '../contract';
import { type Subject, failure, fails } from './subject';
import { MAIN } from './tables';

const table = { TableName: MAIN };
const REFUSED = ['ConditionalCheckFailedException', 'The conditional request failed'] as const;

const ITEM = {
  text: 'harbour bell',
  count: 5,
  flag: true,
  none: null,
  list: ['a', 7, { deep: 'x' }],
  map: { inner: { leaf: 3 } },
  words: new Set(['red', 'blue']),
  numbers: new Set([1, 2]),
  bytes: new Uint8Array([1, 2, 3]),
};

type Row = [expression: string, values: Record<string, unknown> | undefined, holds: boolean];

/** Every placeholder stands for the attribute of its name, since some names are reserved words. */
async function judge({ doc, unique }: Subject, rows: Row[]): Promise<void> {
  const Key = { pk: unique(), sk: 'a' };
  await doc.send(new PutCommand({ ...table, Item: { ...Key, ...ITEM } }));
  const judged = await Promise.all(rows.map(([expression, values]) => holds(doc, Key, expression, values)));
  expect(rows.map(([expression], index) => [expression, judged[index]])).toEqual(
    rows.map(([expression, , expected]) => [expression, expected]),
  );
}

async function holds(
  doc: Subject['doc'],
  Key: object,
  expression: string,
  values: Record<string, unknown> | undefined,
): Promise<boolean> {
  const names = [...new Set(expression.match(/#\w+/g))];
  const request = new PutCommand({
    ...table,
    Item: { ...Key, ...ITEM },
    ConditionExpression: expression,
    ...(names.length > 0 && {
      ExpressionAttributeNames: Object.fromEntries(names.map((name) => [name, name.slice(1)])),
    }),
    ...(values && { ExpressionAttributeValues: values }),
  });
  return doc.send(request).then(
    () => true,
    (error: Error) => {
      if (error.name === 'ConditionalCheckFailedException') return false;
      throw error;
    },
  );
}

export const conditions: Cases<Subject> = {
  'condition: comparisons': (subject) =>
    judge(subject, [
      ['#count = :v', { ':v': 5 }, true],
      ['#count = :v', { ':v': '5' }, false],
      ['#count <> :v', { ':v': 5 }, false],
      ['#count <> :v', { ':v': '5' }, true],
      ['#count < :v', { ':v': 6 }, true],
      ['#count <= :v', { ':v': 5 }, true],
      ['#count > :v', { ':v': 5 }, false],
      ['#count >= :v', { ':v': 5 }, true],
      ['#text < :v', { ':v': 'i' }, true],
      ['#text < :v', { ':v': 9 }, false],
      [':v < #count', { ':v': 4 }, true],
    ]),
  'condition: an absent attribute compares with nothing': (subject) =>
    judge(subject, [
      ['absent = :v', { ':v': 1 }, false],
      ['absent <> :v', { ':v': 1 }, true],
      ['absent < :v', { ':v': 1 }, false],
      ['NOT absent < :v', { ':v': 1 }, true],
      ['absent IN (:v)', { ':v': 1 }, false],
    ]),
  'condition: equality of documents and sets': (subject) =>
    judge(subject, [
      ['#map = :v', { ':v': { inner: { leaf: 3 } } }, true],
      ['#map = :v', { ':v': { inner: { leaf: 3, more: 1 } } }, false],
      ['#list = :v', { ':v': ['a', 7, { deep: 'x' }] }, true],
      ['#list = :v', { ':v': [7, 'a', { deep: 'x' }] }, false],
      ['#words = :v', { ':v': new Set(['blue', 'red']) }, true],
      ['#words = :v', { ':v': new Set(['blue']) }, false],
    ]),
  'condition: BETWEEN and IN': (subject) =>
    judge(subject, [
      ['#count BETWEEN :a AND :b', { ':a': 5, ':b': 6 }, true],
      ['#count BETWEEN :a AND :b', { ':a': 6, ':b': 7 }, false],
      ['#count between :a and :b AND #flag = :t', { ':a': 1, ':b': 9, ':t': true }, true],
      ['#count IN (:a, :b)', { ':a': 4, ':b': 5 }, true],
      ['#count IN (:a)', { ':a': 4 }, false],
      ['#text IN (:a, #count)', { ':a': 'harbour bell' }, true],
    ]),
  'condition: AND binds closer than OR, NOT closest': (subject) =>
    judge(subject, [
      ['#count = :one OR #count = :five AND #flag = :t', { ':one': 1, ':five': 5, ':t': true }, true],
      ['#count = :five OR #count = :one AND #flag = :f', { ':one': 1, ':five': 5, ':f': false }, true],
      ['(#count = :five OR #count = :one) AND #flag = :f', { ':one': 1, ':five': 5, ':f': false }, false],
      ['NOT #count = :one AND #flag = :t', { ':one': 1, ':t': true }, true],
      ['NOT (#count = :five AND #flag = :t)', { ':five': 5, ':t': true }, false],
      ['not #count = :one and not #flag = :f', { ':one': 1, ':f': false }, true],
    ]),
  'condition: existence': (subject) =>
    judge(subject, [
      ['attribute_exists(#text)', undefined, true],
      ['attribute_exists(#none)', undefined, true],
      ['attribute_exists(absent)', undefined, false],
      ['attribute_not_exists(absent)', undefined, true],
      ['attribute_exists(#map.#inner.leaf)', undefined, true],
      ['attribute_exists(#map.absent.leaf)', undefined, false],
      ['attribute_exists(#list[2].deep)', undefined, true],
      ['attribute_exists(#list[3])', undefined, false],
    ]),
  'condition: attribute_type': (subject) =>
    judge(subject, [
      ['attribute_type(#text, :t)', { ':t': 'S' }, true],
      ['attribute_type(#text, :t)', { ':t': 'N' }, false],
      ['attribute_type(#none, :t)', { ':t': 'NULL' }, true],
      ['attribute_type(#words, :t)', { ':t': 'SS' }, true],
      ['attribute_type(#list, :t)', { ':t': 'L' }, true],
      ['attribute_type(absent, :t)', { ':t': 'S' }, false],
    ]),
  'condition: begins_with': (subject) =>
    judge(subject, [
      ['begins_with(#text, :p)', { ':p': 'harbour' }, true],
      ['begins_with(#text, :p)', { ':p': 'bell' }, false],
      ['begins_with(#bytes, :p)', { ':p': new Uint8Array([1, 2]) }, true],
      ['begins_with(#count, :p)', { ':p': '5' }, false],
      ['begins_with(absent, :p)', { ':p': 'x' }, false],
    ]),
  'condition: contains': (subject) =>
    judge(subject, [
      ['contains(#text, :p)', { ':p': 'our b' }, true],
      ['contains(#words, :p)', { ':p': 'red' }, true],
      ['contains(#words, :p)', { ':p': 're' }, false],
      ['contains(#numbers, :p)', { ':p': 2 }, true],
      ['contains(#list, :p)', { ':p': 7 }, true],
      ['contains(#list, :p)', { ':p': '7' }, false],
      ['contains(#bytes, :p)', { ':p': new Uint8Array([2, 3]) }, true],
    ]),
  'condition: contains finds a document in a list': (subject) =>
    judge(subject, [
      ['contains(#list, :p)', { ':p': { deep: 'x' } }, true],
      ['contains(#list, :p)', { ':p': { deep: 'y' } }, false],
    ]),
  'condition: size': (subject) =>
    judge(subject, [
      ['size(#text) = :n', { ':n': 12 }, true],
      ['size(#bytes) = :n', { ':n': 3 }, true],
      ['size(#list) > :n', { ':n': 2 }, true],
      ['size(#map) = :n', { ':n': 1 }, true],
      ['size(#words) BETWEEN :n AND :m', { ':n': 1, ':m': 2 }, true],
      ['size(absent) < :n', { ':n': 9 }, false],
      ['size(#list) < size(#text)', undefined, true],
    ]),
  'condition: nested paths and list elements': (subject) =>
    judge(subject, [
      ['#map.#inner.leaf = :v', { ':v': 3 }, true],
      ['#list[0] = :v', { ':v': 'a' }, true],
      ['#list[2].deep = :v', { ':v': 'x' }, true],
      ['#text.#inner = :v', { ':v': 'x' }, false],
    ]),
  'condition: a failed put changes nothing': async ({ doc, unique }) => {
    const Key = { pk: unique(), sk: 'a' };
    await doc.send(new PutCommand({ ...table, Item: { ...Key, v: 1 } }));
    const again = { ...table, Item: { ...Key, v: 2 }, ConditionExpression: 'attribute_not_exists(pk)' };
    await fails(doc.send(new PutCommand(again)), ...REFUSED);
    const answer = await doc.send(new GetCommand({ ...table, Key, ConsistentRead: true }));
    expect(answer.Item?.['v']).toBe(1);
  },
  'condition: delete and update obey it': async ({ doc, unique }) => {
    const Key = { pk: unique(), sk: 'a' };
    const condition = { ConditionExpression: 'attribute_exists(pk)' };
    await fails(doc.send(new DeleteCommand({ ...table, Key, ...condition })), ...REFUSED);
    const update = { UpdateExpression: 'SET v = :v', ExpressionAttributeValues: { ':v': 1 } };
    await fails(doc.send(new UpdateCommand({ ...table, Key, ...update, ...condition })), ...REFUSED);
    const answer = await doc.send(new GetCommand({ ...table, Key, ConsistentRead: true }));
    expect(answer.Item).toBeUndefined();
  },
  'condition: ALL_OLD on failure answers the item': async ({ doc, unique }) => {
    const Key = { pk: unique(), sk: 'a' };
    await doc.send(new PutCommand({ ...table, Item: { ...Key, v: 1 } }));
    const again = {
      ...table,
      Item: Key,
      ConditionExpression: 'attribute_not_exists(pk)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
    };
    const error = await failure(doc.send(new PutCommand(again)));
    expect(error['Item']).toEqual({ pk: { S: Key.pk }, sk: { S: 'a' }, v: { N: '1' } });
  },
  'condition: without ALL_OLD a failure carries no item': async ({ doc, unique }) => {
    const Item = { pk: unique(), sk: 'a' };
    await doc.send(new PutCommand({ ...table, Item }));
    const again = new PutCommand({ ...table, Item, ConditionExpression: 'attribute_not_exists(pk)' });
    expect((await failure(doc.send(again)))['Item']).toBeUndefined();
  },
};
