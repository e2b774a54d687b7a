import type { DueRows } from '../../../adapters/aws/due-rows';
import type { Jobs } from '../../../adapters/aws/jobs';
import {
  cancelled,
  counted,
  hasEnded,
  isLineFull,
  mayBeInLine,
  nextStep,
  paged,
  stumbled,
  worked,
  type Job,
  type JobChange,
  type JobKind,
} from '../../../core/job/job';
import { log, logError } from '../../log';
import { inLine } from './in-line';
import { discardSubscription, recover } from './recover';
import { replay, SubscriptionGone } from './replay';
import { awaitExpected } from './await-expected';
import { replayDeadLetters } from './replay-dead-letters';
import { settleMonitor } from './settle-monitor';
import type { JobTools, JobWork } from './tools';

const WORK: Record<JobKind, JobWork> = {
  ...{ replayDeadLetters, recover, replay },
  ...{ discardSubscription, settleMonitor, awaitExpected },
};

/** Things worked on, and looked at while counting, in one step. */
const PAGE = 100;
const COUNTED_PAGE = 1_000;
/** Jobs that one run works on, a step of each in turn: a long one does not hold up the others. */
const MAX_JOBS = 20;
/** Between two looks at jobs that can do nothing. */
const PAUSE_MS = 250;

interface SweepJobs {
  jobs: Jobs;
  tools: JobTools;
  now: () => number;
  /** What is due in `subscriptions`. */
  due: DueRows;
  /** The number of this run. */
  run: number;
  /** False once the time of this run is used up; the next one goes on from the cursor. */
  goOn: () => boolean;
  /** How long a run looks on while no job can do anything, before it leaves them to the next. */
  patienceMs: number;
  pause: (ms: number) => Promise<unknown>;
}

/** What a step came to: the job as it is then, if there is more to do and this run may do it. */
type Outcome = { kind: 'moved'; job?: Job | undefined } | { kind: 'blocked'; job: Job };

/** Runs the jobs that are due. Answers how many it has worked on. */
export async function sweepJobs(sweep: SweepJobs): Promise<number> {
  const claimed: Job[] = [];
  for await (const due of sweep.jobs.due(sweep.due, sweep.run, sweep.now())) {
    if (!sweep.goOn() || claimed.length === MAX_JOBS) break;
    const job = await sweep.jobs.claim(due, sweep.now());
    if (job) claimed.push(job);
  }
  const left = await takeTurns(sweep, claimed);
  await Promise.all(left.map((job) => sweep.jobs.release(job, sweep.now())));
  return claimed.length;
}

/** Answers the jobs that are not at their end. */
async function takeTurns(sweep: SweepJobs, claimed: Job[]): Promise<Job[]> {
  const pauseMs = Math.min(PAUSE_MS, sweep.patienceMs);
  let active = claimed;
  for (let waitedMs = 0; active.length > 0 && sweep.goOn() && waitedMs < sweep.patienceMs;) {
    const outcomes: Outcome[] = [];
    for (const job of active) outcomes.push(sweep.goOn() ? await step(sweep, job) : { kind: 'blocked', job });
    active = outcomes.flatMap(({ job }) => job ?? []);
    waitedMs = outcomes.some(({ kind }) => kind === 'moved') ? 0 : waitedMs + pauseMs;
    if (waitedMs > 0) await sweep.pause(pauseMs);
  }
  return active;
}

async function step(sweep: SweepJobs, job: Job): Promise<Outcome> {
  const { jobs, tools, now } = sweep;
  try {
    const change = await changeOf(job, tools, now());
    if (!change) return { kind: 'blocked', job };
    const after = await jobs.advance(job, change, now());
    if (after && hasEnded(after)) ended(after);
    return { kind: 'moved', job: after && !hasEnded(after) ? after : undefined };
  } catch (error) {
    const name = error instanceof Error ? error.name : 'Error';
    const gone = error instanceof SubscriptionGone;
    if (!gone) logError('sweep.job', error, { job: job.id, kind: job.kind });
    const after = await jobs.advance(job, gone ? cancelled(now(), name) : stumbled(job, name, now()), now());
    if (after && hasEnded(after)) ended(after);
    // With its lease: time may heal what went wrong.
    return { kind: 'moved' };
  }
}

const ended = ({ id, project, kind, status, done, total }: Job): void =>
  log('sweep.job', { job: id, project, kind, status, done, total });

/** Undefined while the page before fills the line. */
async function changeOf(job: Job, tools: JobTools, nowMs: number): Promise<JobChange | undefined> {
  const { page, work } = WORK[job.kind];
  switch (nextStep(job)) {
    case 'cancel':
      return cancelled(nowMs);
    case 'count':
      return counted(job, await page(atCount(job), tools, COUNTED_PAGE, nowMs));
    case 'page':
      return paged(job, await page(job, tools, PAGE, nowMs), nowMs);
    case 'work': {
      const { sent, page: present = { ids: [] } } = job;
      const ahead = sent && mayBeInLine(job, nowMs) ? await inLine(sent.ids, tools, nowMs) : 0;
      if (isLineFull(job, ahead)) return undefined;
      return worked(job, present, await work(job, present.ids, tools, nowMs), nowMs);
    }
  }
}

const atCount = ({ cursor: _, ...job }: Job): Job =>
  job.counting ? { ...job, cursor: job.counting.next } : job;
