import type { AgentRow, Hold } from './directive';

/** A hold with what only its owner has to know. Times epoch ms. */
export interface StoredHold extends Hold {
  createdAt: number;
  by: 'machine' | 'human';
  /** It ends with the alert that caused it. */
  untilResolved?: true;
  /** Of a review: without an answer by then it is denied (SEMANTICS 5.6). */
  answerBy?: number;
  /** Of a review: it keeps the agent paused until a person resumes it. */
  denied?: true;
  /** Of a machine's: for how long the opposite is withheld (5.3), and what it comes from. */
  cooldownSeconds?: number;
  cause?: Cause;
}

/** The alert that has caused a hold, and its group. */
export interface Cause {
  monitor: string;
  generation: number;
  groupId: string;
  alert: string;
}

/** An alert that a person's resume has yet to resolve; `at` is when that was (SEMANTICS 5.4). */
export interface Resumed extends Cause {
  at: number;
}

/** Everything that is stored of one agent, or (with an empty name) of all agents of a project. Times epoch ms. */
export interface AgentState extends AgentRow {
  project: string;
  agent: string;
  holds: StoredHold[];
  /** Paused in all until `pausedSince`, or until now if that is missing. */
  pausedMs: number;
  pausedSince?: number;
  /** When a machine last acted, by direction: `pause`, `resume`, `switch:["from","to"]`. */
  machineActedAt: Record<string, number>;
  /** Machines' acts that have been dealt with lately, by id: doing one again is doing nothing. */
  handled: Record<string, number>;
  /** A person has resumed the agent: what machines had decided before is not done any more. */
  ignoreBefore?: number;
  /** What a resume has left to do. */
  resumed: Resumed[];
  lastSeenAt?: number;
}

/** The empty name stands for every agent of a project; no event's `source` is empty. */
export const ALL_AGENTS = '';

/** What is there before anything was ever asked of an agent. */
export const newAgent = (project: string, agent: string): AgentState => ({
  ...{ project, agent, holds: [], version: 0, pausedMs: 0, machineActedAt: {}, handled: {}, resumed: [] },
});
