import type { Input } from '../../context';
import { invalid } from '../invalid';
import type { Condition, Path, Update } from './ast';
import { parseCondition } from './parse-condition';
import { parseProjection } from './parse-projection';
import { parseUpdate } from './parse-update';
import { ExpressionError, Parser } from './parser';
import { Placeholders } from './placeholders';

const MAX_BYTES = 4096;

/** The parsed expressions of one request (or one part of a batch). */
export interface Expressions {
  update?: Update;
  condition?: Condition;
  keyCondition?: Condition;
  filter?: Condition;
  projection?: Path[];
}

/** A query is read twice: for the partition that its permission names, and when it is answered. */
const known = new WeakMap<Input, Expressions>();

/** Reads every expression parameter present; throws AWS's validation errors, also for placeholders without use. */
export function readExpressions(input: Input): Expressions {
  const before = known.get(input);
  if (before) return before;
  const expressions = parseAll(input);
  known.set(input, expressions);
  return expressions;
}

function parseAll(input: Input): Expressions {
  const names = asMap(input, 'ExpressionAttributeNames');
  const values = asMap(input, 'ExpressionAttributeValues');
  checkPresence(input, names, values);
  const placeholders = new Placeholders(names, values);
  const parse = <T>(parameter: string, read: (parser: Parser) => T): T | undefined =>
    parsed(input[parameter], parameter, placeholders, read);
  const expressions = {
    update: parse('UpdateExpression', parseUpdate),
    condition: parse('ConditionExpression', parseCondition),
    keyCondition: parse('KeyConditionExpression', parseCondition),
    filter: parse('FilterExpression', parseCondition),
    projection: parse('ProjectionExpression', parseProjection),
  };
  placeholders.assertAllUsed();
  return Object.fromEntries(Object.entries(expressions).filter(([, value]) => value !== undefined));
}

function asMap(input: Input, parameter: string): Record<string, unknown> | undefined {
  const raw = input[parameter];
  if (raw === undefined || raw === null) return undefined;
  if (typeof raw === 'object' && !Array.isArray(raw)) return raw as Record<string, unknown>;
  throw invalid(`${parameter} must be a map`);
}

const CONDITIONAL = ['UpdateExpression', 'ConditionExpression', 'KeyConditionExpression', 'FilterExpression'];

function checkPresence(input: Input, names: object | undefined, values: object | undefined): void {
  const given = (parameter: string): boolean => input[parameter] !== undefined && input[parameter] !== null;
  if (names && ![...CONDITIONAL, 'ProjectionExpression'].some(given)) {
    throw invalid('ExpressionAttributeNames can only be specified when using expressions');
  }
  if (values && !CONDITIONAL.some(given)) {
    throw invalid('ExpressionAttributeValues can only be specified when using expressions');
  }
}

function parsed<T>(
  text: unknown,
  parameter: string,
  placeholders: Placeholders,
  read: (parser: Parser) => T,
): T | undefined {
  if (text === undefined || text === null) return undefined;
  if (typeof text !== 'string') throw invalid(`${parameter} must be a string`);
  try {
    if (text === '') throw new ExpressionError('The expression can not be empty;');
    const bytes = Buffer.byteLength(text);
    if (bytes > MAX_BYTES) {
      throw new ExpressionError(
        `Expression size has exceeded the maximum allowed size; expression size: ${bytes}`,
      );
    }
    return read(new Parser(text, placeholders));
  } catch (error) {
    if (error instanceof ExpressionError) throw invalid(`Invalid ${parameter}: ${error.message}`);
    throw error;
  }
}
