import { type AttributeValue, type TypeName, typeOf } from '../attribute-value';
import { type Path, type SetValue, type Update, updatedPaths } from './ast';
import type { Parser } from './parser';
import { pathClash } from './path';

const CLAUSES = { SET: set, REMOVE: remove, ADD: add, DELETE: del } as const;

const LONG_NAMES: Record<TypeName, string> = {
  S: 'STRING',
  N: 'NUMBER',
  B: 'BINARY',
  BOOL: 'BOOLEAN',
  NULL: 'NULL',
  SS: 'STRING_SET',
  NS: 'NUMBER_SET',
  BS: 'BINARY_SET',
  L: 'LIST',
  M: 'MAP',
};

export function parseUpdate(parser: Parser): Update {
  const update: Update = { set: [], remove: [], add: [], delete: [] };
  const seen = new Set<string>();
  do {
    const clause = parser.advance().text.toUpperCase();
    if (!isClause(clause)) return parser.fail();
    if (seen.has(clause)) {
      parser.complain(`The "${clause}" section can only be used once in an update expression;`);
    }
    seen.add(clause);
    CLAUSES[clause](parser, update);
  } while (parser.token.kind === 'word');
  checkPaths(parser, updatedPaths(update));
  parser.finish();
  return update;
}

const isClause = (word: string): word is keyof typeof CLAUSES => Object.hasOwn(CLAUSES, word);

function checkPaths(parser: Parser, paths: Path[]): void {
  paths.forEach((two, index) => {
    for (const one of paths.slice(0, index)) {
      const clash = pathClash(one, two);
      if (clash !== undefined) parser.complain(clash);
    }
  });
}

function set(parser: Parser, update: Update): void {
  update.set.push(
    ...parser.list(() => {
      const path = parser.path();
      parser.expect('=');
      return { path, value: setValue(parser) };
    }),
  );
}

function remove(parser: Parser, update: Update): void {
  update.remove.push(...parser.list(() => ({ path: parser.path() })));
}

function add(parser: Parser, update: Update): void {
  const allowed: TypeName[] = ['N', 'SS', 'NS', 'BS'];
  update.add.push(...parser.list(() => ({ path: parser.path(), value: operandOf(parser, 'ADD', allowed) })));
}

function del(parser: Parser, update: Update): void {
  const allowed: TypeName[] = ['SS', 'NS', 'BS'];
  update.delete.push(
    ...parser.list(() => ({ path: parser.path(), value: operandOf(parser, 'DELETE', allowed) })),
  );
}

function operandOf(parser: Parser, operator: string, allowed: TypeName[]): AttributeValue {
  parser.countOperator();
  const value = parser.value();
  if (!allowed.includes(typeOf(value))) {
    parser.complain(
      `Incorrect operand type for operator or function; operator: ${operator}, operand type: ${LONG_NAMES[typeOf(value)]}`,
    );
  }
  return value;
}

function setValue(parser: Parser): SetValue {
  const left = setOperand(parser);
  const operator = parser.atSymbol('+') ? '+' : '-';
  if (!parser.accept(operator)) return left;
  parser.countOperator();
  const right = setOperand(parser);
  for (const side of [left, right]) checkType(parser, operator, side, 'N');
  return { kind: 'arithmetic', operator, left, right };
}

function setOperand(parser: Parser): SetValue {
  if (parser.accept('(')) {
    const inner = setValue(parser);
    parser.expect(')');
    return inner;
  }
  if (parser.token.kind === 'value') return { kind: 'value', value: parser.value() };
  if (parser.token.kind === 'word' && parser.next.text === '(') return call(parser);
  return { kind: 'path', path: parser.path() };
}

function call(parser: Parser): SetValue {
  const name = parser.advance().text;
  parser.expect('(');
  const args = parser.list(() => setValue(parser));
  parser.expect(')');
  parser.countOperator();
  const [first, second] = args;
  if (name !== 'if_not_exists' && name !== 'list_append') {
    parser.complain(`Invalid function name; function: ${name}`);
  } else if (!first || !second || args.length > 2) {
    parser.complain(
      `Incorrect number of operands for operator or function; operator or function: ${name}, number of operands: ${args.length}`,
    );
  } else {
    return name === 'if_not_exists' ? ifNotExists(parser, first, second) : listAppend(parser, first, second);
  }
  return { kind: 'value', value: { NULL: true } };
}

function ifNotExists(parser: Parser, first: SetValue, otherwise: SetValue): SetValue {
  if (first.kind === 'path') return { kind: 'if_not_exists', path: first.path, otherwise };
  parser.complain('Operator or function requires a document path; operator or function: if_not_exists');
  return otherwise;
}

function listAppend(parser: Parser, first: SetValue, second: SetValue): SetValue {
  for (const side of [first, second]) checkType(parser, 'list_append', side, 'L');
  return { kind: 'list_append', first, second };
}

function checkType(parser: Parser, operator: string, value: SetValue, type: TypeName): void {
  if (value.kind !== 'value' || typeOf(value.value) === type) return;
  parser.complain(
    `Incorrect operand type for operator or function; operator or function: ${operator}, operand type: ${typeOf(value.value)}`,
  );
}
