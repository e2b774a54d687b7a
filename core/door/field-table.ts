import { agentNameProblem } from '../agent/agent-name';
import { pathValue } from '../monitor/path-value';
import type { Body, ReportedData, ReportedValue } from './reported';
import type { Reader } from './readers';

/** One line of a door's table: which member of `data` comes from where; the first place that reads as a value counts. */
export interface FieldRow {
  to: string;
  from: readonly string[];
  read: Reader;
}

export const valueAt = (body: Body, path: string): unknown => pathValue(body, path.split('.'));

/** The members of `data` by a table; `error.type` becomes a member of `error`. */
export function dataBy(table: readonly FieldRow[], body: Body): ReportedData {
  const data: Record<string, ReportedValue | Record<string, ReportedValue>> = {};
  for (const { to, from, read } of table) {
    const value = firstOf(from, body, read);
    if (value === undefined) continue;
    const [outer = to, inner] = to.split('.');
    data[outer] = inner === undefined ? value : { ...(data[outer] as object | undefined), [inner]: value };
  }
  return data;
}

export function firstOf<T>(
  paths: readonly string[],
  body: Body,
  read: (value: unknown) => T | undefined,
): T | undefined {
  for (const path of paths) {
    const value = read(valueAt(body, path));
    if (value !== undefined) return value;
  }
  return undefined;
}

/** A name that an agent may have. */
export const agentName = (value: unknown): string | undefined =>
  typeof value === 'string' && agentNameProblem(value) === undefined ? value : undefined;
