import { createHash } from 'node:crypto';
import type { Group } from './counters';

/** A hash of a group's values, whatever their order: what its rows are named by. */
export const groupId = (group: Group): string =>
  createHash('sha256')
    .update(JSON.stringify(Object.entries(group).sort(([a], [b]) => (a < b ? -1 : 1))))
    .digest('base64url')
    .slice(0, 22);
