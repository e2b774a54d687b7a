import type { Bucket, Observation, Outcome, Outcomes, Run } from './counters';
import type { Monitor } from './monitor';
import { inSteps } from './storable-number';

/** Outcomes that a group remembers (SEMANTICS 3.6). */
const MAX_OUTCOMES = 100;

export const addBuckets = (one: Bucket, other: Bucket): Bucket => ({
  start: one.start,
  count: one.count + other.count,
  sum: inSteps(one.sum + other.sum),
  bad: one.bad + other.bad,
});

const isBefore = (one: Outcome, other: Outcome): boolean =>
  one.time < other.time || (one.time === other.time && one.id < other.id);

/** With one more outcome at its place in time; one that is there already, or older than all that are kept, changes nothing. */
export function addOutcome({ version, last }: Outcomes, outcome: Outcome): Outcomes {
  if (last.some(({ id, time }) => id === outcome.id && time === outcome.time)) return { version, last };
  const at = last.findIndex((each) => isBefore(outcome, each));
  return { version, last: last.toSpliced(at === -1 ? last.length : at, 0, outcome).slice(-MAX_OUTCOMES) };
}

type RunObservation = Extract<Observation, { run: string }>;

/**
 * A run after one more thing was heard of it; twice the same changes nothing. `pausedMs` is how long its agent had been
 * paused in all when this was received: the run's clock stands meanwhile (SEMANTICS 3.7).
 */
export function foldRun(before: Run | undefined, heard: RunObservation, pausedMs: number): Run {
  const run: Run = before ?? { run: heard.run, version: 0, agent: heard.agent };
  if (heard.kind === 'end') return ended(run, heard.time);
  const isNewer = run.startedAt === undefined || heard.time > run.startedAt;
  if (heard.kind === 'start') {
    // An end that came first is this start's; one before it was another's.
    if (run.endedAt !== undefined && run.endedAt >= heard.time)
      return run.startedAt === undefined ? begun(run, heard, pausedMs, run.endedAt) : run;
    return run.startedAt !== undefined && run.endedAt === undefined ? run : begun(run, heard, pausedMs);
  }
  return isNewer ? begun(run, heard, pausedMs) : run;
}

function ended(run: Run, time: number): Run {
  if (run.startedAt !== undefined && time < run.startedAt) return run;
  const { stalled: _, ...rest } = run;
  return { ...rest, endedAt: Math.max(time, run.endedAt ?? time) };
}

const begun = (
  { run, version }: Run,
  { agent, time, deadlineMs }: RunObservation,
  pausedMsBefore: number,
  endedAt?: number,
): Run => ({
  ...{ run, version, agent, startedAt: time, deadlineMs, pausedMsBefore },
  ...(endedAt !== undefined && { endedAt }),
});

/** When a run that has not ended is overdue, epoch ms; undefined if nothing is waited for. */
export function deadlineAt(
  { startedAt, endedAt, deadlineMs, pausedMsBefore = 0 }: Run,
  { deadlineSeconds = 0 }: Pick<Monitor, 'deadlineSeconds'>,
  pausedMs: number,
): number | undefined {
  if (startedAt === undefined || endedAt !== undefined) return undefined;
  return startedAt + (deadlineMs ?? deadlineSeconds * 1_000) + Math.max(0, pausedMs - pausedMsBefore);
}
