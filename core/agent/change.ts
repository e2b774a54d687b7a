import type { EventEntry } from '../event/event';
import { tocsinEntry } from '../event/made-by-tocsin';
import { ALL_AGENTS_NAME, isPaused, type Agent, type StoredHold } from './agent';

/** What has become of an agent, who did it, and what is to be told of it. */
export interface AgentChange {
  agent: Agent;
  /** `agent.pause`, `agent.resume`... for the record of changes; undefined if nothing worth recording was done. */
  action?: string;
  actor: string;
  reason: string;
  events: EventEntry[];
}

/** Why it has changed, for those who are told. */
export interface Cause {
  actor: string;
  reason: string;
  now: number;
}

export const shownName = (agent: string): string => (agent === '' ? ALL_AGENTS_NAME : agent);

/** An event about an agent, named by the version that it tells of. */
export const agentEvent = (
  { project, agent, version }: Agent,
  type: string,
  data: object,
  { actor, reason, now }: Cause,
): EventEntry =>
  tocsinEntry({
    ...{ project, type, subject: shownName(agent), now },
    occasion: JSON.stringify([agent, version, data]),
    data: { agent: shownName(agent), ...data, actor, reason },
  });

/** `agent.paused` or `agent.resumed`, if it is one and was not the other before. */
export function stateEvents(before: Agent, after: Agent, cause: Cause): EventEntry[] {
  if (isPaused(before) === isPaused(after)) return [];
  return [agentEvent(after, isPaused(after) ? 'agent.paused' : 'agent.resumed', {}, cause)];
}

/** Switches that have begun, and those that are over: the way back. */
export function switchEvents(before: Agent, after: Agent, cause: Cause): EventEntry[] {
  const has = ({ holds }: Agent, { id }: StoredHold): boolean => holds.some((hold) => hold.id === id);
  const switches = ({ holds }: Agent): StoredHold[] => holds.filter(({ kind }) => kind === 'switchModel');
  const begun = switches(after).filter((hold) => !has(before, hold));
  const over = switches(before).filter((hold) => !has(after, hold));
  const told = (from: string | undefined, to: string | undefined, ended: boolean): EventEntry =>
    agentEvent(after, 'agent.model.switched', { from, to, ended }, cause);
  return [
    ...begun.map(({ from, to }) => told(from, to, false)),
    ...over.map(({ from, to }) => told(to, from, true)),
  ];
}
