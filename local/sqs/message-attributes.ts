import type { Input } from '../context';
import { invalidValue } from './errors';
import { optionalText, structure } from './input';

/** A message attribute in SQS's JSON form; `BinaryValue` is base64. */
export interface MessageAttribute {
  DataType: string;
  StringValue?: string;
  BinaryValue?: string;
}

export type MessageAttributes = Record<string, MessageAttribute>;

const MAX_ATTRIBUTES = 10;
const NAME = /^(?!\.|aws\.|amazon\.)(?!.*\.\.)[\w.-]{1,256}(?<!\.)$/i;
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** The attributes of a SendMessage request or batch entry, checked as the SQS developer guide lists the rules. */
export function messageAttributes(input: Input): MessageAttributes {
  const given = Object.keys(structure(input, 'MessageAttributes'));
  if (given.length > MAX_ATTRIBUTES) {
    throw invalidValue(
      `Number of message attributes [${given.length}] exceeds the allowed maximum [${MAX_ATTRIBUTES}].`,
    );
  }
  const attributes = structure(input, 'MessageAttributes');
  return Object.fromEntries(given.map((name) => [name, checked(name, structure(attributes, name))]));
}

function checked(name: string, given: Input): MessageAttribute {
  if (!NAME.test(name)) {
    throw invalidValue(
      `Message (user) attribute name '${name}' is invalid. ` +
        `Attribute name can contain A-Z, a-z, 0-9, underscore (_), hyphen (-), and period (.) characters.`,
    );
  }
  const dataType = optionalText(given, 'DataType') ?? '';
  const kind = /^(String|Number|Binary)(\..+)?$/s.exec(dataType)?.[1];
  if (!kind || dataType.length > 256) {
    throw invalidValue(
      `The type of message (user) attribute '${name}' is invalid. You must use only the following supported type prefixes: Binary, Number, String.`,
    );
  }
  return kind === 'Binary' ? binary(name, dataType, given) : textual(name, dataType, kind, given);
}

function binary(name: string, DataType: string, given: Input): MessageAttribute {
  const BinaryValue = optionalText(given, 'BinaryValue');
  if (!BinaryValue) throw empty(name, 'Binary');
  return { DataType, BinaryValue };
}

function textual(name: string, DataType: string, kind: string, given: Input): MessageAttribute {
  const StringValue = optionalText(given, 'StringValue');
  if (!StringValue) throw empty(name, kind);
  if (kind === 'Number' && !NUMBER.test(StringValue)) {
    throw invalidValue(`Can't cast the value of message (user) attribute '${name}' to a number.`);
  }
  return { DataType, StringValue };
}

const empty = (name: string, kind: string): Error =>
  invalidValue(`Message (user) attribute '${name}' must contain a non-empty value of type '${kind}'.`);

/** The bytes of attribute names, types and values, which count towards a message's size. */
export function attributesSize(attributes: MessageAttributes): number {
  return Object.entries(attributes).reduce(
    (sum, [name, attribute]) =>
      sum + Buffer.byteLength(name + attribute.DataType) + valueBytes(attribute).length,
    0,
  );
}

export const valueBytes = (attribute: MessageAttribute): Buffer =>
  attribute.BinaryValue === undefined
    ? Buffer.from(attribute.StringValue ?? '')
    : Buffer.from(attribute.BinaryValue, 'base64');

/** Those that a receive asked for: `All`, `.*`, a name, or `prefix.*`. */
export function selectAttributes(attributes: MessageAttributes, wanted: string[]): MessageAttributes {
  const selected = (name: string): boolean =>
    wanted.some(
      (want) =>
        want === 'All' ||
        want === '.*' ||
        want === name ||
        (want.endsWith('.*') && name.startsWith(want.slice(0, -1))),
    );
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => selected(name)));
}
