import { createHash } from 'node:crypto';
import { attributeProblem } from '../agent/agent-name';
import { canonicalJson } from '../monitor/canonical-json';
import { BOUNDS, isAmount } from './bounds';

/** Reads one kind of value out of a client's JSON; undefined for whatever is not of this kind. */
export type Reader = (value: unknown) => string | number | undefined;

const cut = (text: string, characters: number): string | undefined =>
  text === '' ? undefined : text.slice(0, characters).toWellFormed();

/** A name of a model, a tool, a provider. What is longer than any name is cut. */
export const name: Reader = (value) =>
  typeof value === 'string' ? cut(value.trim(), BOUNDS.nameCharacters) : undefined;

/** What is said for people about a failure. */
export const message: Reader = (value) =>
  typeof value === 'string' ? cut(value, BOUNDS.messageCharacters) : undefined;

/** A status as text, whichever way it is sent; 0 stands for none. */
export const code: Reader = (value) =>
  isAmount(value) && value > 0 ? String(value) : value === 0 ? undefined : name(value);

/** A number of tokens; gateways write 0 where they do not know. */
export const someTokens: Reader = (value) =>
  isAmount(value) && Number.isInteger(value) && value > 0 ? value : undefined;

export const milliseconds: Reader = (value) => (isAmount(value) ? Math.round(value) : undefined);

/** In seconds as it is sent, in milliseconds as we keep it. */
export const seconds: Reader = (value) => (isAmount(value) ? milliseconds(value * 1000) : undefined);

/** Dollars, as micro-dollars: whole ones, and thousandths where rounding would lose more than half a percent. */
export const dollars: Reader = (value) => {
  const micro = isAmount(value) ? value * 1e6 : NaN;
  if (!isAmount(micro)) return undefined;
  return micro >= 100 ? Math.round(micro) : Math.round(micro * 1000) / 1000;
};

/** Gateways write 0 where they know no price; what is free in truth has a price of its own in the project. */
export const someDollars: Reader = (value) => (value === 0 ? undefined : dollars(value));

/** An attribute of an event: taken as it is, or not at all. */
export const attribute = (value: unknown): string | undefined =>
  typeof value === 'string' && attributeProblem(value) === undefined ? value : undefined;

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Larger arguments are hashed as they are written: the canonical form sorts, and is made by recursion. */
const MAX_NESTING = 100;
const MAX_NODES = 10_000;

/** The same for the same arguments, in whatever order their members are written. */
export function argumentsHash(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  return sha256(isSmall(value) ? canonicalJson(value) : asWritten(value));
}

function isSmall(value: unknown): boolean {
  let left = MAX_NODES;
  const fits = (one: unknown, levels: number): boolean => {
    if (--left < 0) return false;
    if (typeof one !== 'object' || one === null) return true;
    return levels > 0 && Object.values(one).every((member) => fits(member, levels - 1));
  };
  return fits(value, MAX_NESTING);
}

function asWritten(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch {
    // Deeper than any stack: by its first names and scalars.
    return firstParts(value);
  }
}

function firstParts(value: unknown): string {
  const parts: string[] = [];
  const open: unknown[] = [value];
  while (open.length > 0 && parts.length < MAX_NODES) {
    const next = open.pop();
    if (typeof next !== 'object' || next === null) parts.push(JSON.stringify(next));
    else for (const [key, member] of Object.entries(next)) open.push(member, key);
  }
  return parts.join(',');
}
