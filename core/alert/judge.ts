import type { Counters } from '../monitor/counters';
import type { Mention } from '../monitor/mention';
import type { Monitor } from '../monitor/monitor';
import { reading } from '../monitor/reading';
import type { Alert, GroupState } from './alert';
import { decide } from './decide';

/** What a group has come to after it was looked at. */
export interface Judgement {
  state: GroupState;
  /** Those that have begun or changed, as they are now. */
  alerts: Alert[];
  changed: boolean;
  dueAt?: number;
}

/** A period that ends and one that begins are two looks at one moment. */
const LOOKS = 3;

/** A group as it was found. */
interface Looked {
  state: GroupState;
  alert: Alert | undefined;
  resting?: boolean;
  /** Its newest events, newest first. */
  recent?: readonly Mention[];
}

/** Looks at a group at several moments (epoch ms, ascending), the last of which is the present (SEMANTICS 3.4). */
export function judge(
  monitor: Monitor,
  { state, alert, resting, recent }: Looked,
  counters: Counters,
  moments: readonly number[],
  newAlertId: () => string,
): Judgement {
  const alerts = new Map<string, Alert>();
  let judgement: Omit<Judgement, 'alerts'> = { state, changed: false };
  let open = alert;
  for (const at of moments) {
    for (let look = 0; look < LOOKS; look++) {
      const seen = reading(monitor, counters, at, monitor.createdAt);
      const facts = { newAlertId: newAlertId(), alert: open, recent, ...(resting && { resting }) };
      const { alert: after, changed, ...rest } = decide(monitor, judgement.state, seen, facts);
      judgement = { ...rest, changed: changed || judgement.changed };
      if (after) {
        alerts.set(after.id, after);
        open = after.status === 'resolved' ? undefined : after;
      }
      if (rest.dueAt === undefined || rest.dueAt > at) break;
    }
  }
  return { ...judgement, alerts: [...alerts.values()] };
}
