import * as z from 'zod';
import type { Write } from '../../../adapters/aws/transact';
import { Conflict, NotFound } from '../../../core/configuration/errors';
import {
  countedAs,
  hasEnded,
  JOB_KINDS,
  JOB_STATUSES,
  type Job,
  type JobInput,
  type JobKind,
} from '../../../core/job/job';
import { newId, type Admin } from '../admin';
import { id, iso, listOf, listQuery, time } from '../fields';
import { route, type Call } from '../route';

const example = {
  id: 'job_01JH7Z0000000000000000000A',
  kind: 'recover',
  status: 'running',
  done: 300,
  total: 1_200,
  error: null,
  createdAt: '2026-01-31T12:00:00.000Z',
  finishedAt: null,
};

const job = z
  .object({
    id: id('job', example.id),
    kind: z.enum(JOB_KINDS),
    status: z.enum(JOB_STATUSES),
    done: z.number().meta({ description: 'How many things it has worked on so far' }),
    total: z.number().nullable().meta({
      description: 'How many there were when it began; null until they are counted, which comes first',
    }),
    error: z.string().nullable(),
    createdAt: time,
    finishedAt: time.nullable(),
  })
  .meta({ id: 'Job' });

const view = (row: Job) => ({
  ...{ id: row.id, kind: row.kind, status: row.status, done: row.done },
  total: row.total ?? null,
  error: row.error ?? null,
  createdAt: iso(row.createdAt),
  finishedAt: row.finishedAt === undefined ? null : iso(row.finishedAt),
});

/** The answer of everything that starts a job. */
export const jobAccepted = {
  202: {
    description: 'Under way as a job',
    schema: job,
    example: { ...example, status: 'queued', done: 0, total: null },
  },
};

export interface StartedJob {
  /** What the answer shows of it. */
  body: unknown;
  id: string;
  kind: JobKind;
  write: Write;
}

/** A job to be driven by the sweep from `dueAt` on. */
export function startedJob(
  { project, now }: Pick<Call<unknown, unknown, unknown>, 'project' | 'now'>,
  admin: Admin,
  kind: JobKind,
  input: JobInput,
  dueAt = now,
): StartedJob {
  const id = newId(admin, 'job', now);
  const made: Job = { id, project, kind, status: 'queued', done: 0, input, failures: 0, createdAt: now };
  return { body: view(made), id, kind, write: admin.jobs.createWrite(made, dueAt) };
}

/** The writes of all jobs that a request starts, with what else it changes in the project's usage: one row, once. */
export function jobWrites(
  { project }: Pick<Call<unknown, unknown, unknown>, 'project'>,
  admin: Admin,
  started: readonly StartedJob[],
  also: Parameters<Admin['usage']['write']>[1] = {},
): Write[] {
  if (started.length === 0) return [];
  const usage = { ...also };
  for (const { kind } of started) usage[countedAs(kind)] = (usage[countedAs(kind)] ?? 0) + 1;
  return [...started.map(({ write }) => write), admin.usage.write(project, usage)];
}

async function found(
  { project, params, now }: Pick<Call<{ id: string }, unknown, unknown>, 'project' | 'params' | 'now'>,
  admin: Admin,
): Promise<Job> {
  const row = await admin.jobs.get(project, params.id, now);
  if (!row) throw new NotFound('job');
  return row;
}

const params = z.strictObject({ id: id('job', example.id) });

/** Jobs that nobody may cancel, as what follows from a change would be left half done. */
const NEEDED: Partial<Record<JobKind, string>> = {
  discardSubscription: 'Its subscription is deleted: what is open has to end.',
  settleMonitor: 'Its monitor has changed: its groups have to be looked at.',
  awaitExpected: 'Its monitor expects signs of life: they have to be waited for.',
};

export const jobs = [
  route({
    method: 'get',
    path: '/v1/jobs',
    scope: 'read',
    tag: 'Jobs',
    summary: 'List jobs, newest first',
    query: listQuery(),
    responses: {
      200: { description: 'A page', schema: listOf(job), example: { data: [example], nextCursor: null } },
    },
    async handler({ project, query, after, now, page }, admin) {
      const { rows, next } = await admin.jobs.list(project, { limit: query.limit, after }, now);
      return page(rows.map(view), next);
    },
  }),
  route({
    method: 'get',
    path: '/v1/jobs/{id}',
    scope: 'read',
    tag: 'Jobs',
    summary: 'Show a job',
    params,
    responses: { 200: { description: 'The job', schema: job, example } },
    handler: async (call, admin) => ({ status: 200, body: view(await found(call, admin)) }),
  }),
  route({
    method: 'delete',
    path: '/v1/jobs/{id}',
    scope: 'admin',
    tag: 'Jobs',
    summary: 'Cancel a job',
    description: 'It finishes the page in work, at most 100 things. What it has done stays done.',
    params,
    responses: {
      202: { description: 'About to end', schema: job, example: { ...example, status: 'cancelling' } },
    },
    async handler(call, admin) {
      const row = await found(call, admin);
      if (hasEnded(row)) throw new Conflict(`The job is ${row.status}.`);
      const needed = NEEDED[row.kind];
      if (needed !== undefined) throw new Conflict(needed);
      const change = {
        ...{ at: call.now, project: call.project, actor: call.caller.keyId },
        ...{ action: 'job.cancel', target: row.id },
      };
      const writes = [admin.jobs.cancelWrite(row.id), admin.changes.write(change)];
      return { status: 202, body: view({ ...row, status: 'cancelling' }), writes };
    },
  }),
];
