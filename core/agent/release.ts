import { isPausing, type Agent, type StoredHold } from './agent';
import { agentEvent, stateEvents, switchEvents, type AgentChange, type Cause } from './change';
import { withHolds } from './paused-time';

/** Which holds of an agent are meant: those of one monitor, or of one alert. */
export type IsMeant = (hold: StoredHold) => boolean;

/** What stays of somebody when its alert ends: a hold that lasts as long as the alert ends with it. */
export const outlasts = ({ untilResolved, until }: StoredHold, now: number): boolean =>
  !untilResolved && (until === undefined || until > now);

/**
 * A person lifts what one monitor has asked of an agent, as by a resume (SEMANTICS 5.4): with `resolve`, the alerts that
 * had asked for it are to be resolved. Other holds stay. Undefined if there is nothing to lift.
 */
export function released(
  before: Agent,
  isMeant: IsMeant,
  cause: Cause,
  { resolve }: { resolve: boolean },
): AgentChange | undefined {
  const lifted = before.holds.filter(isMeant);
  if (lifted.length === 0) return undefined;
  const { now, actor, reason } = cause;
  const left = before.holds.filter((hold) => !lifted.includes(hold));
  const alerts = resolve ? lifted.flatMap(({ alert }) => (alert === undefined ? [] : [alert])) : [];
  const toResolve = [...new Set([...(before.toResolve ?? []), ...alerts])];
  const agent: Agent = {
    ...withHolds({ ...before, version: before.version + 1 }, left, now),
    ...(lifted.some(isPausing) && { resumedAt: now }),
    ...(toResolve.length > 0 && { toResolve, resumedAt: now }),
  };
  const decided = lifted
    .filter(({ kind }) => kind === 'review')
    .map(({ id }) => agentEvent(agent, 'agent.review.decided', { review: id, decision: 'approved' }, cause));
  const told = [...stateEvents(before, agent, cause), ...switchEvents(before, agent, cause), ...decided];
  return { agent, actor, reason, action: 'agent.release', events: told };
}
