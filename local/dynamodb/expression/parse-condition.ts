import { type TypeName, compareValues, typeOf } from '../attribute-value';
import type { Comparator, Condition, ConditionFunction, Operand } from './ast';
import type { Parser } from './parser';
import { pathText } from './path';

const COMPARATORS: ReadonlySet<string> = new Set(['=', '<>', '<', '<=', '>', '>=']);
const STRUCTURE: ReadonlySet<string> = new Set(['AND', 'OR', 'NOT', 'BETWEEN', 'IN']);
const ORDERED: ReadonlySet<TypeName> = new Set(['S', 'N', 'B']);
const TYPE_NAMES = ['B', 'NULL', 'SS', 'BOOL', 'L', 'BS', 'N', 'NS', 'S', 'M'];
const MAX_CANDIDATES = 100;

const ARGUMENTS: Record<ConditionFunction | 'size', number> = {
  attribute_exists: 1,
  attribute_not_exists: 1,
  attribute_type: 2,
  begins_with: 2,
  contains: 2,
  size: 1,
};

/** `size(...)` alone, a bare path or a value: something that becomes a condition only by a comparison. */
type Term = { operand: Operand } | { condition: Condition; function?: string; wrapped?: boolean };

/** Condition, filter and key condition expressions; OR binds weakest, then AND, then NOT. */
export function parseCondition(parser: Parser): Condition {
  const condition = disjunction(parser);
  parser.finish();
  return condition;
}

function disjunction(parser: Parser): Condition {
  return asCondition(parser, either(parser));
}

function either(parser: Parser): Term {
  let term = both(parser);
  while (parser.accept('OR')) {
    parser.countOperator();
    term = {
      condition: { kind: 'or', left: asCondition(parser, term), right: asCondition(parser, both(parser)) },
    };
  }
  return term;
}

function both(parser: Parser): Term {
  let term = negation(parser);
  while (parser.accept('AND')) {
    parser.countOperator();
    const left = asCondition(parser, term);
    term = { condition: { kind: 'and', left, right: asCondition(parser, negation(parser)) } };
  }
  return term;
}

function negation(parser: Parser): Term {
  if (!parser.accept('NOT')) return comparison(parser);
  parser.countOperator();
  return { condition: { kind: 'not', of: asCondition(parser, negation(parser)) } };
}

function comparison(parser: Parser): Term {
  const term = primary(parser);
  if (parser.token.kind === 'symbol' && COMPARATORS.has(parser.token.text)) {
    const operator = parser.advance().text as Comparator;
    return { condition: compare(parser, operator, asOperand(parser, term), operand(parser)) };
  }
  if (parser.accept('BETWEEN')) return { condition: between(parser, asOperand(parser, term)) };
  if (parser.accept('IN')) return { condition: inList(parser, asOperand(parser, term)) };
  return term;
}

function primary(parser: Parser): Term {
  if (parser.accept('(')) return parenthesised(parser);
  if (parser.token.kind === 'value') return { operand: { kind: 'value', value: parser.value() } };
  if (parser.token.kind === 'word' && STRUCTURE.has(parser.token.text.toUpperCase())) parser.fail();
  if (parser.token.kind === 'word' && parser.next.text === '(') return call(parser);
  return { operand: { kind: 'path', path: parser.path() } };
}

function parenthesised(parser: Parser): Term {
  const inner = either(parser);
  parser.expect(')');
  if ('operand' in inner) return inner;
  if (inner.wrapped) parser.complain('The expression has redundant parentheses;');
  return { condition: inner.condition, wrapped: true };
}

function operand(parser: Parser): Operand {
  return asOperand(parser, primary(parser));
}

function asOperand(parser: Parser, term: Term): Operand {
  if ('operand' in term) return term.operand;
  if (term.function === undefined) parser.fail();
  parser.complain(
    `The function is not allowed to be used this way in an expression; function: ${term.function}`,
  );
  return { kind: 'value', value: { BOOL: true } };
}

function asCondition(parser: Parser, term: Term): Condition {
  if ('condition' in term) return term.condition;
  if (term.operand.kind !== 'size') parser.fail();
  parser.complain('The function is not allowed to be used this way in an expression; function: size');
  return { kind: 'in', of: term.operand, candidates: [] };
}

function compare(parser: Parser, operator: Comparator, left: Operand, right: Operand): Condition {
  parser.countOperator();
  checkDistinct(parser, operator, left, right);
  if (operator !== '=' && operator !== '<>') {
    for (const side of [left, right]) checkType(parser, `operator: ${operator}`, side, ORDERED);
  }
  return { kind: 'compare', operator, left, right };
}

function between(parser: Parser, of: Operand): Condition {
  parser.countOperator();
  const low = operand(parser);
  parser.expect('AND');
  const high = operand(parser);
  for (const side of [of, low, high]) checkType(parser, 'operator: BETWEEN', side, ORDERED);
  checkBounds(parser, low, high);
  return { kind: 'between', of, low, high };
}

function checkBounds(parser: Parser, low: Operand, high: Operand): void {
  if (low.kind !== 'value' || high.kind !== 'value') return;
  const [lowType, highType] = [typeOf(low.value), typeOf(high.value)];
  const shown = [low.value, high.value].map(
    (v) => `AttributeValue: {${typeOf(v)}:${String(Object.values(v)[0])}}`,
  );
  const bounds = `lower bound operand: ${shown[0]}, upper bound operand: ${shown[1]}`;
  if (lowType !== highType) {
    parser.complain(`The BETWEEN operator requires same data type for lower and upper bounds; ${bounds}`);
  } else if ((compareValues(low.value, high.value) ?? 0) > 0) {
    parser.complain(
      `The BETWEEN operator requires upper bound to be greater than or equal to lower bound; ${bounds}`,
    );
  }
}

function inList(parser: Parser, of: Operand): Condition {
  parser.countOperator();
  parser.expect('(');
  const candidates = parser.list(() => operand(parser));
  parser.expect(')');
  if (candidates.length > MAX_CANDIDATES) {
    const count = candidates.length + 1;
    parser.complain(
      `Incorrect number of operands for operator or function; operator or function: IN, number of operands: ${count}`,
    );
  }
  for (const candidate of candidates) checkDistinct(parser, 'IN', of, candidate);
  return { kind: 'in', of, candidates };
}

function call(parser: Parser): Term {
  const name = parser.advance().text;
  parser.expect('(');
  const args = parser.list(() => operand(parser));
  parser.expect(')');
  parser.countOperator();
  const [first] = args;
  if (!first) parser.fail();
  if (!isFunction(name)) {
    parser.complain(`Invalid function name; function: ${name}`);
    return { operand: { kind: 'size', of: first } };
  }
  checkArguments(parser, name, args);
  if (name === 'size') return { operand: { kind: 'size', of: first } };
  return { condition: { kind: 'call', name, args }, function: name };
}

const isFunction = (name: string): name is ConditionFunction | 'size' => Object.hasOwn(ARGUMENTS, name);

function checkArguments(parser: Parser, name: ConditionFunction | 'size', args: Operand[]): void {
  const shown = `operator or function: ${name}`;
  if (args.length !== ARGUMENTS[name]) {
    parser.complain(
      `Incorrect number of operands for operator or function; ${shown}, number of operands: ${args.length}`,
    );
    return;
  }
  const [first, second] = args as [Operand, Operand | undefined];
  if (second) checkDistinct(parser, name, first, second);
  if (name === 'attribute_exists' || name === 'attribute_not_exists') {
    if (first.kind !== 'path') parser.complain(`Operator or function requires a document path; ${shown}`);
  } else if (name === 'begins_with') {
    for (const arg of args) checkType(parser, shown, arg, new Set(['S', 'B']));
  } else if (name === 'size') {
    checkType(parser, shown, first, new Set(['S', 'B', 'SS', 'NS', 'BS', 'L', 'M']));
  } else if (name === 'attribute_type' && second) {
    checkTypeName(parser, second);
  }
}

function checkTypeName(parser: Parser, operand: Operand): void {
  const shown = 'operator or function: attribute_type, operand type';
  if (operand.kind !== 'value') {
    parser.complain(
      `Incorrect operand type for operator or function; ${shown}: {NS,SS,L,BS,N,M,B,BOOL,NULL,S}`,
    );
  } else if (!('S' in operand.value)) {
    parser.complain(`Incorrect operand type for operator or function; ${shown}: ${typeOf(operand.value)}`);
  } else if (!TYPE_NAMES.includes(operand.value.S)) {
    parser.complain(
      `Invalid attribute type name found; type: ${operand.value.S}, valid types: {${TYPE_NAMES.join(',')}}`,
    );
  }
}

function checkType(parser: Parser, shown: string, operand: Operand, allowed: ReadonlySet<TypeName>): void {
  if (operand.kind === 'path') return;
  const type = operand.kind === 'size' ? 'N' : typeOf(operand.value);
  if (allowed.has(type)) return;
  parser.complain(`Incorrect operand type for operator or function; ${shown}, operand type: ${type}`);
}

function checkDistinct(parser: Parser, operator: string, left: Operand, right: Operand): void {
  if (left.kind !== 'path' || right.kind !== 'path' || pathText(left.path) !== pathText(right.path)) return;
  parser.complain(
    'The first operand must be distinct from the remaining operands for this operator or function; ' +
      `operator: ${operator}, first operand: ${pathText(left.path)}`,
  );
}
