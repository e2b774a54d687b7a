import { createHash } from 'node:crypto';
import { isAmount } from '../bounds';
import type { Attributes, AttributeValue } from './telemetry';

/** Longer texts are cut: a message of an error, and LangSmith's object of usage, are the longest that are read. */
const MAX_CHARACTERS = 4_096;
const MAX_ITEMS = 16;

/** Half of a SHA-256, in hexadecimal, as `argumentsHash` shows it. */
export const hashed = (content: string | Uint8Array): string =>
  createHash('sha256').update(content).digest('hex').slice(0, 32);

const cutText = (text: string): string =>
  text.length > MAX_CHARACTERS ? text.slice(0, MAX_CHARACTERS) : text;

/** A decoded value as it is kept; undefined for what no field is read from. */
export function kept(value: unknown): AttributeValue | undefined {
  if (typeof value === 'string') return cutText(value);
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  if (!Array.isArray(value)) return undefined;
  return value
    .filter((item) => typeof item === 'string')
    .slice(0, MAX_ITEMS)
    .map(cutText);
}

/** The hash of a decoded value: of a text as it was sent, of anything else as JSON. */
export const contentHash = (value: unknown): string =>
  hashed(typeof value === 'string' ? toolInput(value) : JSON.stringify(value));

/** OpenLLMetry sends what LangChain's callbacks get: the arguments with ids of the run, new in each call. */
function toolInput(text: string): string {
  if (!text.startsWith('{"input_str":')) return text;
  try {
    const { input_str: input } = JSON.parse(text) as { input_str: unknown };
    return typeof input === 'string' ? input : text;
  } catch {
    return text;
  }
}

/** The first of these that is there and not empty. */
export function firstOf(attributes: Attributes, names: readonly string[]): AttributeValue | undefined {
  for (const name of names) {
    const value = attributes.get(name);
    if (value !== undefined && value !== '') return value;
  }
  return undefined;
}

export function textOf(attributes: Attributes, names: readonly string[]): string | undefined {
  const value = firstOf(attributes, names);
  return value === undefined || typeof value === 'object' ? undefined : String(value);
}

/** A count or an amount: 0 or more, also from its text. */
export function numberOf(attributes: Attributes, names: readonly string[]): number | undefined {
  return amount(firstOf(attributes, names));
}

export function amount(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return isAmount(number) ? number : undefined;
}

/** A score may be below 0. */
export function scoreOf(attributes: Attributes, names: readonly string[]): number | undefined {
  const value = firstOf(attributes, names);
  const number = typeof value === 'string' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}
