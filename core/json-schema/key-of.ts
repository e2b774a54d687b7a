import type { Steps } from '../steps';

/** A step looks at so many characters of a text. */
const CHARACTERS_A_STEP = 8;

/** Of looking at a text once. */
export const stepsOf = (text: string): number => 1 + Math.floor(text.length / CHARACTERS_A_STEP);

/**
 * A text that two JSON values share only if they are equal, by JSON Schema (1.0 is 1, members have no order). It never
 * reads as a number: V8 finds such texts in a Set by their value, which a client could choose to be slow.
 */
export function keyOf(value: unknown, steps: Steps): string {
  if (typeof value === 'string') {
    steps.spend(stepsOf(value));
    return JSON.stringify(value);
  }
  if (typeof value !== 'object' || value === null) {
    steps.spend(1);
    return `=${String(value)}`;
  }
  if (Array.isArray(value)) {
    steps.spend(1 + value.length);
    return `[${value.map((item) => keyOf(item, steps)).join(',')}]`;
  }
  const names = Object.keys(value);
  steps.spend(1 + names.length * Math.ceil(Math.log2(names.length + 1)));
  const members = names.sort().map((name) => {
    steps.spend(stepsOf(name));
    return `${JSON.stringify(name)}:${keyOf((value as Record<string, unknown>)[name], steps)}`;
  });
  return `{${members.join(',')}}`;
}
