import type { EventEntry } from '../event/event';
import { tocsinEntry } from '../event/made-by-tocsin';
import type { Alert, Todo } from './alert';

/** The event that tells of an edge. Named by what it tells of, so that it is one however often it is published (SEMANTICS 4.2). */
export const alertEntry = (
  { id, project, monitor, generation, groupId, episode }: Alert,
  { type, edge, data }: Extract<Todo, { kind: 'publish' }>,
  now: number,
): EventEntry =>
  tocsinEntry({
    ...{ project, type, subject: id, now, data },
    occasion: [monitor.id, generation, groupId, episode, edge].join(':'),
  });
