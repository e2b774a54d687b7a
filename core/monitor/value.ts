import jsep from 'jsep';
import type { EventView } from '../event/read-entry';
import { pathValue } from './path-value';

/** Why an expression is no value: what it may be is arithmetic over `data.*` and `cost`. */
export class ValueError extends Error {}

/** The value of one event; undefined if an operand is missing, is no number, or the result is none. */
export interface ValueOf {
  (view: EventView, cost: number | undefined): number | undefined;
  usesCost: boolean;
  /** If it is an amount of money. */
  money?: Money;
  /** The paths that it names, without `cost`. */
  paths: string[];
  /** The operands, by path or `cost`, that an event lacks or that are no numbers in it. */
  missing(view: EventView, cost: number | undefined): string[];
}

export interface Money {
  /** By which constants the micro-dollars are multiplied: 1e-6 makes dollars of them. */
  factor: number;
  /** False if something of the event is a factor or a divisor: cost by token. */
  isPlain: boolean;
}

const MAX_CHARACTERS = 256;
const MAX_DEPTH = 20;

type Part = (view: EventView, cost: number | undefined) => number | undefined;

/** A part of the expression, and of how many factors of money it is made: 1 for micro-dollars, 0 for none. */
interface Term extends Money {
  of: Part;
  dimension: number;
}

type Operands = Map<string, Part>;

const OPERATORS: Record<string, (a: number, b: number) => number> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
};

/** Reads `data.inputTokens + 2 * data.outputTokens`. Nothing is run: the tree is walked. Throws ValueError. */
export function compileValue(text: string): ValueOf {
  if (text.length > MAX_CHARACTERS) throw new ValueError(`must have at most ${MAX_CHARACTERS} characters`);
  const operands: Operands = new Map();
  const { of, dimension, factor, isPlain } = compile(parsed(text), 1, operands);
  const valueOf = (view: EventView, cost: number | undefined): number | undefined => {
    const value = of(view, cost);
    return value !== undefined && Number.isFinite(value) ? value : undefined;
  };
  return Object.assign(valueOf, {
    usesCost: operands.has('cost'),
    ...(dimension === 1 && { money: { factor, isPlain } }),
    paths: [...operands.keys()].filter((name) => name !== 'cost'),
    missing: (view: EventView, cost: number | undefined) =>
      [...operands].filter(([, operand]) => operand(view, cost) === undefined).map(([name]) => name),
  });
}

function parsed(text: string): jsep.Expression {
  try {
    return jsep(text);
  } catch (error) {
    throw new ValueError(`cannot be read: ${error instanceof Error ? error.message : 'unknown'}`);
  }
}

function compile(node: jsep.Expression, depth: number, operands: Operands): Term {
  if (depth > MAX_DEPTH) throw new ValueError(`must not be nested more than ${MAX_DEPTH} deep`);
  const inner = (child: unknown): Term => compile(child as jsep.Expression, depth + 1, operands);
  switch (node.type) {
    case 'Literal':
      return constant((node as jsep.Literal).value);
    case 'Identifier':
      return identifier((node as jsep.Identifier).name, operands);
    case 'MemberExpression':
      return member(node as jsep.MemberExpression, operands);
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

function constant(value: unknown): Term {
  if (typeof value !== 'number' || !Number.isFinite(value))
    throw new ValueError(`must not contain ${JSON.stringify(value)}: the only constants are numbers`);
  return { of: () => value, dimension: 0, factor: Math.abs(value), isPlain: true };
}

function identifier(name: string, operands: Operands): Term {
  if (name !== 'cost') throw new ValueError(`does not know "${name}": did you mean "data.${name}"?`);
  const of: Part = (_view, cost) => cost;
  operands.set(name, of);
  return { of, dimension: 1, factor: 1, isPlain: true };
}

function member(node: jsep.MemberExpression, operands: Operands): Term {
  const path = pathOf(node);
  if (path[0] !== 'data') throw new ValueError(`does not know "${path.join('.')}": values are under "data"`);
  const of: Part = (view) => {
    const value = pathValue(view, path);
    return typeof value === 'number' ? value : undefined;
  };
  operands.set(path.join('.'), of);
  // The name has the unit.
  const isMoney = path.at(-1) === 'costMicroUsd';
  return { of, dimension: isMoney ? 1 : 0, factor: 1, isPlain: isMoney };
}

function pathOf(node: jsep.Expression): string[] {
  if (node.type === 'Identifier') return [(node as jsep.Identifier).name];
  const { object, property, computed } = node as jsep.MemberExpression;
  if (node.type !== 'MemberExpression' || computed || property.type !== 'Identifier')
    throw new ValueError('must name values as in data.a.b, without brackets or calls');
  return [...pathOf(object), (property as jsep.Identifier).name];
}

function unary(operator: string, term: Term): Term {
  if (operator !== '-') throw new ValueError(`does not know the operator "${operator}"`);
  const of: Part = (view, cost) => {
    const value = term.of(view, cost);
    return value === undefined ? undefined : -value;
  };
  return { ...term, of };
}

function binary(operator: string, left: Term, right: Term): Term {
  const operate = Object.hasOwn(OPERATORS, operator) ? OPERATORS[operator] : undefined;
  if (!operate) throw new ValueError(`does not know the operator "${operator}"`);
  const of: Part = (view, cost) => {
    const [a, b] = [left.of(view, cost), right.of(view, cost)];
    return a === undefined || b === undefined ? undefined : operate(a, b);
  };
  return {
    of,
    ...(operator === '+' || operator === '-' ? sum(left, right) : product(operator, left, right)),
  };
}

type Unit = Omit<Term, 'of'>;

/** What is added to money is money. */
function sum(left: Term, right: Term): Unit {
  const dimension = Math.max(left.dimension, right.dimension);
  const money = [left, right].filter((term) => term.dimension === dimension);
  const factor = Math.max(...money.map((term) => term.factor));
  return { dimension, factor, isPlain: money.every(({ isPlain }) => isPlain) };
}

function product(operator: string, left: Term, right: Term): Unit {
  const isPlain = left.isPlain && right.isPlain;
  return operator === '*'
    ? { dimension: left.dimension + right.dimension, factor: left.factor * right.factor, isPlain }
    : { dimension: left.dimension - right.dimension, factor: left.factor / right.factor, isPlain };
}
