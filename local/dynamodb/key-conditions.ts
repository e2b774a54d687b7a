import { type AttributeValue, typeOf } from './attribute-value';
import type { Condition, Operand } from './expression/ast';
import { invalid, invalidParameter } from './invalid';
import type { Bound } from './rows';
import { sortableKey } from './stored-key';
import { type KeyAttribute, type KeySchema, keyAttributes } from './table';

/** The one partition that a query reads, and the part of it. */
interface KeyConditions {
  hash: AttributeValue;
  low?: Bound;
  high?: Bound;
}

/** One comparison of a key attribute with values. */
interface Single {
  attribute: string;
  operator: '=' | '<' | '<=' | '>' | '>=' | 'between' | 'begins_with';
  values: AttributeValue[];
}

const MIRRORED = { '=': '=', '<': '>', '<=': '>=', '>': '<', '>=': '<=' } as const;

/** Reads a KeyConditionExpression for these keys; throws AWS's validation errors. */
export function keyConditions(condition: Condition, keys: KeySchema): KeyConditions {
  const singles = flatten(condition);
  checkCount(singles);
  const hash = singles.find(({ attribute }) => attribute === keys.hash.name);
  if (!hash) throw invalid(`Query condition missed key schema element: ${keys.hash.name}`);
  if (hash.operator !== '=') throw invalid('Query key condition not supported');
  const other = singles.find((single) => single !== hash);
  if (other && other.attribute !== keys.range?.name) {
    throw invalid(`Query condition missed key schema element: ${keys.range?.name ?? other.attribute}`);
  }
  for (const single of singles) checkTypes(single, keys);
  return { hash: hash.values[0] as AttributeValue, ...(other && bounds(other)) };
}

function flatten(condition: Condition): Single[] {
  switch (condition.kind) {
    case 'and':
      return [...flatten(condition.left), ...flatten(condition.right)];
    case 'or':
    case 'not':
    case 'in':
      throw invalid(`Invalid operator used in KeyConditionExpression: ${condition.kind.toUpperCase()}`);
    case 'between':
      return [single('between', condition.of, [condition.low, condition.high])];
    case 'call':
      if (condition.name !== 'begins_with') {
        throw invalid(`Invalid operator used in KeyConditionExpression: ${condition.name}`);
      }
      return [single('begins_with', condition.args[0] as Operand, condition.args.slice(1))];
    case 'compare':
      return [comparison(condition)];
  }
}

function comparison({ operator, left, right }: Extract<Condition, { kind: 'compare' }>): Single {
  if (operator === '<>') throw invalid('Invalid operator used in KeyConditionExpression: <>');
  if (left.kind === 'path') return single(operator, left, [right]);
  return single(MIRRORED[operator], right, [left]);
}

function single(operator: Single['operator'], subject: Operand, others: Operand[]): Single {
  const operands = [subject, ...others];
  if (operands.some(({ kind }) => kind === 'size')) {
    throw invalid('KeyConditionExpressions cannot contain nested operations');
  }
  const paths = operands.filter((operand) => operand.kind === 'path');
  if (paths.length > 1) {
    throw invalid(
      'Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition',
    );
  }
  if (paths.length === 0) {
    throw invalid('Invalid condition in KeyConditionExpression: No key attribute specified');
  }
  if (subject.kind !== 'path') {
    const name = operator === 'between' ? 'BETWEEN' : operator;
    throw invalid(
      `Invalid condition in KeyConditionExpression: ${name} operator must have the key attribute as its first operand`,
    );
  }
  if (subject.path.length > 1) {
    throw invalid('KeyConditionExpressions cannot have conditions on nested attributes');
  }
  const values = others.flatMap((operand) => (operand.kind === 'value' ? [operand.value] : []));
  return { attribute: subject.path[0], operator, values };
}

function checkCount(singles: Single[]): void {
  if (new Set(singles.map(({ attribute }) => attribute)).size < singles.length) {
    throw invalid('KeyConditionExpressions must only contain one condition per key');
  }
  if (singles.length > 2) throw invalid('Conditions can be of length 1 or 2 only');
}

function checkTypes({ attribute, values }: Single, keys: KeySchema): void {
  const key = keyAttributes(keys).find(({ name }) => name === attribute) as KeyAttribute;
  for (const value of values) {
    if (typeOf(value) !== key.type) {
      throw invalidParameter('Condition parameter type does not match schema type');
    }
    const empty = 'S' in value ? value.S === '' : 'B' in value && value.B === '';
    if (empty) {
      throw invalid(
        'One or more parameter values are not valid. ' +
          `The AttributeValue for a key attribute cannot contain an empty ${key.type === 'S' ? 'string' : 'binary'} value. Key: ${attribute}`,
      );
    }
  }
}

function bounds({ operator, values }: Single): { low?: Bound; high?: Bound } {
  const [first, second] = values.map(sortableKey) as [Buffer, Buffer | undefined];
  const at = (bytes: Buffer, inclusive: boolean): Bound => ({ bytes, inclusive });
  switch (operator) {
    case '=':
      return { low: at(first, true), high: at(first, true) };
    case '<':
    case '<=':
      return { high: at(first, operator === '<=') };
    case '>':
    case '>=':
      return { low: at(first, operator === '>=') };
    case 'between':
      return { low: at(first, true), high: at(second ?? first, true) };
    case 'begins_with': {
      const end = behindPrefix(first);
      return { low: at(first, true), ...(end && { high: at(end, false) }) };
    }
  }
}

/** The first bytes that sort behind everything with this prefix; undefined where nothing does. */
function behindPrefix(prefix: Buffer): Buffer | undefined {
  const last = prefix.findLastIndex((byte) => byte < 0xff);
  if (last < 0) return undefined;
  const end = Buffer.from(prefix.subarray(0, last + 1));
  end[last] = (end[last] as number) + 1;
  return end;
}
