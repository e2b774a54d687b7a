import { setTimeout as wait } from 'node:timers/promises';
import type { GroupRow } from '../../adapters/aws/group-rows';
import { storeJudgement } from '../../adapters/aws/judgement-writes';
import { alertKey } from '../../adapters/aws/keys';
import { getRow } from '../../adapters/aws/read';
import type { Alert, GroupState } from '../../core/alert/alert';
import type { EvaluateTools } from './evaluate';

const ROUNDS = 8;
const FIRST_PAUSE_MS = 5;
/** Somebody looks at the group again, whatever a person has made of its alert. */
const LOOK_AGAIN_MS = 60_000;

export interface Changed {
  state: GroupState;
  alert?: Alert;
}

/**
 * Changes an alert and its group together, as a person asks; anew if somebody else has changed them meanwhile. Answers
 * the alert as it is then: undefined if there is none. What follows from it is for the caller to finish.
 */
export async function changeAlert(
  tools: Pick<EvaluateTools, 'tables' | 'monitoringTable' | 'groups' | 'now' | 'random'>,
  id: string,
  decide: (row: GroupRow, alert: Alert) => Changed | undefined | Promise<Changed | undefined>,
): Promise<Alert | undefined> {
  const { tables, monitoringTable, groups } = tools;
  for (let round = 1; round <= ROUNDS; round++) {
    const now = tools.now();
    const alert = await getRow<Alert>(tables, monitoringTable, alertKey(id), now);
    if (!alert) return undefined;
    const name = { monitor: alert.monitor.id, generation: alert.generation, id: alert.groupId };
    const row = await groups.get(name, now);
    const changed = row && (await decide(row, alert));
    if (!changed) return alert;
    const stored = {
      ...{ state: changed.state, dueAt: now + LOOK_AGAIN_MS },
      alerts: changed.alert ? [{ seen: alert, alert: changed.alert }] : [],
    };
    if (await storeJudgement(tables, monitoringTable, { row, settled: false }, stored, now))
      return changed.alert ?? alert;
    await wait(tools.random() * FIRST_PAUSE_MS * 2 ** round);
  }
  throw new Error(`Others kept changing alert ${id}, ${ROUNDS} times`);
}
