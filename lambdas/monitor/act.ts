import type { AgentChanges } from '../../adapters/aws/agent-changes';
import { added, liftedWithAlert } from '../../core/agent/holds';
import type { StoredHold } from '../../core/agent/agent';
import type { Alert, Todo } from '../../core/alert/alert';
import type { Action, Monitor } from '../../core/monitor/monitor';
import { log } from '../log';

export type Agents = Pick<AgentChanges, 'change'>;

const DEFAULT_COOLDOWN_SECONDS = 900;

const actorOf = (alert: Alert): string => `monitor ${alert.monitor.id}`;

/**
 * Asks an agent for what a monitor's action said when the alert decided on it. The hold is named by alert and todo, so
 * that asking twice asks once. Nothing is done for a monitor that is gone, or an alert that is over.
 */
export async function act(
  agents: Agents,
  alert: Alert,
  { agent, action }: Extract<Todo, { kind: 'act' }>,
  name: string,
  monitor: Monitor | undefined,
  now: number,
): Promise<void> {
  if (!monitor || alert.status === 'resolved') return;
  const hold = holdOf(alert, action, `${alert.id}-${name}`, now);
  if (hold.until !== undefined && hold.until <= now) return;
  const cause = { actor: hold.actor, reason: hold.reason, now };
  const cooldownMs = monitor.cooldownSeconds * 1_000;
  const done = await agents.change(alert.project, agent, now, (before) =>
    added(before, hold, cause, cooldownMs),
  );
  const outcome = done === 'withheld' ? 'withheld' : done ? 'done' : 'repeated';
  log('monitor.act', { project: alert.project, alert: alert.id, agent, action: action.kind, outcome });
}

function holdOf(alert: Alert, action: Action, id: string, now: number): StoredHold {
  const { monitor, window, summary } = alert;
  return {
    ...{ id, kind: KINDS[action.kind], actor: actorOf(alert), by: 'machine', createdAt: now },
    ...{ alert: alert.id, monitor: monitor.id },
    reason: `${monitor.name}: ${summary}`,
    ...(action.kind === 'switchModel' && { from: action.from, to: action.to }),
    ...(action.kind === 'requestReview' && action.hold === false && { pauses: false }),
    ...endOf(action, window.end, now),
  };
}

const KINDS = { pauseAgent: 'pause', switchModel: 'switchModel', requestReview: 'review' } as const;

/** A pause lasts until a person ends it, a switch as long as its alert, if nothing is said (SEMANTICS 5.1). */
function endOf(
  { kind, until = kind === 'switchModel' ? 'resolved' : 'human' }: Action,
  windowEnd: number,
  now: number,
): Pick<StoredHold, 'until' | 'untilResolved'> {
  if (typeof until === 'number') return { until: now + until * 1_000 };
  if (until === 'windowEnd') return { until: windowEnd };
  return until === 'resolved' ? { untilResolved: true } : {};
}

/** Ends what was asked for as long as the alert lasts. */
export async function lift(
  agents: Agents,
  alert: Alert,
  { agent }: Extract<Todo, { kind: 'lift' }>,
  monitor: Monitor | undefined,
  now: number,
): Promise<void> {
  const cause = { actor: actorOf(alert), reason: `${alert.monitor.name} is resolved`, now };
  const cooldownMs = (monitor?.cooldownSeconds ?? DEFAULT_COOLDOWN_SECONDS) * 1_000;
  await agents.change(alert.project, agent, now, (before) =>
    liftedWithAlert(before, alert.id, cause, cooldownMs),
  );
}
