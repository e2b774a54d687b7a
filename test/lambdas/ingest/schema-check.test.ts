import { schemaCheck } from '../../../lambdas/ingest/schema-check';
import { MAX_SCHEMA_STEPS, Steps } from '../../../core/steps';

const detail = expect.stringMatching(/^needs too many steps to check .*: .* share 4000000$/) as string;
const TOO_MANY = [{ pointer: '/data', detail }];
const text = (given: object) => ({ properties: { x: { type: 'string', ...given } } });
const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);
const check = (schema: object, data: unknown, steps = new Steps(MAX_SCHEMA_STEPS)) =>
  schemaCheck(new Map([['type', schema]]), steps)('type', data);

const almost = { x: `${'a'.repeat(5_000)}!` };
const labels = `http://${'a'.repeat(64)}.!`;

describe('a check by schemas', () => {
  it.each<[string, object, unknown, string, number]>([
    ['a choice of the same', text({ pattern: '^(a|a)*$' }), almost, '/data/x', 60_000],
    ['a repeated lazy repetition', text({ pattern: '^(a+?)+$' }), almost, '/data/x', 60_000],
    ['a repeated group in a group', text({ pattern: '^((a+))+$' }), almost, '/data/x', 60_000],
    ['many repetitions', text({ pattern: 'a*a*a*a*a*a*b' }), almost, '/data/x', 100_000],
    ['a format that backtracks', text({ format: 'uri' }), { x: `${labels}[` }, '/data/x', 200],
    [
      'long lists of both',
      { items: { enum: numbers(5_000).map(String) } },
      numbers(100_000),
      '/data/0',
      200_000,
    ],
  ])('finds what is wrong by %s in few steps', (_, schema, data, pointer, most) => {
    const steps = new Steps(MAX_SCHEMA_STEPS);
    expect(check(schema, data, steps)[0]).toMatchObject({ pointer });
    expect(steps.spent).toBeLessThan(most);
  });

  it.each<[string, object, unknown]>([
    ['names that are expressions', { patternProperties: { '^(a|a)*$': true } }, { [almost.x]: 1 }],
    ['40,000 items that differ', { properties: { x: { uniqueItems: true } } }, { x: numbers(40_000) }],
  ])('passes %s in few steps', (_, schema, data) => {
    const steps = new Steps(MAX_SCHEMA_STEPS);
    expect(check(schema, data, steps)).toEqual([]);
    expect(steps.spent).toBeLessThan(300_000);
  });

  it.each<[string, object, unknown]>([
    ['a long text by a large pattern', text({ pattern: '(a|aa){300}b' }), { x: 'a'.repeat(200_000) }],
    ['many choices of many', { items: { anyOf: numbers(900).map((n) => ({ const: n })) } }, numbers(20_000)],
    ['a text many times', { allOf: numbers(900).map(() => ({ format: 'uri' })) }, `a:${'b'.repeat(200_000)}`],
    ['long expressions', { items: { format: 'regex' } }, numbers(900).map(() => '\\p{L}'.repeat(40))],
    [
      'members many times',
      { allOf: numbers(900).map((n) => ({ minProperties: n })) },
      Object.fromEntries(numbers(20_000).map((n) => [`n${n}`, n])),
    ],
  ])('stops at %s', (_, schema, data) => {
    const steps = new Steps(MAX_SCHEMA_STEPS);
    expect(check(schema, data, steps)).toEqual(TOO_MANY);
  });

  it('has one budget for all events of a request, those without a schema need none of it', () => {
    const schemas = new Map([
      ['slow', text({ pattern: '(a|aa){300}b' })],
      ['quick', text({ maxLength: 1 })],
    ]);
    const checkAll = schemaCheck(schemas);
    expect(checkAll('quick', { x: 'ab' })).toMatchObject([{ pointer: '/data/x' }]);
    expect(checkAll('slow', { x: 'a'.repeat(200_000) })).toEqual(TOO_MANY);
    expect(checkAll('quick', { x: 'a' })).toEqual(TOO_MANY);
    expect(checkAll('free', almost)).toEqual([]);
    expect(schemaCheck(schemas)('quick', { x: 'a' })).toEqual([]);
  });

  it('spends the same on the same events, whatever has been checked before', () => {
    const spent = numbers(2).map(() => {
      const steps = new Steps(MAX_SCHEMA_STEPS);
      check(text({ pattern: '^[a-z]+$', enum: ['a', 'b'] }), { x: 'abc' }, steps);
      return steps.spent;
    });
    expect(spent[1]).toBe(spent[0]);
  });

  it('refuses what its schema fails on, and goes on', () => {
    const schemas = new Map<string, object>([
      ['endless', { properties: { x: { $ref: '#/properties/x' } } }],
      ['looks ahead', text({ pattern: '(?=a)' })],
      ['quick', text({})],
    ]);
    const checkAll = schemaCheck(schemas);
    expect(checkAll('endless', almost)).toEqual([
      { pointer: '/data', detail: 'is nested too deep to check by the schema of this type' },
    ]);
    expect(checkAll('looks ahead', almost)).toMatchObject([
      { pointer: '/data', detail: expect.stringMatching(/^cannot be checked .*lookahead/) as string },
    ]);
    expect(checkAll('quick', almost)).toEqual([]);
  });

  it('names the first hundred faults', () => {
    const faults = check({ items: { type: 'string' } }, numbers(101));
    expect(faults).toHaveLength(100);
    expect(faults[99]).toEqual({ pointer: '/data/99', detail: 'must be of type string' });
  });
});
