import {
  type AttributeValue,
  type Item,
  compareValues,
  sameValue,
  setMembers,
  typeOf,
} from '../attribute-value';
import type { Comparator, Condition, Operand } from './ast';
import { valueAt } from './path';

/** Whether the item (an empty one where there is none) meets the condition. */
export function meets(item: Item, condition: Condition): boolean {
  switch (condition.kind) {
    case 'and':
      return meets(item, condition.left) && meets(item, condition.right);
    case 'or':
      return meets(item, condition.left) || meets(item, condition.right);
    case 'not':
      return !meets(item, condition.of);
    case 'compare':
      return compare(condition.operator, resolve(item, condition.left), resolve(item, condition.right));
    case 'between': {
      const value = resolve(item, condition.of);
      return (
        compare('>=', value, resolve(item, condition.low)) &&
        compare('<=', value, resolve(item, condition.high))
      );
    }
    case 'in': {
      const value = resolve(item, condition.of);
      return condition.candidates.some((candidate) => compare('=', value, resolve(item, candidate)));
    }
    case 'call':
      return holds(
        condition.name,
        condition.args.map((arg) => resolve(item, arg)),
      );
  }
}

function resolve(item: Item, operand: Operand): AttributeValue | undefined {
  if (operand.kind === 'value') return operand.value;
  if (operand.kind === 'path') return valueAt(item, operand.path);
  return sizeOf(resolve(item, operand.of));
}

function compare(
  operator: Comparator,
  left: AttributeValue | undefined,
  right: AttributeValue | undefined,
): boolean {
  if (operator === '<>') return !left || !right || !sameValue(left, right);
  if (!left || !right) return false;
  if (operator === '=') return sameValue(left, right);
  const order = compareValues(left, right);
  if (order === undefined) return false;
  if (operator === '<') return order < 0;
  if (operator === '<=') return order <= 0;
  return operator === '>' ? order > 0 : order >= 0;
}

function holds(
  name: Extract<Condition, { kind: 'call' }>['name'],
  [subject, argument]: (AttributeValue | undefined)[],
): boolean {
  if (name === 'attribute_exists') return subject !== undefined;
  if (name === 'attribute_not_exists') return subject === undefined;
  if (!subject || !argument) return false;
  if (name === 'attribute_type') return 'S' in argument && typeOf(subject) === argument.S;
  return name === 'begins_with' ? beginsWith(subject, argument) : contains(subject, argument);
}

function beginsWith(subject: AttributeValue, prefix: AttributeValue): boolean {
  if ('S' in subject && 'S' in prefix) return subject.S.startsWith(prefix.S);
  if (!('B' in subject) || !('B' in prefix)) return false;
  const start = Buffer.from(prefix.B, 'base64');
  return Buffer.from(subject.B, 'base64').subarray(0, start.length).equals(start);
}

function contains(subject: AttributeValue, part: AttributeValue): boolean {
  if ('S' in subject) return 'S' in part && subject.S.includes(part.S);
  if ('B' in subject) {
    return 'B' in part && Buffer.from(subject.B, 'base64').includes(Buffer.from(part.B, 'base64'));
  }
  if ('L' in subject) return subject.L.some((element) => sameValue(element, part));
  const members = setMembers(subject);
  return members !== undefined && typeOf(subject) === `${typeOf(part)}S` && members.includes(scalar(part));
}

const scalar = (value: AttributeValue): string => String(Object.values(value)[0]);

function sizeOf(value: AttributeValue | undefined): AttributeValue | undefined {
  if (!value) return undefined;
  const size = measure(value);
  return size === undefined ? undefined : { N: String(size) };
}

/** Characters of a text (UTF-16 units, as AWS counts), bytes of a binary, elements of the rest. */
function measure(value: AttributeValue): number | undefined {
  if ('S' in value) return value.S.length;
  if ('B' in value) return Buffer.byteLength(value.B, 'base64');
  if ('L' in value) return value.L.length;
  if ('M' in value) return Object.keys(value.M).length;
  return setMembers(value)?.length;
}
