export type JobKind = 'replayDeadLetters' | 'recover' | 'discardSubscription';
export type JobStatus = 'queued' | 'running' | 'done' | 'failed';

/** What a job works on: times of acceptance, epoch ms, `until` exclusive. */
export interface JobInput {
  since?: number;
  until?: number;
  subscription?: string;
}

/** Work that outlasts a request: a row that the sweep drives, a page of rows at a time. */
export interface Job {
  id: string;
  project: string;
  kind: JobKind;
  status: JobStatus;
  /** How many things it has worked on so far. */
  done: number;
  total?: number;
  /** Where it goes on; changes with every step. */
  cursor?: string;
  input: JobInput;
  /** Steps that failed in a row. */
  failures: number;
  error?: string;
  /** Epoch ms. */
  createdAt: number;
  finishedAt?: number;
  dueShard?: string;
  dueAt?: number;
}

/** What one step came to. Without `next` the job is at its end. */
export interface Step {
  done: number;
  next?: string | undefined;
}

/** A job that fails this often in a row has met something that time does not heal. */
const MAX_FAILURES = 10;

/** Whoever runs a job has it to itself for this long; after a crash another run takes over where it stood. */
export const JOB_LEASE_MS = 120_000;

export type JobChange = Pick<Job, 'status' | 'done' | 'failures'> &
  Pick<Partial<Job>, 'cursor' | 'finishedAt' | 'error'>;

/** The job after a step. */
export function advanced(job: Job, step: Step, nowMs: number): JobChange {
  const done = job.done + step.done;
  return step.next === undefined
    ? { status: 'done', done, failures: 0, finishedAt: nowMs }
    : { status: 'running', done, failures: 0, cursor: step.next };
}

/** The job after a step that threw: it stays where it was, or is given up. */
export function stumbled({ done, cursor, failures }: Job, error: string, nowMs: number): JobChange {
  const rest = { done, failures: failures + 1, ...(cursor !== undefined && { cursor }) };
  return failures + 1 < MAX_FAILURES
    ? { status: 'running', ...rest }
    : { status: 'failed', ...rest, error, finishedAt: nowMs };
}

export const hasEnded = ({ status }: Pick<Job, 'status'>): boolean =>
  status === 'done' || status === 'failed';
