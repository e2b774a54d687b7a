import type { Jobs } from '../../../adapters/aws/jobs';
import { advanced, hasEnded, stumbled, type Job, type JobKind, type Step } from '../../../core/job/job';
import { log, logError } from '../../log';
import { discardSubscription, recover } from './recover';
import { replayDeadLetters } from './replay-dead-letters';
import type { JobTools } from './tools';

type RunStep = (job: Job, tools: JobTools, nowMs: number) => Promise<Step>;

/** A step works on at most a page of rows, and may be run again from the same cursor after a crash. */
const STEPS: Record<JobKind, RunStep> = { replayDeadLetters, recover, discardSubscription };

interface SweepJobs {
  jobs: Jobs;
  tools: JobTools;
  now: () => number;
  /** False once the time of this run is used up; the next one goes on from the cursor. */
  goOn: () => boolean;
}

/** Runs the jobs that are due, one after the other. Answers how many it has worked on. */
export async function sweepJobs(sweep: SweepJobs): Promise<number> {
  let worked = 0;
  for await (const due of sweep.jobs.due(sweep.now())) {
    if (!sweep.goOn()) break;
    const job = await sweep.jobs.claim(due, sweep.now());
    if (!job) continue;
    await run(sweep, job);
    worked++;
  }
  return worked;
}

async function run({ jobs, tools, now, goOn }: SweepJobs, claimed: Job): Promise<void> {
  let job: Job | undefined = claimed;
  let failed = false;
  while (job && !hasEnded(job) && !failed && goOn()) {
    const current: Job = job;
    const change = await STEPS[current.kind](current, tools, now()).then(
      (step) => advanced(current, step, now()),
      (error: unknown) => {
        failed = true;
        logError('sweep.job', error, { job: current.id, kind: current.kind });
        return stumbled(current, error instanceof Error ? error.name : 'Error', now());
      },
    );
    job = await jobs.advance(current, change, now());
  }
  if (job) log('sweep.job', { job: job.id, kind: job.kind, status: job.status, done: job.done });
}
