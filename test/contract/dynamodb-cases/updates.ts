import { GetCommand, PutCommand, UpdateCommand, type UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import type { Cases } from '../contract';
import { type Subject, isInvalid } from './subject';
import { MAIN } from './tables';

const table = { TableName: MAIN };
type Attributes = Record<string, unknown>;

/** The item after `UpdateExpression`, without its key. */
async function updated(
  { doc, unique }: Subject,
  before: Attributes | undefined,
  UpdateExpression: string,
  values?: Attributes,
  more: Partial<UpdateCommandInput> = {},
): Promise<Attributes | undefined> {
  const Key = { pk: unique(), sk: 'a' };
  if (before) await doc.send(new PutCommand({ ...table, Item: { ...Key, ...before } }));
  const request = {
    ...table,
    Key,
    UpdateExpression,
    ...(values && { ExpressionAttributeValues: values }),
    ...more,
  };
  const answer = await doc.send(new UpdateCommand(request));
  if (more.ReturnValues) return answer.Attributes;
  const { Item } = await doc.send(new GetCommand({ ...table, Key, ConsistentRead: true }));
  if (!Item) return undefined;
  const { pk: _pk, sk: _sk, ...rest } = Item;
  return rest;
}

export const updates: Cases<Subject> = {
  'update: SET makes the item where there was none': async (subject) => {
    expect(await updated(subject, undefined, 'SET v = :v', { ':v': 1 })).toEqual({ v: 1 });
  },
  'update: without an expression makes an item of the key alone': async ({ doc, unique }) => {
    const Key = { pk: unique(), sk: 'a' };
    await doc.send(new UpdateCommand({ ...table, Key }));
    expect((await doc.send(new GetCommand({ ...table, Key, ConsistentRead: true }))).Item).toEqual(Key);
  },
  'update: REMOVE alone makes no item': async (subject) => {
    expect(await updated(subject, undefined, 'REMOVE v')).toBeUndefined();
  },
  'update: arithmetic': async (subject) => {
    const values = { ':two': 2, ':ten': 10 };
    expect(await updated(subject, { a: 5, b: 5 }, 'SET a = a + :two, b = :ten - b', values)).toEqual({
      a: 7,
      b: 5,
    });
  },
  'update: operands are read before anything is written': async (subject) => {
    expect(await updated(subject, { a: 1, b: 2 }, 'SET a = b, b = a')).toEqual({ a: 2, b: 1 });
  },
  'update: if_not_exists': async (subject) => {
    const expression = 'SET a = if_not_exists(a, :v), b = if_not_exists(b, :v) + :v';
    expect(await updated(subject, { a: 1 }, expression, { ':v': 9 })).toEqual({ a: 1, b: 18 });
  },
  'update: list_append at both ends': async (subject) => {
    const expression = 'SET l = list_append(l, :end), m = list_append(:start, m)';
    const values = { ':end': [3], ':start': [0] };
    expect(await updated(subject, { l: [1], m: [1] }, expression, values)).toEqual({ l: [1, 3], m: [0, 1] });
  },
  'update: list_append to a list that is not there yet': async (subject) => {
    const expression = 'SET l = list_append(if_not_exists(l, :none), :more)';
    expect(await updated(subject, {}, expression, { ':none': [], ':more': ['x'] })).toEqual({ l: ['x'] });
  },
  'update: nested paths': async (subject) => {
    const expression = 'SET m.x = :v, m.y.z = :v REMOVE m.gone';
    expect(await updated(subject, { m: { y: {}, gone: 1 } }, expression, { ':v': 1 })).toEqual({
      m: { x: 1, y: { z: 1 } },
    });
  },
  'update: list elements': async (subject) => {
    expect(await updated(subject, { l: [1, 2, 3] }, 'SET l[1] = :v', { ':v': 9 })).toEqual({ l: [1, 9, 3] });
  },
  'update: an index behind the end appends': async (subject) => {
    expect(await updated(subject, { l: [1] }, 'SET l[7] = :b, l[5] = :a', { ':a': 'a', ':b': 'b' })).toEqual({
      l: [1, 'a', 'b'],
    });
  },
  'update: REMOVE of list elements counts in the old list': async (subject) => {
    expect(await updated(subject, { l: [0, 1, 2, 3] }, 'REMOVE l[0], l[2]')).toEqual({ l: [1, 3] });
  },
  'update: REMOVE of what is not there is fine': async (subject) => {
    expect(await updated(subject, { a: 1, l: [1] }, 'REMOVE b, l[4]')).toEqual({ a: 1, l: [1] });
  },
  'update: ADD counts and joins sets': async (subject) => {
    const before = { n: 1, s: new Set(['a']) };
    const values = { ':n': 2, ':s': new Set(['a', 'b']) };
    expect(await updated(subject, before, 'ADD n :n, s :s, fresh :n', values)).toEqual({
      n: 3,
      s: new Set(['a', 'b']),
      fresh: 2,
    });
  },
  'update: DELETE takes from a set; an empty set goes': async (subject) => {
    const before = { s: new Set(['a', 'b']), t: new Set(['a']) };
    const values = { ':s': new Set(['a', 'z']) };
    expect(await updated(subject, before, 'DELETE s :s, t :s', values)).toEqual({ s: new Set(['b']) });
  },
  'update: all four clauses at once': async (subject) => {
    const before = { a: 1, b: 1, c: 1, d: new Set([1, 2]) };
    const expression = 'DELETE d :d ADD c :n REMOVE b SET a = :n';
    expect(await updated(subject, before, expression, { ':d': new Set([1]), ':n': 5 })).toEqual({
      a: 5,
      c: 6,
      d: new Set([2]),
    });
  },
  'update: ReturnValues ALL_OLD and ALL_NEW': async (subject) => {
    const run = (ReturnValues: 'ALL_OLD' | 'ALL_NEW'): Promise<Attributes | undefined> =>
      updated(subject, { a: 1, b: 1 }, 'SET a = :v', { ':v': 2 }, { ReturnValues });
    expect(await run('ALL_OLD')).toMatchObject({ sk: 'a', a: 1, b: 1 });
    expect(await run('ALL_NEW')).toMatchObject({ sk: 'a', a: 2, b: 1 });
  },
  'update: ReturnValues UPDATED_OLD and UPDATED_NEW': async (subject) => {
    const run = (ReturnValues: 'UPDATED_OLD' | 'UPDATED_NEW'): Promise<Attributes | undefined> =>
      updated(subject, { a: 1, b: 1, c: 1 }, 'SET a = :v REMOVE c', { ':v': 2 }, { ReturnValues });
    expect(await run('UPDATED_OLD')).toEqual({ a: 1, c: 1 });
    expect(await run('UPDATED_NEW')).toEqual({ a: 2 });
  },
  'update: UPDATED_NEW of a nested path is that part only': async (subject) => {
    const more = { ReturnValues: 'UPDATED_NEW' as const };
    expect(await updated(subject, { m: { x: 1, y: 1 } }, 'SET m.x = :v', { ':v': 2 }, more)).toEqual({
      m: { x: 2 },
    });
  },
  'update: a path through nothing is refused': (subject) =>
    isInvalid(
      updated(subject, {}, 'SET m.x = :v', { ':v': 1 }),
      'The document path provided in the update expression is invalid for update',
    ),
  'update: an operand that is not there is refused': (subject) =>
    isInvalid(
      updated(subject, {}, 'SET a = b + :v', { ':v': 1 }),
      'The provided expression refers to an attribute that does not exist in the item',
    ),
  'update: an operand of another type is refused': (subject) =>
    isInvalid(
      updated(subject, { a: 'x' }, 'SET a = a + :v', { ':v': 1 }),
      'An operand in the update expression has an incorrect data type',
    ),
  'update: ADD to another type is refused': (subject) =>
    isInvalid(
      updated(subject, { a: 'x' }, 'ADD a :v', { ':v': 1 }),
      'An operand in the update expression has an incorrect data type',
    ),
  'update: a key attribute cannot change': (subject) =>
    isInvalid(
      updated(subject, {}, 'SET sk = :v', { ':v': 'b' }),
      'One or more parameter values were invalid: Cannot update attribute sk. This attribute is part of the key',
    ),
};
