import fc from 'fast-check';
import { filter } from '../../core/configuration/event-filter';
import { schemaProblems } from '../../core/configuration/json-schema';
import { checkBySchema } from '../../core/json-schema/check-schema';
import { compileMonitor } from '../../core/monitor/observe';
import { compileValue, ValueError } from '../../core/monitor/value';
import { compileExpression } from '../../core/expression/compile-expression';
import { expressionProblem } from '../../core/notice/silence';
import { MAX_FILTER_STEPS, MAX_SCHEMA_STEPS, OutOfSteps, Steps } from '../../core/steps';
import { buildIndex, matching } from '../../core/subscription/match-index';
import type { EventPattern } from '../../core/subscription/subscription';
import { monitor } from './monitor/monitor';

/** What configuration may cost that is accepted, at its limits, in steps that do not depend on the machine. */

const EVENT_BYTES = 256 * 1024;
/** Once a filter has run out, what it was about to look at is counted, and not looked at. */
const LAST_LOOK = EVENT_BYTES;

const letters = fc.constantFrom('a', 'b', 'ab', 'ba', 'aab', '');
const long = fc.tuple(letters, fc.integer({ min: 1, max: 400 })).map(([text, times]) => text.repeat(times));
const wildcards = fc
  .array(fc.oneof(letters, long), { minLength: 1, maxLength: 60 })
  .map((pieces) => pieces.join('*').replaceAll(/\*+/g, '*'));
const alternative = fc.oneof(
  letters,
  fc.integer({ min: 0, max: 9 }),
  letters.map((prefix) => ({ prefix })),
  fc.oneof(letters, long).map((suffix) => ({ suffix })),
  wildcards.map((wildcard) => ({ wildcard })),
  wildcards.map((wildcard) => ({ 'anything-but': { wildcard } })),
  long.map((text) => ({ 'equals-ignore-case': text })),
  fc.constantFrom({ exists: false }, { exists: true }, { cidr: '10.0.0.0/8' }, '::1', { numeric: ['>', 5] }),
);
const leaf = fc.oneof(
  fc.array(alternative, { minLength: 1, maxLength: 4 }),
  fc.array(alternative, { minLength: 40, maxLength: 120 }),
);
const name = fc.constantFrom('a', 'b', 'c', 'd');
const fields = fc.letrec<{ object: Record<string, unknown> }>((tie) => ({
  object: fc.oneof(
    { maxDepth: 3 },
    fc.dictionary(name, leaf, { minKeys: 1, maxKeys: 4 }),
    fc.dictionary(name, fc.oneof(leaf, tie('object')), { minKeys: 1, maxKeys: 4 }),
    fc
      .tuple(
        fc.dictionary(name, leaf, { maxKeys: 3 }),
        fc.array(fc.dictionary(name, leaf, { minKeys: 1, maxKeys: 2 }), { minLength: 2, maxLength: 40 }),
      )
      .map(([others, $or]) => ({ ...others, $or })),
  ),
})).object;
const accepted = fields
  .map((data): EventPattern => ({ data }))
  .filter((pattern) => filter.safeParse(pattern).success);

/** One value many times: an array of 256 KiB, or one long text. */
const value = fc.oneof(
  fc.constantFrom<unknown>(1, 'a', 'aa', null, '10.0.0.1', ['a'], { b: 'a' }, { b: ['x', 1], c: 'a' }),
  fc.constantFrom('a', 'ab', 'aab').map((text) => text.repeat(100)),
);
const large = value.chain((one) => {
  const times = Math.floor(EVENT_BYTES / (JSON.stringify(one).length + 1));
  const texts = typeof one === 'string' ? [one.repeat(times)] : [];
  return fc.constantFrom<unknown>(one, Array<unknown>(times).fill(one), ...texts);
});
const event = fc
  .dictionary(name, large, { minKeys: 1, maxKeys: 2 })
  .map((data) => ({ type: 'x', data: { ...data, e: data } }));

test('An accepted filter takes a bounded number of steps for any event, in an index as well as in a monitor', () => {
  fc.assert(
    fc.property(fc.array(accepted, { minLength: 1, maxLength: 5 }), event, (patterns, one) => {
      const rows = patterns.map((pattern, place) => ({
        ...{ subscription: `sub_${place}`, eventType: 'x', status: 'enabled' as const, filter: pattern },
      }));
      const index = buildIndex(rows);
      expect(index.broken).toEqual([]);
      const { steps, tooCostly } = matching(index, one);
      expect(steps).toBeLessThanOrEqual(
        (patterns.length + 1) * EVENT_BYTES + patterns.length * (MAX_FILTER_STEPS + LAST_LOOK),
      );
      expect(tooCostly.length).toBeLessThanOrEqual(patterns.length);
      expect(index.bytes).toBeLessThan(patterns.length * 400_000);
      const compiled = compileMonitor(
        monitor({ filter: patterns[0] ?? {}, badFilter: patterns.at(-1) ?? {} }),
      );
      expect(compiled.bytes).toBeLessThan(800_000);
    }),
    { numRuns: 40 },
  );
});

test('An accepted expression of a silence takes at most 601 steps for each character', () => {
  const atom = fc.constantFrom('a', '.', '[a-z]', '\\p{L}', '(a|b)', '(a|aa)', '');
  const repeat = fc.constantFrom('', '*', '+', '?', '{1,9}', '{20}', '{200}');
  const part = fc.tuple(atom, repeat).map(([one, times]) => (one === '' ? '' : one + times));
  const expression = fc
    .array(fc.tuple(part, fc.constantFrom('', '|', '(', ')', ')*', ')+')), { minLength: 1, maxLength: 30 })
    .map((parts) => parts.flat().join(''))
    .filter((text) => expressionProblem(text) === undefined);
  fc.assert(
    fc.property(expression, fc.integer({ min: 0, max: 256 }), (text, length) => {
      const steps = new Steps(Infinity);
      compileExpression(text).matches('a'.repeat(length), steps);
      expect(steps.spent).toBeLessThanOrEqual(601 * (length + 1));
    }),
    { numRuns: 500 },
  );
});

test('An accepted value looks at no more members of an event than it has characters', () => {
  const operand = fc.constantFrom('data.a', 'data.b.c.d', '1', 'cost', '-data.a', '(data.a + 1)');
  const text = fc
    .array(fc.tuple(operand, fc.constantFrom(' + ', '*', ' / ', '-')), { minLength: 1, maxLength: 40 })
    .map((parts) => `${parts.flat().join('')}data.a`);
  fc.assert(
    fc.property(text, (expression) => {
      let looks = 0;
      const counted: ProxyHandler<object> = {
        get: (target, member) => {
          looks += 1;
          const found: unknown = Reflect.get(target, member);
          return found !== null && typeof found === 'object' ? new Proxy(found, counted) : found;
        },
      };
      try {
        compileValue(expression)(new Proxy({ data: { a: 1, b: { c: { d: 2 } } } }, counted) as never, 1);
      } catch (error) {
        if (!(error instanceof ValueError)) throw error;
      }
      expect(looks).toBeLessThanOrEqual(256);
    }),
  );
});

test('An accepted schema at its limits takes a bounded number of steps for any event', () => {
  const many = (count: number, one: (index: number) => unknown): unknown[] =>
    Array.from({ length: count }, (_, index) => one(index));
  const keyword = fc.constantFrom<(index: number) => object>(
    (index) => ({ const: index }),
    () => ({ pattern: '^(a|aa){99}b' }),
    () => ({ pattern: '[\\p{L}]b$' }),
    () => ({ format: 'uri' }),
    () => ({ format: 'regex' }),
    (index) => ({ maxLength: index, minProperties: index }),
    () => ({ uniqueItems: true }),
    () => ({ patternProperties: { '(a|b)*c': false }, unevaluatedProperties: { maxLength: 9 } }),
    () => ({ propertyNames: { enum: ['a', 'b', 'c', 'd', 'e'] } }),
    (index) => ({ multipleOf: 1e-99 * (index + 1) }),
    () => ({ contains: { type: 'number' }, unevaluatedItems: { $ref: '#/$defs/part' } }),
  );
  const wide = fc.tuple(
    fc.constantFrom('allOf', 'anyOf', 'oneOf'),
    keyword,
    fc.integer({ min: 1, max: 480 }),
  );
  const schema = fc
    .tuple(
      wide,
      fc.array(fc.constantFrom('items', 'additionalProperties', 'not', 'unevaluatedItems'), { maxLength: 3 }),
    )
    .map(([[choice, one, count], around]) => ({
      additionalProperties: around.reduce<object>((inner, name) => ({ [name]: inner }), {
        [choice]: many(count, one),
      }),
      $defs: { part: { items: { [choice]: [one(1), one(2)] } } },
    }))
    .filter((one) => schemaProblems(one).length === 0);
  const outcomes = { done: 0, stopped: 0 };
  fc.assert(
    fc.property(schema, event, (one, { data }) => {
      const steps = new Steps(MAX_SCHEMA_STEPS);
      try {
        checkBySchema(one, steps)(data, '/data');
        outcomes.done += 1;
      } catch (error) {
        expect(error).toBeInstanceOf(OutOfSteps);
        outcomes.stopped += 1;
      }
      // What a check was about to look at is counted, and not looked at: the properties of Unicode of one text at most.
      expect(steps.spent).toBeLessThanOrEqual(MAX_SCHEMA_STEPS + 2 * EVENT_BYTES);
    }),
    { numRuns: 60 },
  );
  expect(Math.min(outcomes.done, outcomes.stopped)).toBeGreaterThan(0);
});
