import { problem } from '../core/problem';

/** What of an HTTP API's event (payload 2.0) says which path was asked for. */
export interface RequestedBy {
  routeKey: string;
  rawPath: string;
  /** Missing or null where the route has no variables. */
  pathParameters?: Record<string, string | undefined> | null | undefined;
}

/**
 * The path that a client asked for, percent-decoded once; undefined if the event leaves open which it was. An HTTP API
 * hands paths over decoded, but not alike in all places: `rawPath` may keep the escape of `%` and ends at an encoded
 * `?`, path parameters need not. Where both agree on `%25`, it may be the client's own text or what is left of an escape.
 */
export function requestedPath({ routeKey, rawPath, pathParameters }: RequestedBy): string | undefined {
  const values = pathParameters ?? {};
  const path = Object.keys(values).length === 0 ? rawPath : filled(routeKey, values);
  // Of a `rawPath` that ends at a question mark, only what is before it can be compared.
  const comparable = path.length > rawPath.length ? (path.split('?')[0] ?? '') : path;
  if (unescaped(rawPath) === comparable && rawPath !== comparable) return path;
  if (rawPath === unescaped(comparable) && rawPath !== comparable) return unescaped(path);
  return STRAY_PERCENT.test(path) || !path.includes('%') ? path : undefined;
}

const unescaped = (path: string): string => path.replaceAll('%25', '%');

/** Where the escapes of `%` are kept there is no other `%`. */
const STRAY_PERCENT = /%(?!25)/;

/** `GET /v1/agents/{agent}/directive` with what its variables have matched. */
const filled = (routeKey: string, values: Record<string, string | undefined>): string =>
  routeKey.replace(/^\S+ /, '').replaceAll(/\{(\w+)\+?\}/g, (_, name: string) => values[name] ?? '');

/** The answer to a path that cannot be told. */
export const UNCLEAR_PATH = problem(
  400,
  'A "%" in a path does not reach this API unchanged: name the agent in the query, as in /v1/agents/pause?agent=a%25b',
);
