import { type Input, type LocalContext } from '../context';
import type { Item } from './attribute-value';
import { requireTable } from './catalogue';
import { invalid, unreadable, unsupported } from './invalid';
import { parseItem } from './parse-item';
import type { Table } from './table';

/** Checked access to one request structure. Parameters that are not listed as supported are refused by name. */
export class Parameters {
  constructor(
    readonly input: Input,
    supported: readonly string[],
    /** The structure's place in the request, for messages, with a dot behind. */
    private readonly where = '',
  ) {
    const other = Object.keys(input).find((name) => given(input[name]) && !supported.includes(name));
    if (other !== undefined) throw unsupported(`The parameter ${other}`);
  }

  has(name: string): boolean {
    return given(this.input[name]);
  }

  text(name: string): string | undefined {
    const value = this.input[name];
    if (!given(value)) return undefined;
    if (typeof value !== 'string') throw unreadable(`${name} must be a string`);
    return value;
  }

  choice<T extends string>(name: string, options: readonly T[], otherwise: T): T {
    const value = this.text(name);
    if (value === undefined) return otherwise;
    const found = options.find((option) => option === value);
    if (found !== undefined) return found;
    throw this.violation(name, `'${value}'`, `Member must satisfy enum value set: [${options.join(', ')}]`);
  }

  flag(name: string): boolean {
    const value = this.input[name];
    if (!given(value)) return false;
    if (typeof value !== 'boolean') throw unreadable(`${name} must be a boolean`);
    return value;
  }

  /** An integer within bounds; undefined where absent. */
  integer(name: string, least: number, most = Number.MAX_SAFE_INTEGER): number | undefined {
    const value = this.input[name];
    if (!given(value)) return undefined;
    if (typeof value !== 'number') throw unreadable(`${name} must be a number`);
    const number = Math.floor(value);
    const bound = number < least ? `greater than or equal to ${least}` : `less than or equal to ${most}`;
    if (number >= least && number <= most) return number;
    throw this.violation(name, `'${number}'`, `Member must have value ${bound}`);
  }

  /** A map of attribute values that must be there. */
  item(name: string): Item {
    return parseItem(this.required(name));
  }

  optionalItem(name: string): Item | undefined {
    return this.has(name) ? parseItem(this.input[name]) : undefined;
  }

  map(name: string): Record<string, unknown> {
    const value = this.required(name);
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw unreadable(`${name} must be a map`);
    return value as Record<string, unknown>;
  }

  list(name: string, least: number, most: number): unknown[] {
    const value = this.required(name);
    if (!Array.isArray(value)) throw unreadable(`${name} must be a list`);
    const bound =
      value.length < least ? `greater than or equal to ${least}` : `less than or equal to ${most}`;
    if (value.length >= least && value.length <= most) return value;
    throw this.violation(name, `'${shortened(value)}'`, `Member must have length ${bound}`);
  }

  table(local: LocalContext): Table {
    const name = this.text('TableName');
    if (name === undefined) {
      throw invalid("The parameter 'TableName' is required but was not present in the request");
    }
    checkTableName(name);
    return requireTable(local, name);
  }

  private required(name: string): unknown {
    const value = this.input[name];
    if (value !== undefined && value !== null) return value;
    throw this.violation(name, 'null', 'Member must not be null');
  }

  private violation(name: string, value: string, rule: string): Error {
    const place = `${this.where}${name.charAt(0).toLowerCase()}${name.slice(1)}`;
    return invalid(
      `1 validation error detected: Value ${value} at '${place}' failed to satisfy constraint: ${rule}`,
    );
  }
}

const given = (value: unknown): boolean => value !== undefined && value !== null;
const shortened = (value: unknown): string => JSON.stringify(value).slice(0, 200);

function checkTableName(name: string): void {
  if (name.length < 3 || name.length > 1024) {
    throw invalid('TableName must be at least 3 characters long and at most 255 characters long');
  }
  if (!/^[a-zA-Z0-9_.:/-]+$/.test(name)) {
    throw invalid(
      `1 validation error detected: Value '${name}' at 'tableName' failed to satisfy constraint: ` +
        'Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+',
    );
  }
}
