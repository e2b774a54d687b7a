import fc from 'fast-check';
import { candidatePatterns } from '../../../core/subscription/event-type';
import { buildIndex, matching } from '../../../core/subscription/match-index';
import { compilePattern, matches } from '../../../core/subscription/pattern';
import { PatternError } from '../../../core/subscription/pattern-error';
import type { EventPattern, MatchRow } from '../../../core/subscription/subscription';

function row(subscription: string, filter?: EventPattern, eventType = 'run.failed'): MatchRow {
  return { subscription, eventType, status: 'enabled', ...(filter && { filter }) };
}

function namesOf(rows: readonly MatchRow[], event: unknown): string[] {
  return matching(buildIndex(rows), event).rows.map(({ subscription }) => subscription);
}

test('a row matches by its event type', () => {
  const rows = [
    row('exact'),
    row('other', undefined, 'run'),
    row('above', undefined, 'run.*'),
    row('all', undefined, '*'),
  ];
  expect(namesOf(rows, { type: 'run.failed' })).toEqual(['exact', 'above', 'all']);
  expect(namesOf(rows, { type: 'run' })).toEqual(['other', 'all']);
  expect(namesOf(rows, { type: 'run..failed' })).toEqual(['all']);
  expect(namesOf(rows, {})).toEqual(['all']);
  expect(namesOf(rows, 'run.failed')).toEqual([]);
});

test('a subscription matches once, in the order of the rows, whatever leads to it', () => {
  const filter = { $or: [{ source: ['a', 'b'] }, { subject: [{ prefix: 'r' }] }] };
  const rows = [row('2', filter, '*'), row('1', filter), row('2', filter), row('0')];
  expect(namesOf(rows, { type: 'run.failed', source: ['a', 'b'], subject: ['run', 'r'] })).toEqual([
    '2',
    '1',
    '0',
  ]);
});

test('A stored filter that cannot be compiled is named, and the other subscriptions are matched', () => {
  const index = buildIndex([row('a'), row('b', { a: 'x' }), row('c', { a: ['x'] })]);
  expect(index.broken).toEqual([{ row: row('b', { a: 'x' }), error: expect.any(PatternError) }]);
  const { rows } = matching(index, { type: 'run.failed', a: 'x' });
  expect(rows.map(({ subscription }) => subscription)).toEqual(['a', 'c']);
});

test('A filter that takes more steps than it may is named, and costs the others nothing', () => {
  const suffixes = Array.from({ length: 30 }, (_, number) => ({ suffix: `x${number}` }));
  const event = { type: 'run.failed', a: Array<string>(20_000).fill('y'), b: 'x' };
  const rows = [row('costly', { a: suffixes }), row('other', { b: ['x'] }), row('cheap', { a: ['z', 'y'] })];
  const found = matching(buildIndex(rows), event);
  expect(found.rows.map(({ subscription }) => subscription)).toEqual(['other', 'cheap']);
  expect(found.tooCostly.map(({ subscription }) => subscription)).toEqual(['costly']);
});

test('An event that has a value many times meets the branches for it once', () => {
  const rows = [row('a', { a: ['x'], b: ['y'] })];
  const event = {
    type: 'run.failed',
    a: Array<string>(30_000).fill('x'),
    b: Array<string>(30_000).fill('x'),
  };
  expect(matching(buildIndex(rows), event).steps).toBeLessThan(150_000);
});

test('prefixes of prefixes all lead to their rows', () => {
  const prefixes = ['a', 'ab', 'abc', 'abd', 'b', 'ba', ''];
  const rows = prefixes.map((prefix) => row(prefix, { a: [{ prefix }] }));
  expect(namesOf(rows, { type: 'run.failed', a: 'abd' })).toEqual(['a', 'ab', 'abd', '']);
  expect(namesOf(rows, { type: 'run.failed', a: 'abc!' })).toEqual(['a', 'ab', 'abc', '']);
  expect(namesOf(rows, { type: 'run.failed', a: 'ac' })).toEqual(['a', '']);
  expect(namesOf(rows, { type: 'run.failed', a: '' })).toEqual(['']);
});

const text = fc.constantFrom('', 'a', 'b', 'ab', 'abc', 'b*');
const scalar = fc.oneof(text, fc.constantFrom(0, 1, 2, null, true));
const name = fc.constantFrom('a', 'b', 'c', 'constructor');
const alternative = fc.oneof(
  { weight: 4, arbitrary: scalar },
  { weight: 3, arbitrary: text.map((prefix) => ({ prefix })) },
  fc.constantFrom(
    { exists: true },
    { exists: false },
    { wildcard: 'a*' },
    { suffix: 'b' },
    { 'anything-but': 'a' },
  ),
  fc.constantFrom({ numeric: ['>', 0] }, { 'equals-ignore-case': 'AB' }),
);
const leaf = fc.array(alternative, { minLength: 1, maxLength: 2 });

/** At most 3 x 3 x 3 x 9 combinations of `$or` at depth 2, far below what is refused. */
function filterOf(depth: number): fc.Arbitrary<EventPattern> {
  if (depth === 0) return fc.dictionary(name, leaf, { minKeys: 1, maxKeys: 3 });
  const below = filterOf(depth - 1);
  const fields = fc.dictionary(name, fc.oneof({ weight: 2, arbitrary: leaf }, below), {
    minKeys: 1,
    maxKeys: 3,
  });
  const or = fc.option(fc.array(below, { minLength: 2, maxLength: 3 }), { nil: undefined });
  return fc.tuple(fields, or).map(([others, $or]) => ($or ? { ...others, $or } : others));
}

/** A few have more names and values in all of their combinations than are allowed. */
function isAccepted(filter: EventPattern): boolean {
  return buildIndex([row('a', filter)]).broken.length === 0;
}

const values = fc.letrec((tie) => ({
  value: fc.oneof({ depthSize: 'small' }, scalar, fc.array(tie('value'), { maxLength: 3 }), tie('object')),
  object: fc.dictionary(name, tie('value'), { maxKeys: 4 }),
}));
const type = fc.constantFrom('run.failed', 'run', 'stop');
const matchRow = fc.record({
  subscription: fc.constantFrom('1', '2', '3', '4', '5', '6', '7', '8'),
  eventType: fc.constantFrom('run.failed', 'run', 'run.*', '*'),
  status: fc.constantFrom('enabled' as const, 'disabled' as const),
  filter: fc.oneof({ weight: 5, arbitrary: filterOf(2).filter(isAccepted) }, fc.constant(undefined)),
});

test('the index finds what asking every row finds', () => {
  fc.assert(
    fc.property(fc.array(matchRow, { maxLength: 30 }), values.object, type, (drawn, fields, eventType) => {
      const rows = drawn.map(({ filter, ...others }) => ({ ...others, ...(filter ? { filter } : {}) }));
      const event = { ...(fields as object), type: eventType };
      const found = matching(buildIndex(rows), event);
      expect(found.rows).toEqual(askEveryRow(rows, event));
      expect(found.tooCostly).toEqual([]);
    }),
    { numRuns: 600 },
  );
});

function askEveryRow(rows: readonly MatchRow[], event: { type: string }): MatchRow[] {
  const covering = new Set(candidatePatterns(event.type));
  const found = rows.filter(
    ({ eventType, filter }) => covering.has(eventType) && (!filter || matches(compilePattern(filter), event)),
  );
  return found.filter(
    (one, index) => found.findIndex((other) => other.subscription === one.subscription) === index,
  );
}
