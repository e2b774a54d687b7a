import fc from 'fast-check';
import type { LocalContext } from '../../../local/context';
import type { AttributeValue, Item } from '../../../local/dynamodb/attribute-value';
import { compareValues } from '../../../local/dynamodb/attribute-value';
import { TABLE, call, contextWith, numberText } from './context';

interface Entry {
  sk: string;
  dueShard: string | undefined;
  dueAt: string;
}

const entry: fc.Arbitrary<Entry> = fc.record({
  sk: fc.string({ minLength: 1, maxLength: 3, unit: fc.constantFrom('a', 'b', 'ä', 'Z', '0', '\u{1f514}') }),
  dueShard: fc.constantFrom('x', 'y', undefined),
  dueAt: numberText,
});

function fill(local: LocalContext, entries: Entry[]): Item[] {
  const items = new Map<string, Item>();
  for (const { sk, dueShard, dueAt } of entries) {
    const Item = {
      pk: { S: 'p' },
      sk: { S: sk },
      dueAt: { N: dueAt },
      ...(dueShard && { dueShard: { S: dueShard } }),
    };
    call(local, 'PutItem', { TableName: TABLE, Item });
    items.set(sk, Item);
  }
  return [...items.values()];
}

/** All pages of a query, item by item. */
function queryAll(local: LocalContext, request: object, limit: number): Item[] {
  const found: Item[] = [];
  let start: unknown;
  do {
    const page = call(local, 'Query', {
      TableName: TABLE,
      ...request,
      Limit: limit,
      ...(start !== undefined && { ExclusiveStartKey: start }),
    });
    found.push(...(page['Items'] as Item[]));
    start = page['LastEvaluatedKey'];
  } while (start !== undefined);
  return found;
}

const sortsOf = (items: Item[]): string[] => items.map((item) => (item['sk'] as { S: string }).S);

const OPERATORS = {
  '<': (order: number) => order < 0,
  '<=': (order: number) => order <= 0,
  '=': (order: number) => order === 0,
  '>=': (order: number) => order >= 0,
  '>': (order: number) => order > 0,
};

test('a query answers what a sorted list would, page by page', () => {
  const operators = fc.constantFrom(...(Object.keys(OPERATORS) as (keyof typeof OPERATORS)[]));
  fc.assert(
    fc.property(
      fc.array(entry, { maxLength: 12 }),
      entry,
      operators,
      fc.integer({ min: 1, max: 4 }),
      fc.boolean(),
      (entries, probe, operator, limit, forward) => {
        const local = contextWith();
        const items = fill(local, entries);
        const found = queryAll(
          local,
          {
            KeyConditionExpression: `pk = :pk AND sk ${operator} :sk`,
            ExpressionAttributeValues: { ':pk': { S: 'p' }, ':sk': { S: probe.sk } },
            ScanIndexForward: forward,
          },
          limit,
        );
        const order = (item: Item): number =>
          compareValues(item['sk'] as AttributeValue, { S: probe.sk }) as number;
        const expected = items
          .filter((item) => OPERATORS[operator](order(item)))
          .sort((a, b) => compareValues(a['sk'] as AttributeValue, b['sk'] as AttributeValue) as number);
        expect(sortsOf(found)).toEqual(sortsOf(forward ? expected : expected.reverse()));
        local.store.close();
      },
    ),
    { numRuns: 60 },
  );
});

test('an index answers its own items in its own order, each once over all pages', () => {
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 12 }), fc.integer({ min: 1, max: 4 }), (entries, limit) => {
      const local = contextWith();
      const items = fill(local, entries).filter((item) => (item['dueShard'] as { S?: string })?.S === 'x');
      const request = {
        IndexName: 'due',
        KeyConditionExpression: 'dueShard = :s',
        ExpressionAttributeValues: { ':s': { S: 'x' } },
      };
      const found = queryAll(local, request, limit);
      expect(sortsOf(found).sort()).toEqual(sortsOf(items).sort());
      const due = found.map((item) => item['dueAt'] as AttributeValue);
      due.slice(1).forEach((value, index) => {
        expect(compareValues(due[index] as AttributeValue, value)).toBeLessThanOrEqual(0);
      });
      local.store.close();
    }),
    { numRuns: 60 },
  );
});
