import {
  DeleteCommand,
  PutCommand,
  QueryCommand,
  type QueryCommandInput,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import type { Cases } from '../contract';
import { type Subject, isInvalid } from './subject';
import { MAIN } from './tables';

const table = { TableName: MAIN };
type Attributes = Record<string, unknown>;

const query = ({ doc }: Subject, IndexName: string, grp: string, more: Partial<QueryCommandInput> = {}) =>
  doc.send(
    new QueryCommand({
      ...table,
      IndexName,
      KeyConditionExpression: 'grp = :g',
      ExpressionAttributeValues: { ':g': grp },
      ...more,
    }),
  );

async function found(subject: Subject, grp: string): Promise<string[]> {
  const { Items } = await query(subject, 'grouped', grp);
  return (Items ?? []).map((item) => item['sk'] as string);
}

const put = ({ doc }: Subject, Item: Attributes) => doc.send(new PutCommand({ ...table, Item }));

export const indexes: Cases<Subject> = {
  'index: sorted by its own key': async (subject) => {
    const grp = subject.unique();
    for (const [sk, rank] of [
      ['x', 10],
      ['y', 9],
      ['z', -3],
    ] as const) {
      await put(subject, { pk: subject.unique(), sk, grp, rank });
    }
    expect(await found(subject, grp)).toEqual(['z', 'y', 'x']);
  },
  'index: sparse': async (subject) => {
    const grp = subject.unique();
    await put(subject, { pk: subject.unique(), sk: 'in', grp, rank: 1 });
    await put(subject, { pk: subject.unique(), sk: 'out', grp });
    expect(await found(subject, grp)).toEqual(['in']);
  },
  'index: follows updates and deletions': async (subject) => {
    const [pk, grp, other] = [subject.unique(), subject.unique(), subject.unique()];
    const Key = { pk, sk: 'a' };
    await put(subject, { ...Key, grp, rank: 1 });
    const move = { UpdateExpression: 'SET grp = :o', ExpressionAttributeValues: { ':o': other } };
    await subject.doc.send(new UpdateCommand({ ...table, Key, ...move }));
    expect([await found(subject, grp), await found(subject, other)]).toEqual([[], ['a']]);
    await subject.doc.send(new UpdateCommand({ ...table, Key, UpdateExpression: 'REMOVE grp' }));
    expect(await found(subject, other)).toEqual([]);
    await put(subject, { ...Key, grp, rank: 1 });
    await subject.doc.send(new DeleteCommand({ ...table, Key }));
    expect(await found(subject, grp)).toEqual([]);
  },
  'index: KEYS_ONLY and INCLUDE carry less': async (subject) => {
    const [pk, grp] = [subject.unique(), subject.unique()];
    await put(subject, { pk, sk: 'a', grp, color: 'red', size: 9 });
    expect((await query(subject, 'keyed', grp)).Items).toEqual([{ pk, sk: 'a', grp }]);
    expect((await query(subject, 'partial', grp)).Items).toEqual([{ pk, sk: 'a', grp, color: 'red' }]);
  },
  'index: several items with the same key, in pages': async (subject) => {
    const grp = subject.unique();
    const sorts = ['a', 'b', 'c', 'd', 'e'];
    for (const sk of sorts) await put(subject, { pk: subject.unique(), sk, grp, rank: 1 });
    const seen: string[] = [];
    let ExclusiveStartKey: Attributes | undefined;
    do {
      const page = await query(subject, 'grouped', grp, {
        Limit: 2,
        ...(ExclusiveStartKey && { ExclusiveStartKey }),
      });
      seen.push(...(page.Items ?? []).map((item) => item['sk'] as string));
      ExclusiveStartKey = page.LastEvaluatedKey;
      if (ExclusiveStartKey)
        expect(Object.keys(ExclusiveStartKey).sort()).toEqual(['grp', 'pk', 'rank', 'sk']);
    } while (ExclusiveStartKey);
    expect(seen.sort()).toEqual(sorts);
  },
  'index: a consistent read is refused': (subject) =>
    isInvalid(
      query(subject, 'grouped', 'x', { ConsistentRead: true }),
      'Consistent reads are not supported on global secondary indexes',
    ),
  'index: an unknown one is refused': (subject) =>
    isInvalid(query(subject, 'absent', 'x'), 'The table does not have the specified index: absent'),
  'index: ALL_ATTRIBUTES of less is refused': (subject) =>
    isInvalid(
      query(subject, 'keyed', 'x', { Select: 'ALL_ATTRIBUTES' }),
      'One or more parameter values were invalid: Select type ALL_ATTRIBUTES is not supported for global secondary index keyed because its projection type is not ALL',
    ),
  'index: a put with a key of another type is refused': (subject) =>
    isInvalid(
      put(subject, { pk: subject.unique(), sk: 'a', grp: 'g', rank: 'first' }),
      'One or more parameter values were invalid: Type mismatch for Index Key rank Expected: N Actual: S IndexName: grouped',
    ),
  'index: an update to a key of another type is refused': async (subject) => {
    const Key = { pk: subject.unique(), sk: 'a' };
    const update = { UpdateExpression: 'SET #r = :v', ExpressionAttributeNames: { '#r': 'rank' } };
    const values = { ExpressionAttributeValues: { ':v': 'first' } };
    await isInvalid(
      subject.doc.send(new UpdateCommand({ ...table, Key, ...update, ...values })),
      'Type mismatch for Index Key rank Expected: N Actual: S IndexName: grouped',
    );
  },
  'index: an empty key is refused': (subject) =>
    isInvalid(
      put(subject, { pk: subject.unique(), sk: 'a', grp: '', rank: 1 }),
      'A value specified for a secondary index key is not supported. The AttributeValue for a key attribute cannot contain an empty string value. IndexName: ',
    ),
};
