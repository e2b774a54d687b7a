import { schemaCheck } from '../../../lambdas/ingest/schema-check';

const TOO_LONG = [{ pointer: '/data', detail: 'takes too long to check by the schema of this type' }];
const text = (given: object) => ({ properties: { x: { type: 'string', ...given } } });
const almost = { x: `${'a'.repeat(32)}!` };
const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);
const labels = `http://${'a'.repeat(64)}.!`;

describe('a check by schemas', () => {
  it.each<[string, object, unknown]>([
    ['a choice of the same', text({ pattern: '^(a|a)*$' }), almost],
    ['a repeated lazy repetition', text({ pattern: '^(a+?)+$' }), almost],
    ['a repeated group in a group', text({ pattern: '^((a+))+$' }), almost],
    ['many repetitions', text({ pattern: 'a*a*a*a*a*a*b' }), { x: 'a'.repeat(5_000) }],
    ['a format that backtracks', text({ format: 'url' }), { x: labels }],
    ['names that are expressions', { patternProperties: { '^(a|a)*$': true } }, { [almost.x]: 1 }],
    ['every two compared', { properties: { x: { uniqueItems: true } } }, { x: numbers(40_000) }],
    [
      'many choices of many',
      { items: { anyOf: numbers(1_900).map((n) => ({ const: n })) } },
      numbers(20_000),
    ],
    ['long lists of both', { items: { enum: numbers(5_000).map(String) } }, numbers(100_000)],
  ])('stops at %s', (_, schema, data) => {
    const check = schemaCheck(new Map([['slow', schema]]), 50);
    expect(check('slow', data)).toEqual(TOO_LONG);
  });

  it('has one budget for all events of a request, those without a schema need none of it', () => {
    const schemas = new Map([
      ['slow', text({ pattern: '^(a|a)*$' })],
      ['quick', text({ maxLength: 1 })],
    ]);
    const check = schemaCheck(schemas, 50);
    expect(check('quick', { x: 'ab' })).toMatchObject([{ pointer: '/data/x' }]);
    expect(check('slow', almost)).toEqual(TOO_LONG);
    expect(check('quick', { x: 'a' })).toEqual(TOO_LONG);
    expect(check('free', almost)).toEqual([]);
    expect(schemaCheck(schemas, 50)('quick', { x: 'a' })).toEqual([]);
  });

  it('refuses what its schema fails on, and goes on', () => {
    const schemas = new Map<string, object>([
      ['endless', { properties: { x: { $ref: '#/properties/x' } } }],
      ['quick', text({})],
    ]);
    const check = schemaCheck(schemas);
    expect(check('endless', almost)).toMatchObject([
      { pointer: '/data', detail: expect.stringMatching(/^cannot be checked .*: RangeError/) as string },
    ]);
    expect(check('quick', almost)).toEqual([]);
  });

  it('names the first hundred faults', () => {
    const faults = schemaCheck(new Map([['list', { items: { type: 'string' } }]]))('list', numbers(101));
    expect(faults).toHaveLength(100);
    expect(faults[99]).toMatchObject({ pointer: '/data/99' });
  });
});
