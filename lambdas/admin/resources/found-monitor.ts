import * as z from 'zod';
import { InvalidInput, NotFound } from '../../../core/configuration/errors';
import type { NewMonitor } from '../../../core/configuration/monitor';
import { monitorProblems } from '../../../core/configuration/monitor-problems';
import type { Monitor } from '../../../core/monitor/monitor';
import type { Admin } from '../admin';
import { id } from '../fields';
import { HttpFault } from '../http/fault';
import type { Call } from '../route';
import { MONITOR_ID } from './monitor-view';

export const monitorParams = z.strictObject({ id: id('mon', MONITOR_ID) });

type Named = Pick<Call<{ id: string }, unknown, unknown>, 'project' | 'params' | 'now' | 'ifMatch'>;

/** Throws `NotFound`, or 412 if the caller has seen another revision. */
export async function foundMonitor(
  { project, params, now, ifMatch }: Named,
  { monitors }: Pick<Admin, 'monitors'>,
): Promise<Monitor> {
  const monitor = await monitors.get(project, params.id, now);
  if (!monitor) throw new NotFound('monitor');
  if (ifMatch && !ifMatch.includes(monitor.revision))
    throw new HttpFault(412, `The monitor is at revision ${monitor.revision}, which If-Match does not name.`);
  return monitor;
}

/** Throws `InvalidInput` for a monitor that could not work; `under` is where in the request it stands. */
export function requirePossible(
  monitor: NewMonitor,
  { retentionDays }: Pick<Admin, 'retentionDays'>,
  under = '',
): NewMonitor {
  const errors = monitorProblems(monitor, retentionDays);
  if (errors.length === 0) return monitor;
  throw new InvalidInput(errors.map(({ pointer, detail }) => ({ pointer: under + pointer, detail })));
}
