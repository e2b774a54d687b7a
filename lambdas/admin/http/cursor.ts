import { createHash } from 'node:crypto';
import { InvalidInput } from '../../../core/configuration/errors';

/**
 * A cursor is a position in a list with a digest over the list that it belongs to. It guards against mistakes,
 * not against malice: a forged one only leads to another place in the caller's own list.
 */
export function encodeCursor(position: string, list: string): string {
  return `${Buffer.from(position).toString('base64url')}.${digest(position, list)}`;
}

export const badCursor = (): InvalidInput =>
  new InvalidInput([{ pointer: '/cursor', detail: 'must be the nextCursor of the same query' }]);

/** Throws `InvalidInput` for a cursor that was changed or belongs to another query. */
export function decodeCursor(cursor: string, list: string): string {
  const [encoded = '', given, ...rest] = cursor.split('.');
  const position = Buffer.from(encoded, 'base64url').toString();
  if (rest.length > 0 || given !== digest(position, list) || encodeCursor(position, list) !== cursor) {
    throw badCursor();
  }
  return position;
}

/** Names a list: who asks for what, without where in it they are. */
export function listName(project: string, path: string, query: Record<string, string>): string {
  const { cursor: _cursor, limit: _limit, ...rest } = query;
  return JSON.stringify([project, path, Object.entries(rest).sort()]);
}

const digest = (position: string, list: string): string =>
  createHash('sha256')
    .update(JSON.stringify([position, list]))
    .digest('base64url')
    .slice(0, 16);
