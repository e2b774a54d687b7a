import { eventListKeys } from '../../adapters/aws/keys';
import { listPage } from '../../adapters/aws/list';
import type { EventRow } from '../../adapters/aws/events';
import { viewOf } from '../../core/event/read-entry';
import type { MonitoredEvent } from '../../core/monitor/observe';
import type { Admin } from './admin';

/** What one request may read: it answers within the function's 29 s and 512 MB whatever is asked for. */
export interface ReadLimits {
  events: number;
  /** Of compressed bodies. */
  bytes: number;
  ms: number;
}

/** Of requests that read and then count. */
export const READ_LIMITS: ReadLimits = { events: 20_000, bytes: 48 * 1024 * 1024, ms: 12_000 };
/** When to stop counting what was read, after the request's arrival: within the function's 29 s. */
export const COUNT_ENDS_MS = 22_000;

interface Wanted {
  project: string;
  /** Acceptance times, epoch ms, `until` exclusive. */
  since: number;
  until: number;
  isWanted(type: string): boolean;
}

type Read = Pick<EventRow, 'id' | 'type' | 'source' | 'subject' | 'time' | 'receivedAt' | 'z'>;

const ATTRIBUTES: (keyof Read)[] = ['id', 'type', 'source', 'subject', 'time', 'receivedAt', 'z'];
const PAGE = 200;

/**
 * Stored events in the order of their acceptance, as far as the limits go; `through` (epoch ms) is how far they went,
 * `until` if that was all.
 */
export async function storedEvents(
  admin: Pick<Admin, 'tables' | 'eventsTable' | 'now'>,
  { project, since, until, isWanted }: Wanted,
  limits: ReadLimits,
): Promise<{ events: MonitoredEvent[]; through: number }> {
  const deadline = admin.now() + limits.ms;
  const events: MonitoredEvent[] = [];
  let bytes = 0;
  let after: string | undefined;
  do {
    const query = {
      listKeys: eventListKeys(project),
      ...{ after, since, until, limit: PAGE, ascending: true, attributes: ATTRIBUTES },
      where: ({ type }: Read) => isWanted(type),
    };
    const { rows, next } = await listPage<Read>(admin.tables, admin.eventsTable, query, admin.now());
    for (const row of rows) {
      events.push(monitored(row));
      bytes += row.z.length;
    }
    after = next;
    if (
      next !== undefined &&
      (events.length >= limits.events || bytes >= limits.bytes || admin.now() >= deadline)
    )
      return { events, through: Date.parse(next.slice(0, next.indexOf('#'))) };
  } while (after !== undefined);
  return { events, through: until };
}

/** Its body is unpacked when it is looked at, and not kept: thousands of them would not fit into memory. */
const monitored = ({ id, type, source, subject, time, receivedAt, z }: Read): MonitoredEvent => ({
  ...{ id, type, source, time, receivedAt },
  ...(subject !== undefined && { subject }),
  get view() {
    return viewOf({ z });
  },
});
