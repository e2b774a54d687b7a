import type { Group } from '../monitor/counters';
import type { Monitor } from '../monitor/monitor';
import { OVERFLOW } from '../monitor/overflow';
import type { GroupState } from './alert';

/**
 * The state of a group that nobody has looked at. Version and episode begin with the time: a group that had gone idle and
 * comes back never repeats what it has had, and so what its events are named by.
 */
export const newGroup = (
  { id: monitor, project, generation }: Monitor,
  id: string,
  group: Group,
  now: number,
): GroupState => ({
  ...{ id, project, monitor, generation, group, state: 'ok', edge: 0 },
  ...{ version: now, episode: Math.floor(now / 1_000) },
  ...(id === OVERFLOW && { overflow: true }),
});
