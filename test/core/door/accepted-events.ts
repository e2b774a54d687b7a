import { accept } from '../../../core/event/accept';
import type { ReportedEvent } from '../../../core/door/reported';
import { readRequest } from '../../../core/event/read-request';
import type { Problem } from '../../../core/problem';

/** The events of a door, after checking that `POST /v1/events` would take each of them. */
export function acceptedEvents(read: ReportedEvent[] | Problem): ReportedEvent[] {
  if (!Array.isArray(read)) throw new Error(JSON.stringify(read));
  for (const event of read) {
    const [posted] = readRequest({ headers: {}, body: JSON.stringify(event) }) as never[];
    const identity = { kind: 'random', random: 'r', index: 0 } as const;
    const outcome = accept(posted!, { project: 'prj_1', receivedAt: 1_796_000_000_000, identity }, () => []);
    if (!('body' in outcome)) throw new Error(JSON.stringify({ event, outcome }));
  }
  return read;
}

/** Every text in a value, names of members as well. */
export function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => [name, ...textsIn(member)]);
}
