export const JOB_KINDS = [
  'replayDeadLetters',
  'recover',
  'replay',
  'discardSubscription',
  'settleMonitor',
  'awaitExpected',
] as const;
export const JOB_STATUSES = ['queued', 'running', 'cancelling', 'done', 'failed', 'cancelled'] as const;
export type JobKind = (typeof JOB_KINDS)[number];
export type JobStatus = (typeof JOB_STATUSES)[number];

/** Follow from a change: nobody may cancel them, as the change would be left half done. */
const FOLLOW_UPS: readonly JobKind[] = ['discardSubscription', 'settleMonitor', 'awaitExpected'];

/** Which of the project's limits a job counts for while it is under way. */
export const countedAs = (kind: JobKind): 'jobs' | 'followUps' =>
  FOLLOW_UPS.includes(kind) ? 'followUps' : 'jobs';

/** What a job works on: times of acceptance, epoch ms, `until` exclusive. */
export interface JobInput {
  since?: number;
  until?: number;
  subscription?: string;
  /** Of `settleMonitor` and `awaitExpected`, with the generation whose groups they look at. */
  monitor?: string;
  generation?: number;
  /** Of `replay`: also what the endpoint has had. */
  includeDelivered?: boolean;
}

/** What a job works on at a time, and where it goes on afterwards; at its end without `next`. */
export interface JobPage {
  ids: string[];
  next?: string | undefined;
}

/** Work that outlasts a request: a row that the sweep drives, a page of things at a time (SEMANTICS 2.12). */
export interface Job {
  id: string;
  project: string;
  kind: JobKind;
  status: JobStatus;
  /** How many things it has worked on, each counted once however often the job was interrupted. */
  done: number;
  /** How many there were when it began, counted before the first is worked on; absent until they are counted. */
  total?: number;
  /** Counted so far, and where the counting goes on. */
  counting?: { counted: number; next: string };
  /** Where the page after the present one begins. */
  cursor?: string;
  /** The page in work. It is written before it is worked on: after a crash, the same things are worked on again. */
  page?: JobPage;
  /** Deliveries that the page before has put in line, and when (epoch ms). */
  sent?: { ids: string[]; at: number };
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

/** A job that fails this often in a row has met something that time does not heal. */
const MAX_FAILURES = 10;

/** The sweep that runs a job has it to itself for this long; after a crash another run takes over where it stood. */
export const JOB_LEASE_MS = 120_000;

/** What is written after a step; undefined takes an attribute away. */
export type JobChange = {
  [
    Name in
      | 'status'
      | 'done'
      | 'total'
      | 'counting'
      | 'cursor'
      | 'page'
      | 'sent'
      | 'failures'
      | 'error'
      | 'finishedAt'
  ]?: Job[Name] | undefined;
};

/** What a job does next. A page that has begun is finished even if the job is cancelled, so that `done` stays true. */
export function nextStep(job: Job): 'work' | 'cancel' | 'count' | 'page' {
  if (job.page) return 'work';
  if (job.status === 'cancelling') return 'cancel';
  return job.total === undefined ? 'count' : 'page';
}

export function counted({ counting, ...job }: Job, { ids, next }: JobPage): JobChange {
  const sum = (counting?.counted ?? 0) + ids.length;
  return next === undefined
    ? { status: running(job), failures: 0, total: sum, counting: undefined }
    : { status: running(job), failures: 0, counting: { counted: sum, next } };
}

/** A page was found; an empty one needs no work. */
export function paged(job: Job, page: JobPage, nowMs: number): JobChange {
  if (page.ids.length > 0) return { status: running(job), failures: 0, page };
  return turned(job, page, nowMs);
}

/** A page was worked on. `sent` are the deliveries that it has put in line. */
export function worked(job: Job, page: JobPage, sent: string[], nowMs: number): JobChange {
  return { ...turned(job, page, nowMs), page: undefined, sent: { ids: sent, at: nowMs } };
}

function turned(job: Job, { ids, next }: JobPage, nowMs: number): JobChange {
  const done = job.done + ids.length;
  return next === undefined
    ? { status: 'done', done, failures: 0, finishedAt: nowMs }
    : { status: running(job), done, failures: 0, cursor: next };
}

export const cancelled = (nowMs: number, error?: string): JobChange => ({
  ...{ status: 'cancelled', failures: 0, finishedAt: nowMs },
  ...(error === undefined ? {} : { error }),
});

/** A step threw: the job stays where it was, or is given up. */
export function stumbled(job: Job, error: string, nowMs: number): JobChange {
  const failures = job.failures + 1;
  return failures < MAX_FAILURES
    ? { status: running(job), failures }
    : { status: 'failed', failures, error, finishedAt: nowMs };
}

const running = ({ status }: Pick<Job, 'status'>): JobStatus =>
  status === 'cancelling' ? 'cancelling' : 'running';

export const hasEnded = ({ status }: { status?: JobStatus | undefined }): boolean =>
  status === 'done' || status === 'failed' || status === 'cancelled';

/** Longer than the sweep waits before it sends a message anew: what has not gone by then waits for something else. */
const LINE_PATIENCE_MS = 6 * 60_000;

/**
 * Whether what the page before has put in line is worth a look: the next page follows when half of it has gone, so
 * that a job of any size has a page or two in the queue, and no more.
 */
export const mayBeInLine = ({ sent }: Pick<Job, 'sent'>, nowMs: number): boolean =>
  sent !== undefined && sent.ids.length > 0 && nowMs - sent.at < LINE_PATIENCE_MS;

export const isLineFull = ({ sent }: Pick<Job, 'sent'>, inLine: number): boolean =>
  inLine > (sent?.ids.length ?? 0) / 2;
