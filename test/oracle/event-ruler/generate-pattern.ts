import type { Json } from './json-text';
import { NumberText } from './json-text';
import type { Random } from './random';
import { ADDRESSES, BLOCKS, CASED_WORDS, NAMES, NUMBERS, WORDS } from './vocabulary';

/** A valid pattern of any operators, two or three levels deep. */
export function generatePattern(random: Random): Json {
  return objectPattern(random, 2);
}

function objectPattern(random: Random, depth: number): { [name: string]: Json } {
  const pattern: [string, Json][] = random.times(1, 3, () => {
    if (depth > 0 && random.chance(0.15)) return ['$or', orPattern(random, depth)];
    return [fieldName(random), fieldPattern(random, depth)];
  });
  return Object.fromEntries(pattern);
}

/** A name that is an operator must not be a field inside `$or`; here it never is. */
function fieldName(random: Random): string {
  return random.chance(0.85)
    ? random.pick(['a', 'b', 'c', 'd'])
    : random.pick(NAMES.slice(4) as [string, ...string[]]);
}

function orPattern(random: Random, depth: number): Json {
  return random.times(2, 3, () => withoutOperators(objectPattern(random, depth - 1)));
}

function withoutOperators(pattern: { [name: string]: Json }): Json {
  const { prefix, ...others } = pattern;
  return prefix === undefined ? pattern : { ...others, p: prefix };
}

function fieldPattern(random: Random, depth: number): Json {
  if (depth > 0 && random.chance(0.3)) {
    const nested = objectPattern(random, depth - 1);
    return withoutOperators(nested);
  }
  return random.times(1, random.chance(0.3) ? 3 : 1, () => alternative(random));
}

function alternative(random: Random): Json {
  const make = random.pick<(random: Random) => Json>([
    value,
    value,
    value,
    () => ({ prefix: shortWord(random) }),
    () => ({ suffix: shortWord(random) }),
    () => ({ 'equals-ignore-case': random.pick(CASED_WORDS) }),
    () => ({ prefix: { 'equals-ignore-case': random.pick(CASED_WORDS) } }),
    () => ({ suffix: { 'equals-ignore-case': random.pick(CASED_WORDS) } }),
    () => ({ wildcard: wildcardText(random) }),
    () => ({ 'anything-but': anythingButOperand(random) }),
    () => ({ 'anything-but': anythingButOperand(random) }),
    () => ({ numeric: numericOperand(random) }),
    () => ({ exists: random.chance(0.5) }),
    () => ({ exists: false }),
    () => ({ cidr: random.pick(BLOCKS) }),
    () => ({ exactly: random.pick(WORDS) }),
  ]);
  return make(random);
}

export function value(random: Random): Json {
  return random.pick<() => Json>([
    () => random.pick(WORDS),
    () => random.pick(WORDS),
    () => random.pick(['a', 'b', 'abc']),
    () => new NumberText(random.pick(NUMBERS)),
    () => new NumberText(random.pick(['1', '1.0', '2'])),
    () => random.pick(ADDRESSES),
    () => random.pick([null, true, false]),
  ])();
}

function shortWord(random: Random): string {
  return random.chance(0.6) ? random.pick(['a', 'ab', 'b', 'c', 'bc']) : random.pick(WORDS);
}

export function wildcardText(random: Random): string {
  const pieces = random.times(0, 4, () =>
    random.pick(['a', 'b', 'c', 'ab', '*', '\\*', '\\\\', 'é', '日', ' a']),
  );
  return pieces.join('').replace(/(?<!\\)((?:\\\\)*)\*+/g, '$1*');
}

function anythingButOperand(random: Random): Json {
  const operator = random.pick(['', '', 'prefix', 'suffix', 'equals-ignore-case', 'wildcard']);
  if (operator === '') {
    if (random.chance(0.3)) return oneOrMany(random, () => new NumberText(random.pick(NUMBERS)));
    return oneOrMany(random, () => (random.chance(0.9) ? random.pick(WORDS) : random.pick(ADDRESSES)));
  }
  return { [operator]: oneOrMany(random, () => negatedText(random, operator)) };
}

function negatedText(random: Random, operator: string): string {
  if (operator === 'wildcard') return wildcardText(random);
  if (operator === 'equals-ignore-case') return random.pick(CASED_WORDS);
  return shortWord(random) || 'a';
}

function oneOrMany(random: Random, make: () => Json): Json {
  return random.chance(0.5) ? make() : random.times(1, 3, make);
}

function numericOperand(random: Random): Json {
  const [low, high] = random.times(2, 2, () => random.pick(NUMBERS)).sort((a, b) => Number(a) - Number(b));
  const bottom = new NumberText(low ?? '0');
  const top = new NumberText(high ?? '1');
  if (Number(low) === Number(high) || random.chance(0.5))
    return [random.pick(['=', '<', '<=', '>', '>=']), bottom];
  return [random.pick(['>', '>=']), bottom, random.pick(['<', '<=']), top];
}
