import { type AttributeValue, type Item, type TypeName, setAttribute } from './attribute-value';
import { normalizeNumber } from './decimal';
import { invalid, invalidParameter, unreadable } from './invalid';

const MAX_DEPTH = 32;

type Parser = (raw: unknown, depth: number) => AttributeValue;

const PARSERS: Record<TypeName, Parser> = {
  S: (raw) => ({ S: text(raw) }),
  N: (raw) => ({ N: normalizeNumber(text(raw)) }),
  B: (raw) => ({ B: base64(raw) }),
  BOOL: (raw) => ({ BOOL: flag(raw) }),
  NULL: (raw) => {
    if (flag(raw)) return { NULL: true };
    throw invalidParameter('Null attribute value types must have the value of true');
  },
  SS: (raw) => ({ SS: stringSet(raw) }),
  NS: (raw) => ({ NS: numberSet(raw) }),
  BS: (raw) => ({ BS: binarySet(raw) }),
  L: (raw, depth) => ({ L: list(raw).map((element) => parseValue(element, depth + 1)) }),
  M: (raw, depth) => ({ M: parseItem(raw, depth + 1) }),
};

/** Checks and normalises a map of attribute values; throws AWS's validation errors. */
export function parseItem(raw: unknown, depth = 0): Item {
  const item: Item = {};
  for (const [name, value] of Object.entries(structure(raw)))
    setAttribute(item, name, parseValue(value, depth));
  return item;
}

/** Checks and normalises one attribute value; throws AWS's validation errors. */
export function parseValue(raw: unknown, depth = 0): AttributeValue {
  if (depth > MAX_DEPTH) throw invalid('Nesting Levels have exceeded supported limits');
  const types = Object.entries(structure(raw)).filter(([, value]) => value !== undefined && value !== null);
  const [first, second] = types;
  if (!first) {
    throw invalid('Supplied AttributeValue is empty, must contain exactly one of the supported datatypes');
  }
  if (second) {
    throw invalid(
      'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes',
    );
  }
  const [type, value] = first;
  if (!Object.hasOwn(PARSERS, type)) {
    throw invalid('Supplied AttributeValue is empty, must contain exactly one of the supported datatypes');
  }
  return PARSERS[type as TypeName](value, depth);
}

function structure(raw: unknown): Record<string, unknown> {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
    throw unreadable('Start of structure or map expected');
  }
  return raw as Record<string, unknown>;
}

function list(raw: unknown): unknown[] {
  if (!Array.isArray(raw)) throw unreadable('Start of list expected');
  return raw;
}

function text(raw: unknown): string {
  if (typeof raw === 'string') return raw;
  const kind = typeof raw === 'boolean' ? `${raw.toString().toUpperCase()}_VALUE` : 'NUMBER_VALUE';
  throw unreadable(`${kind} cannot be converted to String`);
}

function flag(raw: unknown): boolean {
  if (typeof raw === 'boolean') return raw;
  throw unreadable('Unexpected token received from parser');
}

function base64(raw: unknown): string {
  const given = text(raw);
  if (Buffer.from(given, 'base64').toString('base64') !== given) {
    throw unreadable('Invalid Base64 in a binary value');
  }
  return given;
}

function stringSet(raw: unknown): string[] {
  const members = list(raw).map(text);
  if (members.length === 0) throw invalidParameter('An string set  may not be empty');
  if (members.includes('')) throw invalidParameter('An string set may not have a empty string as a member');
  if (hasRepeat(members))
    throw invalidParameter(`Input collection [${members.join(', ')}] contains duplicates.`);
  return members;
}

function numberSet(raw: unknown): string[] {
  const members = list(raw).map((member) => normalizeNumber(text(member)));
  if (members.length === 0) throw invalidParameter('An number set  may not be empty');
  if (hasRepeat(members)) throw invalid('Input collection contains duplicates');
  return members;
}

function binarySet(raw: unknown): string[] {
  const members = list(raw).map(base64);
  if (members.length === 0) throw invalidParameter('Binary sets should not be empty');
  if (hasRepeat(members)) {
    throw invalidParameter(`Input collection [${members.join(', ')}]of type BS contains duplicates.`);
  }
  return members;
}

const hasRepeat = (members: string[]): boolean => new Set(members).size < members.length;
