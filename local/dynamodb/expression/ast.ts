import type { AttributeValue } from '../attribute-value';

/** Names and list indexes from the item inwards. */
export type Path = readonly [string, ...(string | number)[]];

export type Operand =
  { kind: 'path'; path: Path } | { kind: 'value'; value: AttributeValue } | { kind: 'size'; of: Operand };

export type Comparator = '=' | '<>' | '<' | '<=' | '>' | '>=';

export type ConditionFunction =
  'attribute_exists' | 'attribute_not_exists' | 'attribute_type' | 'begins_with' | 'contains';

export type Condition =
  | { kind: 'and' | 'or'; left: Condition; right: Condition }
  | { kind: 'not'; of: Condition }
  | { kind: 'compare'; operator: Comparator; left: Operand; right: Operand }
  | { kind: 'between'; of: Operand; low: Operand; high: Operand }
  | { kind: 'in'; of: Operand; candidates: Operand[] }
  | { kind: 'call'; name: ConditionFunction; args: Operand[] };

/** What a SET assigns. */
export type SetValue =
  | { kind: 'path'; path: Path }
  | { kind: 'value'; value: AttributeValue }
  | { kind: 'arithmetic'; operator: '+' | '-'; left: SetValue; right: SetValue }
  | { kind: 'if_not_exists'; path: Path; otherwise: SetValue }
  | { kind: 'list_append'; first: SetValue; second: SetValue };

export interface Update {
  set: { path: Path; value: SetValue }[];
  remove: { path: Path }[];
  add: { path: Path; value: AttributeValue }[];
  delete: { path: Path; value: AttributeValue }[];
}

/** Every path that an update writes to, in the order written. */
export const updatedPaths = (update: Update): Path[] =>
  [...update.set, ...update.remove, ...update.add, ...update.delete].map(({ path }) => path);
