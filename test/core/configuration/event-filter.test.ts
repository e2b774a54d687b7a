import fc from 'fast-check';
import { filter } from '../../../core/configuration/event-filter';
import { pointer } from '../../../core/event/accept';

const faults = (given: unknown): [string, string][] =>
  filter.safeParse(given).error?.issues.map(({ path, message }) => [pointer(path), message]) ?? [];

describe('A filter that asks for what no event has is refused with the place and the rule', () => {
  it.each<[string, unknown, string, RegExp]>([
    ["EventBridge's envelope", { detail: { a: ['x'] } }, '/detail', /did you mean "data"\?/],
    ['what is never there', { detail: { a: [{ exists: false }] } }, '/detail', /must be one of id, type/],
    ['what is always other', { model: [{ 'anything-but': 'x' }] }, '/model', /"data": \{"model": \.\.\.\}/],
    ['a path', { 'data.a.b': ['x'] }, '/data.a.b', /"data": \{"a": \{"b": \.\.\.\}\}/],
    ['another letter case', { Type: ['x'] }, '/Type', /must be one of/],
    ['a name of every object', { constructor: ['x'] }, '/constructor', /must be one of/],
    ['one in $or', { $or: [{ type: ['a'] }, { status: ['b'] }] }, '/$or/1/status', /must be one of/],
    [
      'one in $or in $or',
      { $or: [{ type: ['a'] }, { $or: [{ data: { a: [1] } }, { kind: [{ prefix: 'b' }] }] }] },
      '/$or/1/$or/1/kind',
      /must be one of/,
    ],
    ['$or as a field, with texts', { $or: ['a', 'b'] }, '/$or', /must be one of/],
    ['$or as a field, with numbers', { $or: [1, 2] }, '/$or', /must be one of/],
    ['$or as a field, with one operator', { $or: [{ prefix: 'a' }] }, '/$or', /must be one of/],
    ['members of a text', { source: { name: ['x'] } }, '/source', /without members/],
    ['no member of a text', { subject: { x: [{ exists: false }] } }, '/subject', /without members/],
    ['extensions as a value', { extensions: [{ exists: false }] }, '/extensions', /must be an object/],
  ])('%s', (_, given, at, rule) => {
    expect(faults(given)).toEqual([[at, expect.stringMatching(rule)]]);
  });
});

it.each([
  { data: { detail: ['x'], $or: [{ a: [1] }, { b: [2] }] } },
  { data: ['a whole text'] },
  { extensions: { tenant: ['a'] } },
  { id: ['evt_1'], type: [{ prefix: 'agent.' }], source: ['a'], subject: [{ exists: false }], time: ['x'] },
  { $or: [{ type: ['a'] }, { data: { a: ['b'] } }] },
])('The filter %j, which asks for what events have, is taken', (given) => expect(faults(given)).toEqual([]));

it('A filter is taken only if all of its attributes are those of events, however it is nested in $or', () => {
  const known = fc.constantFrom('id', 'type', 'source', 'subject', 'time', 'data');
  const name = fc.oneof(
    known,
    fc.constantFrom('detail', 'model', 'data.a', 'specversion', 'toString', 'Data'),
  );
  const leaf = fc.constantFrom(['x'], [{ exists: false }], [{ 'anything-but': ['x'] }], [{ prefix: 'x' }]);
  const { pattern } = fc.letrec<{ pattern: Record<string, unknown> }>((tie) => ({
    pattern: fc.oneof(
      { maxDepth: 3 },
      fc.dictionary(name, leaf, { minKeys: 1, maxKeys: 3 }),
      fc.array(tie('pattern'), { minLength: 2, maxLength: 3 }).map(($or) => ({ $or })),
    ),
  }));
  const names = (one: Record<string, unknown>): string[] =>
    Object.entries(one).flatMap(([key, value]) =>
      key === '$or' ? (value as Record<string, unknown>[]).flatMap(names) : [key],
    );
  const KNOWN = ['id', 'type', 'source', 'subject', 'time', 'data'];
  fc.assert(
    fc.property(pattern, (one) => {
      expect(faults(one).length === 0).toBe(names(one).every((each) => KNOWN.includes(each)));
    }),
  );
});
