import { isPausing, type Agent, isPaused } from './agent';
import type { AgentRow } from './directive';

/**
 * How long an agent has been paused in all, ms: what stands still in the clocks of its runs (SEMANTICS 3.7). Its own row
 * and that of all agents are added up; while both pause, its clock does not only stand, but loses time, so that no run is
 * ever called overdue too early.
 */
export const pausedMsAt = (rows: readonly AgentRow[], now: number): number =>
  rows.reduce((sum, row) => sum + pausedMsOf(row, now), 0);

function pausedMsOf({ holds, pausedMs = 0, pausedSince }: AgentRow, now: number): number {
  if (pausedSince === undefined) return pausedMs;
  // What has expired pauses no more, whether or not the sweep has come by.
  const ends = holds
    .filter(isPausing)
    .map(({ kind, until }) => (kind === 'pause' ? (until ?? Infinity) : Infinity));
  return pausedMs + Math.max(0, Math.min(now, Math.max(pausedSince, ...ends)) - pausedSince);
}

/** The agent with other holds, its paused time kept. */
export function withHolds(before: Agent, holds: Agent['holds'], now: number): Agent {
  const { pausedSince, ...rest } = before;
  const after: Agent = { ...rest, holds };
  if (!isPaused(after)) return { ...after, pausedMs: pausedMsAt([before], now) };
  return { ...after, pausedSince: pausedSince ?? now };
}
