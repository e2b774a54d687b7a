import jsep from 'jsep';
import type { EventView } from '../event/read-entry';
import { pathValue } from './path-value';

/** Why an expression is no value: what it may be is arithmetic over `data.*` and `cost`. */
export class ValueError extends Error {}

/** The value of one event; undefined if an operand is missing, is no number, or the result is none. */
export interface ValueOf {
  (view: EventView, cost: number | undefined): number | undefined;
  usesCost: boolean;
}

const MAX_CHARACTERS = 256;
const MAX_DEPTH = 20;

type Part = (view: EventView, cost: number | undefined) => number | undefined;

const OPERATORS: Record<string, (a: number, b: number) => number> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
};

/** Reads `data.inputTokens + 2 * data.outputTokens`. Nothing is run: the tree is walked. Throws ValueError. */
export function compileValue(text: string): ValueOf {
  if (text.length > MAX_CHARACTERS) throw new ValueError(`must have at most ${MAX_CHARACTERS} characters`);
  const uses = { cost: false };
  const part = compile(parsed(text), 1, uses);
  const valueOf = (view: EventView, cost: number | undefined): number | undefined => {
    const value = part(view, cost);
    return value !== undefined && Number.isFinite(value) ? value : undefined;
  };
  return Object.assign(valueOf, { usesCost: uses.cost });
}

function parsed(text: string): jsep.Expression {
  try {
    return jsep(text);
  } catch (error) {
    throw new ValueError(`cannot be read: ${error instanceof Error ? error.message : 'unknown'}`);
  }
}

function compile(node: jsep.Expression, depth: number, uses: { cost: boolean }): Part {
  if (depth > MAX_DEPTH) throw new ValueError(`must not be nested more than ${MAX_DEPTH} deep`);
  const inner = (child: unknown): Part => compile(child as jsep.Expression, depth + 1, uses);
  switch (node.type) {
    case 'Literal':
      return constant((node as jsep.Literal).value);
    case 'Identifier':
      return identifier((node as jsep.Identifier).name, uses);
    case 'MemberExpression':
      return member(node as jsep.MemberExpression);
    case 'UnaryExpression':
      return unary((node as jsep.UnaryExpression).operator, inner(node.argument));
    case 'BinaryExpression':
      return binary((node as jsep.BinaryExpression).operator, inner(node.left), inner(node.right));
    default:
      throw new ValueError(
        'must be arithmetic: numbers, data.*, cost, + - * / and parentheses, and nothing else',
      );
  }
}

function constant(value: unknown): Part {
  if (typeof value !== 'number' || !Number.isFinite(value))
    throw new ValueError(`must not contain ${JSON.stringify(value)}: the only constants are numbers`);
  return () => value;
}

function identifier(name: string, uses: { cost: boolean }): Part {
  if (name !== 'cost') throw new ValueError(`does not know "${name}": did you mean "data.${name}"?`);
  uses.cost = true;
  return (_view, cost) => cost;
}

function member(node: jsep.MemberExpression): Part {
  const path = pathOf(node);
  if (path[0] !== 'data') throw new ValueError(`does not know "${path.join('.')}": values are under "data"`);
  return (view) => {
    const value = pathValue(view, path);
    return typeof value === 'number' ? value : undefined;
  };
}

function pathOf(node: jsep.Expression): string[] {
  if (node.type === 'Identifier') return [(node as jsep.Identifier).name];
  const { object, property, computed } = node as jsep.MemberExpression;
  if (node.type !== 'MemberExpression' || computed || property.type !== 'Identifier')
    throw new ValueError('must name values as in data.a.b, without brackets or calls');
  return [...pathOf(object), (property as jsep.Identifier).name];
}

function unary(operator: string, part: Part): Part {
  if (operator !== '-') throw new ValueError(`does not know the operator "${operator}"`);
  return (view, cost) => {
    const value = part(view, cost);
    return value === undefined ? undefined : -value;
  };
}

function binary(operator: string, left: Part, right: Part): Part {
  const operate = Object.hasOwn(OPERATORS, operator) ? OPERATORS[operator] : undefined;
  if (!operate) throw new ValueError(`does not know the operator "${operator}"`);
  return (view, cost) => {
    const [a, b] = [left(view, cost), right(view, cost)];
    return a === undefined || b === undefined ? undefined : operate(a, b);
  };
}
