import { type AttributeValue, type Item, attributeOf } from '../attribute-value';
import { invalid } from '../invalid';
import { parseValue } from '../parse-item';
import { ServiceError } from '../../context';

type Complain = (problem: string) => void;

/** The `#names` and `:values` of one request; each must be used by one of its expressions. */
export class Placeholders {
  private readonly names: ReadonlyMap<string, string>;
  private readonly values: Item;
  private readonly unusedNames: Set<string>;
  private readonly unusedValues: Set<string>;

  /** Both as the request has them, unchecked. */
  constructor(names: Record<string, unknown> | undefined, values: Record<string, unknown> | undefined) {
    this.names = checkedNames(names);
    this.values = checkedValues(values);
    this.unusedNames = new Set(this.names.keys());
    this.unusedValues = new Set(Object.keys(this.values));
  }

  name(placeholder: string, complain: Complain): string {
    const name = this.names.get(placeholder);
    this.unusedNames.delete(placeholder);
    if (name !== undefined) return name;
    complain(
      `An expression attribute name used in the document path is not defined; attribute name: ${placeholder}`,
    );
    return placeholder;
  }

  value(placeholder: string, complain: Complain): AttributeValue {
    const value = attributeOf(this.values, placeholder);
    this.unusedValues.delete(placeholder);
    if (value) return value;
    complain(
      `An expression attribute value used in expression is not defined; attribute value: ${placeholder}`,
    );
    return { S: '' };
  }

  assertAllUsed(): void {
    for (const [parameter, unused] of [
      ['ExpressionAttributeNames', this.unusedNames],
      ['ExpressionAttributeValues', this.unusedValues],
    ] as const) {
      if (unused.size === 0) continue;
      throw invalid(
        `Value provided in ${parameter} unused in expressions: keys: {${[...unused].join(', ')}}`,
      );
    }
  }
}

function checkedNames(names: Record<string, unknown> | undefined): Map<string, string> {
  if (!names) return new Map();
  const entries = Object.entries(names);
  if (entries.length === 0) throw invalid('ExpressionAttributeNames must not be empty');
  return new Map(
    entries.map(([key, name]) => {
      if (!/^#[A-Za-z0-9_]+$/.test(key)) {
        throw invalid(`ExpressionAttributeNames contains invalid key: Syntax error; key: "${key}"`);
      }
      if (typeof name !== 'string' || name === '') {
        throw invalid(`ExpressionAttributeNames contains invalid value: Empty attribute name for key ${key}`);
      }
      return [key, name];
    }),
  );
}

function checkedValues(values: Record<string, unknown> | undefined): Item {
  if (!values) return {};
  const entries = Object.entries(values);
  if (entries.length === 0) throw invalid('ExpressionAttributeValues must not be empty');
  return Object.fromEntries(entries.map(([key, raw]) => [key, checkedValue(key, raw)]));
}

function checkedValue(key: string, raw: unknown): AttributeValue {
  if (!/^:[A-Za-z0-9_]+$/.test(key)) {
    throw invalid(`ExpressionAttributeValues contains invalid key: Syntax error; key: "${key}"`);
  }
  try {
    return parseValue(raw);
  } catch (error) {
    if (!(error instanceof ServiceError) || error.code !== 'ValidationException') throw error;
    throw invalid(`ExpressionAttributeValues contains invalid value: ${error.message} for key ${key}`);
  }
}
