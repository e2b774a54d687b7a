import * as z from 'zod';
import { alertKey, alertListKeys } from '../../../adapters/aws/keys';
import { listPage } from '../../../adapters/aws/list';
import { getRow } from '../../../adapters/aws/read';
import type { Alert } from '../../../core/alert/alert';
import { InvalidInput } from '../../../core/configuration/errors';
import type { Matcher } from '../../../core/notice/silence';
import { matched, type SilenceTargets } from '../../../core/notice/silence-matches';
import { PROJECT_LIMITS } from '../../../core/project-limits';
import type { Admin } from '../admin';

/** The newest alerts, open or not, that are looked through for open ones. */
const MOST_ALERTS = 1_000;
const MOST_SHOWN = 10;

export const matchesSchema = z
  .object({
    count: z.number(),
    complete: z.boolean().meta({
      description: `False: there are more alerts than the newest ${MOST_ALERTS}, or asking all would take too long`,
    }),
    alerts: z
      .array(
        z.object({
          id: z.string(),
          monitor: z.string().meta({ description: 'Its name' }),
          group: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
        }),
      )
      .meta({ description: `The newest ${MOST_SHOWN}` }),
  })
  .meta({ id: 'SilenceMatches', description: 'The open alerts that all matchers match now' });

export const matchesExample = {
  ...{ count: 1, complete: true },
  alerts: [
    { id: 'alt_01KE2M0C8TB5W6X4N3R7ZQ9YAE', monitor: 'five failures', group: { source: 'support-bot' } },
  ],
};

interface Targets extends SilenceTargets {
  alerts: readonly Alert[];
  complete: boolean;
}

/** The monitors and the open alerts of a project, as far as they are looked at. */
export async function silenceTargets(admin: Admin, project: string, now: number): Promise<Targets> {
  const list = { listKeys: alertListKeys(project), limit: MOST_ALERTS };
  const [monitors, { rows, next }] = await Promise.all([
    admin.monitors.list(project, { limit: PROJECT_LIMITS.monitors }, now),
    listPage<Alert>(admin.tables, admin.monitoringTable, list, now),
  ]);
  const alerts = rows.filter(({ status }) => status !== 'resolved');
  return { monitors: monitors.rows, alerts, complete: next === undefined };
}

/** `matches` of an answer. */
export function matchesView(matchers: readonly Matcher[], targets: Targets) {
  const { alerts, complete } = matched(matchers, targets.alerts);
  return {
    ...{ count: alerts.length, complete: complete && targets.complete },
    alerts: alerts
      .slice(0, MOST_SHOWN)
      .map(({ id, monitor, group }) => ({ id, monitor: monitor.name, group })),
  };
}

/** The alert that a silence is asked for. Throws `InvalidInput` for none of this project's. */
export async function silencedAlert(
  { tables, monitoringTable }: Pick<Admin, 'tables' | 'monitoringTable'>,
  project: string,
  id: string,
  now: number,
): Promise<Alert> {
  const alert = await getRow<Alert>(tables, monitoringTable, alertKey(id), now);
  if (alert?.project === project) return alert;
  throw new InvalidInput([{ pointer: '/alert', detail: 'is no alert of this project' }]);
}
