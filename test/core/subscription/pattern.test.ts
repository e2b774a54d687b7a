import { compilePattern, matches } from '../../../core/subscription/pattern';

/** Per operator: a leaf's array, values of the field `a` that match, and values that do not. */
const leaves: [name: string, leaf: unknown[], matching: unknown[], others: unknown[]][] = [
  [
    'a string',
    ['gpt-5'],
    ['gpt-5', ['o1', 'gpt-5'], [[['gpt-5']]]],
    ['gpt-5-mini', 'GPT-5', '', null, {}, [], ['x']],
  ],
  ['the empty string', [''], ['', ['']], [null, ' ', false, 0, []]],
  ['a number, however spelled', [100], [100, 1e2, [1, 100.0]], ['100', 100.5, -100, true, null]],
  ['zero', [0], [0, -0], ['', false, null, '0']],
  ['null', [null], [null, [1, null]], ['null', 0, '', false, [], {}]],
  ['booleans', [true], [true, [false, true]], ['true', 1, false, null]],
  ['one of several', ['a', 1, null], ['a', 1, null], ['b', 2, false]],
  ['exactly', [{ exactly: 'a' }], ['a'], ['A', 'ab', 1]],
  ['an IPv4 address', ['10.0.0.1'], ['10.0.0.1', '010.0.0.1'], ['10.0.0.10', '10.0.0.2', 10]],
  ['an IPv6 address', ['::1'], ['::1', '0:0:0:0:0:0:0:1', '0000::0001'], ['::2', '1', '::1::']],
  [
    'prefix',
    [{ prefix: 'us-' }],
    ['us-east-1', 'us-', ['eu', 'us-x']],
    ['us', 'US-east-1', 'eu-us-1', null, 5],
  ],
  ['an empty prefix', [{ prefix: '' }], ['', 'x'], [1, null, true]],
  ['suffix', [{ suffix: '.png' }], ['a.png', '.png'], ['a.PNG', 'a.png ', 'png', 1]],
  [
    'equals-ignore-case',
    [{ 'equals-ignore-case': 'Straße' }],
    ['STRASSE', 'straße', 'STRAßE'],
    ['strasse', 'straß'],
  ],
  [
    'prefix, any case',
    [{ prefix: { 'equals-ignore-case': 'EventB' } }],
    ['eventbridge', 'EVENTB'],
    ['event', 'xeventb'],
  ],
  [
    'suffix, any case',
    [{ suffix: { 'equals-ignore-case': '.Png' } }],
    ['a.png', 'a.PNG'],
    ['.pn', 'png', '.png.'],
  ],
  ['text outside the 16-bit plane', [{ 'equals-ignore-case': 'a😀' }], ['A😀', 'a😀'], ['a', '😀']],
  [
    'wildcard',
    [{ wildcard: 'a*b*c' }],
    ['abc', 'a--b--c', 'abcbc', 'aabbcc'],
    ['ab', 'acb', 'abcd', 'xabc', 'ac'],
  ],
  ['wildcard alone', [{ wildcard: '*' }], ['', 'anything'], [1, null]],
  ['wildcard ends overlap', [{ wildcard: 'aba*aba' }], ['abaaba', 'aba-aba'], ['aba', 'ababa']],
  ['wildcard escapes', [{ wildcard: '\\*\\\\*' }], ['*\\', '*\\x'], ['\\*', 'x\\', '*']],
  ['wildcard without a star', [{ wildcard: 'a\\*b' }], ['a*b'], ['axb', 'a\\*b']],
  ['anything-but', [{ 'anything-but': 'x' }], ['y', 1, null, true, ['x', 'y']], ['x', ['x'], [], {}]],
  ['anything-but strings', [{ 'anything-but': ['x', 'y'] }], ['z', 1], ['x', 'y', ['x', 'y']]],
  ['anything-but a number', [{ 'anything-but': 5 }], [6, '5', null], [5, 5.0]],
  ['anything-but numbers', [{ 'anything-but': [5, 6] }], [7, '5'], [5, 6]],
  ['anything-but prefix', [{ 'anything-but': { prefix: ['a', 'b'] } }], ['c', '', 1], ['a', 'bx']],
  ['anything-but suffix', [{ 'anything-but': { suffix: 'a' } }], ['ab', ''], ['a', 'ba']],
  [
    'anything-but, any case',
    [{ 'anything-but': { 'equals-ignore-case': ['x', 'y'] } }],
    ['z', 'xy'],
    ['X', 'y'],
  ],
  [
    'anything-but wildcard',
    [{ 'anything-but': { wildcard: '*/lib/*' } }],
    ['/src/a', 'lib'],
    ['/lib/', 'a/lib/b'],
  ],
  ['numeric =', [{ numeric: ['=', 3.018e2] }], [301.8], ['301.8', 302]],
  ['numeric <', [{ numeric: ['<', 10] }], [9.99, -1e300], [10, '9', null]],
  ['numeric <=', [{ numeric: ['<=', 10] }], [10], [10.000001]],
  ['numeric >', [{ numeric: ['>', 5e9] }], [5_000_000_001, 1e300], [5e9, Infinity]],
  ['numeric >=', [{ numeric: ['>=', -1] }], [-1, 0], [-1.5]],
  ['a numeric range', [{ numeric: ['>', 0, '<=', 5] }], [0.1, 5, [9, 3]], [0, 5.1, '3', true]],
  ['exists', [{ exists: true }], [0, '', null, false, [1]], [undefined, {}, [], [[]], { b: 1 }]],
  ['exists: false', [{ exists: false }], [undefined, {}, [], [[]], { b: 1 }], [0, '', null, false, [1]]],
  ['a value or none', [{ exists: false }, 'x'], [undefined, 'x', []], ['y', null]],
  [
    'cidr v4',
    [{ cidr: '10.0.0.0/30' }],
    ['10.0.0.0', '10.0.0.3'],
    ['10.0.0.4', '9.255.255.255', 'x', '::1', 10],
  ],
  [
    'cidr v4 of everything',
    [{ cidr: '10.0.0.0/0' }],
    ['0.0.0.0', '255.255.255.255'],
    ['256.0.0.0', '1.2.3', '::'],
  ],
  [
    'cidr v6',
    [{ cidr: '2001:db8::/33' }],
    ['2001:db8::', '2001:DB8:7fff::1'],
    ['2001:db8:8000::', '10.0.0.1'],
  ],
  ['an IPv4-mapped address', [{ cidr: '10.0.0.0/24' }], ['::ffff:a00:1'], ['::ffff:b00:1', 'a00::1']],
];

describe.each(leaves)('%s', (_name, leaf, matching, others) => {
  const pattern = compilePattern({ a: leaf });
  test.each(matching.map((value) => [value]))('matches %j', (value) =>
    expect(matches(pattern, { a: value })).toBe(true),
  );
  test.each(others.map((value) => [value]))('does not match %j', (value) =>
    expect(matches(pattern, { a: value })).toBe(false),
  );
});

const run = { exists: false };
const wholes: [name: string, pattern: unknown, matching: unknown[], others: unknown[]][] = [
  ['fields are all wanted', { a: [1], b: [2] }, [{ a: 1, b: 2, c: 3 }], [{ a: 1 }, { a: 1, b: 3 }]],
  [
    'nesting',
    { a: { b: { c: [1] } } },
    [{ a: { b: { c: 1 } } }],
    [{ a: { c: 1 } }, { a: 1 }, { 'a.b': { c: 1 } }],
  ],
  [
    'two fields in one array element',
    { runs: { state: ['failed'], code: [500] } },
    [
      { runs: [{ state: 'ok' }, { state: 'failed', code: 500 }] },
      { runs: [[{ state: 'failed', code: [200, 500] }]] },
    ],
    [
      {
        runs: [
          { state: 'failed', code: 200 },
          { state: 'ok', code: 500 },
        ],
      },
      { runs: [] },
    ],
  ],
  [
    'one element of the inner array too',
    { a: { b: { c: [1], d: [2] }, e: [3] } },
    [{ a: [{ b: [{ c: 1, d: 2 }], e: 3 }] }],
    [{ a: [{ b: [{ c: 1 }, { d: 2 }], e: 3 }] }, { a: [{ b: { c: 1, d: 2 } }, { e: 3 }] }],
  ],
  [
    'absent, alone',
    { a: { b: [run] } },
    [{}, { a: 1 }, { a: { b: {} } }],
    [{ a: { b: 1 } }, { a: [{ b: 1 }, { c: 2 }] }],
  ],
  [
    'absent from the element that an earlier field chose',
    { a: { b: [1], c: [run] } },
    [{ a: [{ b: 1 }, { c: 2 }] }, { a: [{ b: 1, c: 2 }, { b: 1 }] }, { a: { b: 1 } }],
    [{ a: [{ b: 1, c: 2 }] }],
  ],
  [
    'absent from the whole event where no earlier field chose',
    { a: { b: [run], c: [2] } },
    [{ a: [{ c: 2 }, { d: 1 }] }],
    [{ a: [{ b: 1 }, { c: 2 }] }],
  ],
  [
    'absent beside an object that was found',
    { a: { b: [1] }, c: [run], d: { e: [run] } },
    [{ a: { b: 1 } }, { a: [{ b: 1, c: 1 }], d: { f: 1 } }],
    [
      { a: { b: 1 }, c: 1 },
      { a: { b: 1 }, d: { e: 1 } },
    ],
  ],
  [
    '$or beside a field',
    { source: ['s'], $or: [{ a: [1] }, { b: [2], c: [3] }] },
    [
      { source: 's', a: 1 },
      { source: 's', b: 2, c: 3 },
    ],
    [{ a: 1 }, { source: 's', b: 2 }, { source: 's' }],
  ],
  [
    '$or, nested and parallel',
    { $or: [{ a: [1] }, { $or: [{ b: [1] }, { c: [1] }] }], d: { $or: [{ e: [1] }, { f: [1] }] } },
    [
      { a: 1, d: { e: 1 } },
      { c: 1, d: { f: 1 } },
    ],
    [{ a: 1 }, { b: 2, d: { e: 1 } }, { d: { e: 1, f: 1 } }],
  ],
  [
    'a field inside $or instead of the same field before it',
    { a: ['x'], $or: [{ a: ['y'] }, { b: [1] }] },
    [{ a: 'y' }, { a: 'x', b: 1 }],
    [{ a: 'x' }],
  ],
  ['$or as a field: one alternative', { $or: ['x'] }, [{ $or: 'x' }], [{}, { $or: 'y' }]],
  [
    '$or as a field: an operator in it',
    { $or: [{ prefix: 'x' }, { suffix: 'y' }] },
    [{ $or: 'xa' }],
    [{ $or: 'a' }],
  ],
  ['$or as a field: an object', { $or: { a: [1] } }, [{ $or: { a: 1 } }], [{ a: 1 }]],
  [
    'a field as value and as parent',
    { a: ['x'], $or: [{ a: { b: [1] } }, { c: [1] }] },
    [{ a: ['x', { b: 1 }] }],
    [{ a: 'x' }],
  ],
  [
    'names of prototypes',
    { constructor: { name: [{ exists: true }] } },
    [{ constructor: { name: 1 } }],
    [{}, { a: 1 }],
  ],
];

describe.each(wholes)('%s', (_name, pattern, matching, others) => {
  const compiled = compilePattern(pattern);
  test.each(matching.map((event) => [event]))('matches %j', (event) =>
    expect(matches(compiled, event)).toBe(true),
  );
  test.each(others.map((event) => [event]))('does not match %j', (event) =>
    expect(matches(compiled, event)).toBe(false),
  );
});

test.each([[null], ['a'], [1], [undefined], [[{ a: 1 }]]])('%j is no event', (event) => {
  expect(matches(compilePattern({ a: [{ exists: false }] }), event)).toBe(false);
});

test('a field named __proto__ is a field like any other', () => {
  const pattern = compilePattern(JSON.parse('{"__proto__":{"x":[1]}}'));
  expect(matches(pattern, JSON.parse('{"__proto__":{"x":1}}'))).toBe(true);
  expect(matches(pattern, { x: 1 })).toBe(false);
});
