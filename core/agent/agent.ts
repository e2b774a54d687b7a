import type { AgentRow, Hold } from './directive';

/** A hold as it is stored. */
export interface StoredHold extends Hold {
  createdAt: number;
  by: 'machine' | 'human';
  /** Of a machine: which alert has caused it. */
  alert?: string;
  monitor?: string;
  /** It ends when its alert does. */
  untilResolved?: true;
}

/** One agent, or all of a project (the empty agent). Times epoch ms. */
export interface Agent extends AgentRow {
  project: string;
  agent: string;
  holds: StoredHold[];
  pausedMs: number;
  pausedSince?: number;
  /** When a machine has last done what, for the cooldown: `pause`, `resume`, `switch a b`, `back a b` (SEMANTICS 5.3). */
  machineActedAt?: Record<string, number>;
  /** Alerts that a person's resume has still to resolve. */
  toResolve?: string[];
  /** When a person has resumed it last: its groups do not look at what came before (5.4). */
  resumedAt?: number;
}

export const newAgent = (project: string, agent: string): Agent => ({
  ...{ project, agent, holds: [], version: 0, pausedMs: 0 },
});

/** How all agents of a project are called where an agent is named. */
export const ALL_AGENTS_NAME = '*';

/** By which name an agent is stored: all of them under the empty one, which no event's `source` is. */
export const rowName = (agent: string): string => (agent === ALL_AGENTS_NAME ? '' : agent);

export const isPausing = ({ kind, pauses }: Hold): boolean =>
  kind === 'pause' || (kind === 'review' && pauses !== false);

export const isPaused = ({ holds }: Pick<Agent, 'holds'>): boolean => holds.some(isPausing);
