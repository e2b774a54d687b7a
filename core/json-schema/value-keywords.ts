import { compilePattern } from '../expression/compile-expression';
import { FORMATS, stepsOfFormat, type Format } from './formats';
import { keyOf, stepsOf } from './key-of';
import { isMultipleOf } from './multiple-of';
import { fault, type Keyword, type SchemaObject, type Test } from './visit';

/** Of the values that a schema names in a message. */
const SHOWN_CHARACTERS = 200;

const shown = (value: unknown): string => {
  const text = JSON.stringify(value);
  return text.length <= SHOWN_CHARACTERS ? text : `${text.slice(0, SHOWN_CHARACTERS)}…`;
};

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

const type: Keyword = {
  names: ['type'],
  test({ type: given }) {
    const types = new Set(Array.isArray(given) ? (given as string[]) : [given as string]);
    const detail = `must be of type ${[...types].join(' or ')}`;
    return (value, visit) =>
      types.has(typeOf(value)) || (types.has('integer') && Number.isInteger(value)) || fault(visit, detail);
  },
};

/** `const` is an `enum` of one. */
const oneOf = (name: string, valuesOf: (schema: SchemaObject) => unknown[]): Keyword => ({
  names: [name],
  test(schema, { steps }) {
    const values = valuesOf(schema);
    const types = new Set(values.map(typeOf));
    const keys = new Set(values.map((value) => keyOf(value, steps)));
    const detail = values.length === 1 ? `must be ${shown(values[0])}` : `must be one of ${shown(values)}`;
    return (value, visit) =>
      (types.has(typeOf(value)) && keys.has(keyOf(value, steps))) || fault(visit, detail);
  },
});

/** A keyword with a number, for numbers. */
const numeric = (
  name: string,
  passes: (value: number, bound: number) => boolean,
  detail: (bound: number) => string,
): Keyword => ({
  names: [name],
  test(schema) {
    const bound = schema[name] as number;
    const text = detail(bound);
    return (value, visit) => typeof value !== 'number' || passes(value, bound) || fault(visit, text);
  },
});

/** Decimals of hundreds of digits, at worst. */
const STEPS_TO_DIVIDE = 20;

const multipleOf: Keyword = {
  names: ['multipleOf'],
  test({ multipleOf: given }, { steps }) {
    const detail = `must be a multiple of ${String(given)}`;
    return (value, visit) => {
      if (typeof value !== 'number') return true;
      steps.spend(STEPS_TO_DIVIDE);
      return isMultipleOf(value, given as number) || fault(visit, detail);
    };
  },
};

/** In characters, of which an emoji is one, whatever UTF-16 makes of it. */
const length: Keyword = {
  names: ['minLength', 'maxLength'],
  test({ minLength = 0, maxLength = Infinity }, { steps }) {
    const [min, max] = [minLength as number, maxLength as number];
    return forText((text, visit) => {
      steps.spend(stepsOf(text));
      const characters = charactersIn(text);
      if (characters < min) return fault(visit, `must have at least ${min} characters`);
      return characters <= max || fault(visit, `must have at most ${max} characters`);
    });
  },
};

function charactersIn(text: string): number {
  let characters = 0;
  for (let at = 0; at < text.length; at += 1) {
    if ((text.codePointAt(at) ?? 0) > 0xffff) at += 1;
    characters += 1;
  }
  return characters;
}

const pattern: Keyword = {
  names: ['pattern'],
  test({ pattern: source }, { steps }) {
    const expression = compilePattern(source as string, steps);
    const detail = `must match the pattern ${String(source)}`;
    return forText((text, visit) => expression.matches(text, steps) || fault(visit, detail));
  },
};

const format: Keyword = {
  names: ['format'],
  test({ format: name }, { steps }) {
    if (!Object.hasOwn(FORMATS, name as string)) return () => true;
    const detail = `must be of the format ${String(name)}`;
    return forText((text, visit) => {
      steps.spend(stepsOfFormat(name as Format, text));
      return FORMATS[name as Format](text) || fault(visit, detail);
    });
  },
};

const forText =
  (test: (text: string, visit: Parameters<Test>[1]) => boolean): Test =>
  (value, visit) =>
    typeof value !== 'string' || test(value, visit);

export const VALUE_KEYWORDS: readonly Keyword[] = [
  type,
  oneOf('const', ({ const: value }) => [value]),
  oneOf('enum', ({ enum: values }) => values as unknown[]),
  numeric(
    'minimum',
    (value, bound) => value >= bound,
    (bound) => `must be at least ${bound}`,
  ),
  numeric(
    'maximum',
    (value, bound) => value <= bound,
    (bound) => `must be at most ${bound}`,
  ),
  numeric(
    'exclusiveMinimum',
    (value, bound) => value > bound,
    (bound) => `must be above ${bound}`,
  ),
  numeric(
    'exclusiveMaximum',
    (value, bound) => value < bound,
    (bound) => `must be below ${bound}`,
  ),
  ...[multipleOf, length, pattern, format],
];
