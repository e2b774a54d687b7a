import { generatePattern, wildcardText } from './generate-pattern';
import { NumberText, type Json } from './json-text';
import type { Random } from './random';
import { ADDRESSES, BLOCKS, NUMBERS } from './vocabulary';

const OPERATORS = [
  ...([
    'prefix',
    'suffix',
    'equals-ignore-case',
    'wildcard',
    'anything-but',
    'numeric',
    'exists',
    'cidr',
  ] as const),
  ...['exactly', 'regex', 'not-wildcard', 'PREFIX', 'anything-but-prefix', '$or', '=', ''],
] as [string, ...string[]];

/** A pattern that may well be invalid: the wrong operand, too many operators, an empty part, a bad escape. */
export function generateDoubtful(random: Random): Json {
  return random.pick<() => Json>([
    () => ({ a: [doubtfulOperator(random)] }),
    () => ({ a: [doubtfulOperator(random)] }),
    () => ({ a: [{ 'anything-but': { [random.pick(OPERATORS)]: operand(random) } }] }),
    () => ({ a: [{ 'anything-but': operand(random) }] }),
    () => ({ a: [{ [random.pick(['prefix', 'suffix'])]: { [random.pick(OPERATORS)]: operand(random) } }] }),
    () => ({ a: [{ numeric: numericTokens(random) }] }),
    () => ({ a: [{ numeric: numericTokens(random) }] }),
    () => ({ a: [{ wildcard: random.times(0, 5, () => random.pick(['a', '*', '\\'])).join('') }] }),
    () => ({ a: [{ cidr: cidrText(random) }] }),
    () => ({ a: [{ ...operator(random), ...operator(random) }] }),
    () => ({ a: operand(random) }),
    () => ({ b: ['x'], a: { c: operand(random) } }),
    () => ({ $or: operand(random) }),
    () => ({ b: { $or: random.times(0, 3, () => orAlternative(random)) } }),
    () => ({ $or: random.times(1, 3, () => orAlternative(random)) }),
    () => operand(random),
    () => generatePattern(random),
  ])();
}

function operator(random: Random): { [name: string]: Json } {
  return { [random.pick(OPERATORS)]: random.chance(0.5) ? 'a' : operand(random) };
}

function doubtfulOperator(random: Random): Json {
  return random.chance(0.9) ? operator(random) : [operator(random)];
}

function orAlternative(random: Random): Json {
  return random.chance(0.6) ? { [random.pick(['a', 'b', ...OPERATORS])]: ['x'] } : operand(random);
}

function operand(random: Random): Json {
  return random.pick<() => Json>([
    () => random.pick(['', 'a', '*', '\\a', '10.0.0.0/24']),
    () => new NumberText(random.pick(NUMBERS)),
    () => random.pick([null, true, false]),
    () => [],
    () => ({}),
    () =>
      random.times(1, 3, () => random.pick<Json>(['a', 'b', '', new NumberText('1'), null, true, [], {}])),
    () => random.times(1, 2, () => random.pick(['a', 'b'])),
    () => random.times(1, 2, () => new NumberText(random.pick(NUMBERS))),
    () => ({ a: ['x'] }),
    () => ({ prefix: 'a' }),
    () => ({ 'equals-ignore-case': 'a' }),
    () => [{ a: ['x'] }, { b: ['y'] }],
    () => [['a']],
    () => wildcardText(random),
  ])();
}

function numericTokens(random: Random): Json[] {
  return random.times(0, 5, () =>
    random.chance(0.5)
      ? random.pick(['=', '<', '<=', '>', '>=', '!=', '=='])
      : random.pick<Json>([
          new NumberText(random.pick(NUMBERS)),
          new NumberText('1'),
          new NumberText('2'),
          '1',
          null,
        ]),
  );
}

function cidrText(random: Random): string {
  const address = random.pick<string>([
    ...ADDRESSES,
    'localhost',
    '',
    '1:2',
    ':::',
    '1::2::3',
    '12345::',
    'g::',
    '1.2.3',
  ]);
  const mask = random.pick([
    '0',
    '8',
    '31',
    '32',
    '33',
    '127',
    '128',
    '-1',
    '+4',
    '',
    'x',
    '1.5',
    '08',
    '8/8',
    ' 8',
  ]);
  return random.chance(0.2) ? random.pick(BLOCKS) : `${address}${random.chance(0.9) ? '/' : ''}${mask}`;
}
