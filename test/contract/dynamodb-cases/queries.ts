import { PutCommand, QueryCommand, type QueryCommandInput, ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { Cases } from '../contract';
import { type Subject, isInvalid } from './subject';
import { MAIN } from './tables';

const SORT_KEYS = ['a1', 'a2', 'b1', 'b2', 'c1'];

/** A partition with the five sort keys above. */
async function partition({ doc, unique }: Subject): Promise<string> {
  const pk = unique();
  for (const [n, sk] of SORT_KEYS.entries()) {
    await doc.send(new PutCommand({ TableName: MAIN, Item: { pk, sk, n, color: n % 2 ? 'odd' : 'even' } }));
  }
  return pk;
}

const query = (
  pk: string,
  condition?: string,
  values?: Record<string, unknown>,
  more: Partial<QueryCommandInput> = {},
): QueryCommand =>
  new QueryCommand({
    TableName: MAIN,
    ConsistentRead: true,
    KeyConditionExpression: condition === undefined ? 'pk = :pk' : `pk = :pk AND ${condition}`,
    ExpressionAttributeValues: { ':pk': pk, ...values },
    ...more,
  });

async function sortKeys({ doc }: Subject, command: QueryCommand): Promise<string[]> {
  const { Items } = await doc.send(command);
  return (Items ?? []).map((item) => item['sk'] as string);
}

const refused =
  (KeyConditionExpression: string, values: Record<string, unknown>, message: string) =>
  ({ doc }: Subject): Promise<void> =>
    isInvalid(
      doc.send(
        new QueryCommand({ TableName: MAIN, KeyConditionExpression, ExpressionAttributeValues: values }),
      ),
      message,
    );

export const queries: Cases<Subject> = {
  'query: every range of sort keys': async (subject) => {
    const pk = await partition(subject);
    const found = (condition: string, values: Record<string, unknown>): Promise<string[]> =>
      sortKeys(subject, query(pk, condition, values));
    expect(await found('sk = :a', { ':a': 'b1' })).toEqual(['b1']);
    expect(await found('sk < :a', { ':a': 'b1' })).toEqual(['a1', 'a2']);
    expect(await found('sk <= :a', { ':a': 'b1' })).toEqual(['a1', 'a2', 'b1']);
    expect(await found('sk > :a', { ':a': 'b1' })).toEqual(['b2', 'c1']);
    expect(await found('sk >= :a', { ':a': 'b1' })).toEqual(['b1', 'b2', 'c1']);
    expect(await found('sk BETWEEN :a AND :b', { ':a': 'a2', ':b': 'b2' })).toEqual(['a2', 'b1', 'b2']);
    expect(await found('begins_with(sk, :a)', { ':a': 'b' })).toEqual(['b1', 'b2']);
    expect(await found(':a < sk', { ':a': 'b1' })).toEqual(['b2', 'c1']);
  },
  'query: backwards': async (subject) => {
    const pk = await partition(subject);
    const command = query(pk, undefined, {}, { ScanIndexForward: false });
    expect(await sortKeys(subject, command)).toEqual([...SORT_KEYS].reverse());
  },
  'query: pages forwards and backwards': async (subject) => {
    const pk = await partition(subject);
    for (const ScanIndexForward of [true, false]) {
      const found: string[] = [];
      let ExclusiveStartKey: Record<string, unknown> | undefined;
      do {
        const more = { Limit: 2, ScanIndexForward, ...(ExclusiveStartKey && { ExclusiveStartKey }) };
        const page = await subject.doc.send(query(pk, undefined, {}, more));
        found.push(...(page.Items ?? []).map((item) => item['sk'] as string));
        ExclusiveStartKey = page.LastEvaluatedKey;
      } while (ExclusiveStartKey);
      expect(found).toEqual(ScanIndexForward ? SORT_KEYS : [...SORT_KEYS].reverse());
    }
  },
  'query: a full page has a LastEvaluatedKey even at the end': async (subject) => {
    const pk = await partition(subject);
    const { LastEvaluatedKey } = await subject.doc.send(query(pk, undefined, {}, { Limit: 5 }));
    expect(LastEvaluatedKey).toEqual({ pk, sk: 'c1' });
  },
  'query: a start key need not exist': async (subject) => {
    const pk = await partition(subject);
    const command = query(pk, undefined, {}, { ExclusiveStartKey: { pk, sk: 'b' } });
    expect(await sortKeys(subject, command)).toEqual(['b1', 'b2', 'c1']);
  },
  'query: the filter comes after the limit': async (subject) => {
    const pk = await partition(subject);
    const more = { Limit: 3, FilterExpression: 'color = :c' };
    const page = await subject.doc.send(query(pk, undefined, { ':c': 'even' }, more));
    expect([page.Count, page.ScannedCount, page.LastEvaluatedKey]).toEqual([2, 3, { pk, sk: 'b1' }]);
  },
  'query: Select COUNT answers no items': async (subject) => {
    const pk = await partition(subject);
    const page = await subject.doc.send(query(pk, undefined, {}, { Select: 'COUNT' }));
    expect([page.Count, page.ScannedCount, page.Items]).toEqual([5, 5, undefined]);
  },
  'query: projection': async (subject) => {
    const pk = await partition(subject);
    const page = await subject.doc.send(
      query(pk, 'sk = :a', { ':a': 'a1' }, { ProjectionExpression: 'color' }),
    );
    expect(page.Items).toEqual([{ color: 'even' }]);
  },
  'query: without the partition key is refused': refused(
    'sk = :v',
    { ':v': 'x' },
    'Query condition missed key schema element: pk',
  ),
  'query: another attribute is refused': refused(
    'pk = :v AND color = :v',
    { ':v': 'x' },
    'Query condition missed key schema element: sk',
  ),
  'query: a range of partitions is refused': refused(
    'pk > :v',
    { ':v': 'x' },
    'Query key condition not supported',
  ),
  'query: OR is refused': refused(
    'pk = :v OR sk = :v',
    { ':v': 'x' },
    'Invalid operator used in KeyConditionExpression: OR',
  ),
  'query: a key of another type is refused': refused(
    'pk = :v',
    { ':v': 1 },
    'One or more parameter values were invalid: Condition parameter type does not match schema type',
  ),
  'query: two conditions on one key are refused': refused(
    'pk = :v AND sk > :v AND sk < :v',
    { ':v': 'x' },
    'KeyConditionExpressions must only contain one condition per key',
  ),
  'query: a filter on a key is refused': async (subject) => {
    const command = query(subject.unique(), undefined, { ':v': 'x' }, { FilterExpression: 'sk = :v' });
    await isInvalid(
      subject.doc.send(command),
      'Filter Expression can only contain non-primary key attributes: Primary key attribute: sk',
    );
  },
  'query: without key conditions is refused': ({ doc }) =>
    isInvalid(
      doc.send(new QueryCommand({ TableName: MAIN })),
      'Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.',
    ),
  'query: a start key of another partition is refused': async (subject) => {
    const more = { ExclusiveStartKey: { pk: 'another', sk: 'a' } };
    await isInvalid(
      subject.doc.send(query(subject.unique(), undefined, {}, more)),
      'The provided starting key is outside query boundaries based on provided conditions',
    );
  },
  'query: Limit 0 is refused': async (subject) => {
    await isInvalid(
      subject.doc.send(query(subject.unique(), undefined, {}, { Limit: 0 })),
      "Value '0' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1",
    );
  },
  'scan: finds every item once, in pages and segments': async (subject) => {
    const pk = await partition(subject);
    const found: string[] = [];
    for (const Segment of [0, 1, 2]) {
      let ExclusiveStartKey: Record<string, unknown> | undefined;
      do {
        const page = await subject.doc.send(
          new ScanCommand({
            TableName: MAIN,
            ConsistentRead: true,
            TotalSegments: 3,
            Segment,
            Limit: 7,
            FilterExpression: 'pk = :pk',
            ExpressionAttributeValues: { ':pk': pk },
            ...(ExclusiveStartKey && { ExclusiveStartKey }),
          }),
        );
        found.push(...(page.Items ?? []).map((item) => item['sk'] as string));
        ExclusiveStartKey = page.LastEvaluatedKey;
      } while (ExclusiveStartKey);
    }
    expect(found.sort()).toEqual(SORT_KEYS);
  },
  'scan: a segment beyond the total is refused': ({ doc }) =>
    isInvalid(
      doc.send(new ScanCommand({ TableName: MAIN, TotalSegments: 2, Segment: 2 })),
      'The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: 2 is not less than TotalSegments: 2',
    ),
};
