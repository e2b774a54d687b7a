import type { Input } from '../context';
import { invalidValue, missing, sqsError } from './errors';

const wrongType = (name: string): Error =>
  sqsError('SerializationException', `The parameter ${name} has a value of the wrong type.`);

/** An optional string parameter. */
export function optionalText(input: Input, name: string): string | undefined {
  const value = input[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw wrongType(name);
  return value;
}

/** A string parameter that must be there and not be empty. */
export function text(input: Input, name: string): string {
  const value = optionalText(input, name);
  if (value === undefined || value === '') throw missing(name);
  return value;
}

/** An optional whole number between `low` and `high`; SQS names the parameter and the bounds when it refuses. */
export function integer(input: Input, name: string, low: number, high: number): number | undefined {
  const value = input[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'number' || !Number.isInteger(value)) throw wrongType(name);
  if (value < low || value > high) {
    throw invalidValue(
      `Value ${value} for parameter ${name} is invalid. Reason: Must be between ${low} and ${high}, if provided.`,
    );
  }
  return value;
}

/** An optional list of strings. */
export function texts(input: Input, name: string): string[] {
  const value = input[name];
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value) || value.some((item) => typeof item !== 'string')) throw wrongType(name);
  return value as string[];
}

/** An optional structure or map. */
export function structure(input: Input, name: string): Input {
  const value = input[name];
  if (value === undefined || value === null) return {};
  if (typeof value !== 'object' || Array.isArray(value)) throw wrongType(name);
  return value as Input;
}
