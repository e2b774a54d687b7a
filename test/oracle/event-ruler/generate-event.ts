import { value } from './generate-pattern';
import type { Json } from './json-text';
import { NumberText } from './json-text';
import type { Random } from './random';
import { NAMES } from './vocabulary';

type JsonObject = { [name: string]: Json };

/** An event that has nothing to do with a pattern, but the vocabulary. */
export function generateEvent(random: Random): Json {
  return objectOf(random, 3);
}

/** An event of the pattern's shape, with values that its operators mention, some of them spoiled. */
export function eventLike(pattern: Json, random: Random): Json {
  const event: JsonObject = {};
  fill(event, pattern, random);
  return event;
}

function fill(event: JsonObject, pattern: Json, random: Random): void {
  if (!isObject(pattern)) return;
  for (const [name, member] of Object.entries(pattern)) {
    if (name === '$or' && Array.isArray(member)) {
      for (const alternative of member) if (random.chance(0.6)) fill(event, alternative, random);
    } else if (random.chance(0.92)) {
      set(
        event,
        name,
        isObject(member)
          ? container(member, event[name], random)
          : arrayed(leafValue(member, random), random),
      );
    }
  }
}

/** An object, or an array with an object that fits and others that fit in part, sometimes in arrays again. */
function container(pattern: JsonObject, before: Json | undefined, random: Random): Json {
  const like = (): JsonObject => {
    const object: JsonObject = isObject(before) ? { ...before } : {};
    fill(object, pattern, random);
    return object;
  };
  if (random.chance(0.55)) return like();
  const elements: Json[] = random.times(0, 3, () => (random.chance(0.8) ? like() : value(random)));
  return random.chance(0.15) ? [elements.filter(isObject), like()] : elements;
}

function leafValue(alternatives: Json, random: Random): Json {
  const mentioned = valuesIn(alternatives);
  const [first, ...others] = mentioned;
  if (first === undefined || random.chance(0.25))
    return random.chance(0.1) ? objectOf(random, 1) : value(random);
  const chosen = random.pick([first, ...others]);
  return typeof chosen === 'string' ? stretched(chosen, random) : chosen;
}

/** The scalars of a pattern's leaf; wildcards lose their stars, so that the values come near a match. */
function valuesIn(pattern: Json): Json[] {
  if (pattern instanceof NumberText) return [pattern];
  if (Array.isArray(pattern)) return pattern.flatMap(valuesIn);
  if (isObject(pattern)) return Object.values(pattern).flatMap(valuesIn);
  if (typeof pattern !== 'string') return [pattern];
  return [pattern.replace(/\/\d+$/, ''), pattern.replaceAll('*', 'x').replaceAll('\\', '')];
}

function stretched(text: string, random: Random): string {
  return random.pick([
    () => text,
    () => text,
    () => `${text}${random.pick(['a', 'b', 'c', 'é'])}`,
    () => `${random.pick(['a', 'b', 'c', '日'])}${text}`,
    () => text.toUpperCase(),
    () => text.toLowerCase(),
  ])();
}

function arrayed(scalar: Json, random: Random): Json {
  if (random.chance(0.7)) return scalar;
  const others = random.times(0, 2, () => value(random));
  return random.chance(0.15) ? [[scalar], ...others] : [...others, ...(random.chance(0.9) ? [scalar] : [])];
}

function objectOf(random: Random, depth: number): JsonObject {
  const event: JsonObject = {};
  for (const name of random.times(0, 4, () => random.pick(NAMES))) set(event, name, anyValue(random, depth));
  return event;
}

function anyValue(random: Random, depth: number): Json {
  if (depth === 0 || random.chance(0.5)) return value(random);
  if (random.chance(0.5)) return objectOf(random, depth - 1);
  return random.times(0, 3, () => anyValue(random, depth - 1));
}

/** `__proto__` too must become a field of its own. */
function set(object: JsonObject, name: string, member: Json): void {
  Object.defineProperty(object, name, {
    value: member,
    enumerable: true,
    configurable: true,
    writable: true,
  });
}

function isObject(json: Json | undefined): json is JsonObject {
  return typeof json === 'object' && json !== null && !Array.isArray(json) && !(json instanceof NumberText);
}
