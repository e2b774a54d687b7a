import { isPausing, type Agent, type StoredHold } from './agent';
import { agentEvent, stateEvents, switchEvents, type AgentChange, type Cause } from './change';
import { withHolds } from './paused-time';

const VERBS = { pause: 'agent.pause', switchModel: 'agent.switchModel', review: 'agent.review' } as const;

/** What a machine does that undoes what a machine has done. */
const opposites = ({ kind, from, to }: StoredHold): string[] =>
  kind === 'switchModel' ? [`back ${from} ${to}`, `switch ${to} ${from}`] : ['resume'];

const deed = ({ kind, from, to }: StoredHold): string =>
  kind === 'switchModel' ? `switch ${from} ${to}` : 'pause';

/**
 * Adds a hold. Undefined if it is there already. A machine's is withheld for `cooldownMs` after a machine did the
 * opposite (SEMANTICS 5.3).
 */
export function added(
  before: Agent,
  hold: StoredHold,
  cause: Cause,
  cooldownMs = 0,
): AgentChange | 'withheld' | undefined {
  if (before.holds.some(({ id }) => id === hold.id)) return undefined;
  const { now, actor, reason } = cause;
  const isMachine = hold.by === 'machine';
  if (isMachine && isCooling(before, opposites(hold), now, cooldownMs)) return 'withheld';
  const next = withHolds({ ...before, version: before.version + 1 }, [...before.holds, hold], now);
  const agent = isMachine ? acted(next, deed(hold), now) : next;
  return { agent, actor, reason, action: VERBS[hold.kind], events: told(before, agent, cause, hold) };
}

function told(before: Agent, agent: Agent, cause: Cause, hold: StoredHold) {
  const asked =
    hold.kind === 'review' ? [agentEvent(agent, 'agent.review.requested', reviewData(hold), cause)] : [];
  return [...stateEvents(before, agent, cause), ...switchEvents(before, agent, cause), ...asked];
}

const reviewData = ({ id, until, pauses, alert }: StoredHold) => ({
  review: id,
  pauses: pauses !== false,
  until: until === undefined ? null : new Date(until).toISOString(),
  ...(alert !== undefined && { alert }),
});

/**
 * An alert is over: its holds that last as long are lifted. Within the cooldown they get an end instead, the cooldown's:
 * what is withheld now must not last for ever. Undefined if there are none.
 */
export function liftedWithAlert(
  before: Agent,
  alert: string,
  cause: Cause,
  cooldownMs: number,
): AgentChange | undefined {
  const { now, actor, reason } = cause;
  const own = before.holds.filter(
    (hold) => hold.alert === alert && hold.untilResolved && hold.by === 'machine',
  );
  if (own.length === 0) return undefined;
  const until = Math.max(...own.map((hold) => (before.machineActedAt?.[deed(hold)] ?? 0) + cooldownMs));
  const bumped = { ...before, version: before.version + 1 };
  if (until > now) {
    const holds = before.holds.map((hold) =>
      own.includes(hold)
        ? { ...withoutResolution(hold), until: Math.min(until, hold.until ?? Infinity) }
        : hold,
    );
    return { agent: { ...bumped, holds }, actor, reason, events: [] };
  }
  const left = before.holds.filter((hold) => !own.includes(hold));
  const undone = own.map(({ kind, from, to }) => (kind === 'switchModel' ? `back ${from} ${to}` : 'resume'));
  const agent = undone.reduce((state, name) => acted(state, name, now), withHolds(bumped, left, now));
  return {
    ...{ agent, actor, reason, action: 'agent.lift' },
    events: [...stateEvents(before, agent, cause), ...switchEvents(before, agent, cause)],
  };
}

function withoutResolution({ untilResolved: _, ...hold }: StoredHold): StoredHold {
  return hold;
}

/**
 * A person resumes the agent: nothing pauses it any more, the alerts that had paused it are to be resolved, and what
 * came before does not count (SEMANTICS 5.4). Undefined if no hold of its own pauses it: there is nothing to lift.
 */
export function resumed(before: Agent, cause: Cause): AgentChange | undefined {
  const { now, actor, reason } = cause;
  const lifted = before.holds.filter(isPausing);
  if (lifted.length === 0) return undefined;
  const left = before.holds.filter((hold) => !lifted.includes(hold));
  const alerts = lifted.flatMap(({ alert }) => (alert === undefined ? [] : [alert]));
  const toResolve = [...new Set([...(before.toResolve ?? []), ...alerts])];
  const agent: Agent = {
    ...withHolds({ ...before, version: before.version + 1 }, left, now),
    resumedAt: now,
    ...(toResolve.length > 0 && { toResolve }),
  };
  const decided = lifted
    .filter(({ kind }) => kind === 'review')
    .map((hold) =>
      agentEvent(agent, 'agent.review.decided', { review: hold.id, decision: 'approved' }, cause),
    );
  return {
    agent,
    actor,
    reason,
    action: 'agent.resume',
    events: [...stateEvents(before, agent, cause), ...decided],
  };
}

/**
 * Approving lifts a review, as a resume would; denying keeps the agent paused until a person resumes it. Undefined if it
 * is not open.
 */
export function decided(
  before: Agent,
  review: string,
  decision: 'approved' | 'denied',
  cause: Cause,
): AgentChange | undefined {
  const hold = before.holds.find(({ id, kind }) => id === review && kind === 'review');
  if (!hold) return undefined;
  const { now, actor, reason } = cause;
  const agent = withHolds(
    { ...before, version: before.version + 1 },
    afterReview(before, hold, decision, cause),
    now,
  );
  const toResolve = decision === 'approved' && hold.alert !== undefined ? [hold.alert] : [];
  return {
    actor,
    reason,
    action: decision === 'approved' ? 'agent.approve' : 'agent.deny',
    agent:
      toResolve.length > 0
        ? { ...agent, resumedAt: now, toResolve: [...(before.toResolve ?? []), ...toResolve] }
        : agent,
    events: [
      agentEvent(agent, 'agent.review.decided', { review, decision }, cause),
      ...stateEvents(before, agent, cause),
    ],
  };
}

function afterReview(
  { holds }: Agent,
  review: StoredHold,
  decision: 'approved' | 'denied',
  { actor, reason, now }: Cause,
): StoredHold[] {
  const left = holds.filter((hold) => hold !== review);
  if (decision === 'approved' || review.pauses === false) return left;
  const { alert, monitor, by } = review;
  const origin = { ...(alert !== undefined && { alert }), ...(monitor !== undefined && { monitor }) };
  return [
    ...left,
    { id: `${review.id}-denied`, kind: 'pause', actor, reason, by, createdAt: now, ...origin },
  ];
}

/** Ends what has expired, each its own hold only; an unanswered review is a denial (SEMANTICS 5.1, 5.6). */
export function expired(before: Agent, now: number): AgentChange | undefined {
  const over = before.holds.filter(({ until }) => until !== undefined && until <= now);
  if (over.length === 0) return undefined;
  const cause: Cause = { actor: 'tocsin', reason: 'It has expired', now };
  const unanswered = over.filter(({ kind }) => kind === 'review');
  const left = before.holds.filter((hold) => !over.includes(hold));
  const denials = unanswered.flatMap((review) =>
    afterReview({ ...before, holds: [] }, review, 'denied', {
      ...cause,
      reason: 'Nobody answered the review in time',
    }),
  );
  const agent = withHolds({ ...before, version: before.version + 1 }, [...left, ...denials], now);
  const told = unanswered.map(({ id }) =>
    agentEvent(agent, 'agent.review.decided', { review: id, decision: 'denied' }, cause),
  );
  return {
    ...{ agent, actor: cause.actor, reason: cause.reason, action: 'agent.expire' },
    events: [...told, ...stateEvents(before, agent, cause), ...switchEvents(before, agent, cause)],
  };
}

/** When there is something to do about an agent although nobody asks: holds that end, alerts to be resolved. */
export function dueAtOf({ holds, toResolve = [] }: Agent, now: number): number | undefined {
  const ends = holds.flatMap(({ until }) => (until === undefined ? [] : [until]));
  const first = Math.min(...ends, toResolve.length > 0 ? now : Infinity);
  return first === Infinity ? undefined : first;
}

function isCooling(
  { machineActedAt = {} }: Agent,
  deeds: readonly string[],
  now: number,
  cooldownMs: number,
): boolean {
  return deeds.some((name) => (machineActedAt[name] ?? -Infinity) + cooldownMs > now);
}

const acted = (agent: Agent, name: string, now: number): Agent => ({
  ...agent,
  machineActedAt: { ...agent.machineActedAt, [name]: now },
});
