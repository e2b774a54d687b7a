import { TransactWriteCommand, UpdateCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { ChangedMeanwhile } from '../../core/configuration/errors';
import { countedAs, hasEnded, JOB_LEASE_MS, type Job, type JobChange } from '../../core/job/job';
import { assignments } from './assignments';
import type { DueRow, DueRows } from './due-rows';
import { ifConditionHolds } from './if-condition-holds';
import { dueShard, jobKey, projectListKey } from './keys';
import { listPage, type Page } from './list';
import { getRow } from './read';
import type { Write } from './transact';
import { Usage } from './usage';

type LeasedChange = JobChange & { dueAt?: number | undefined };

/** How long a job can be seen after it has ended. */
const KEPT_SECONDS = 30 * 86_400;

export class Jobs {
  constructor(
    private tables: DynamoDBDocumentClient,
    private table: string,
    private usage: Usage = new Usage(table),
  ) {}

  /** Of this project only. */
  async get(project: string, id: string, nowMs: number): Promise<Job | undefined> {
    const row = await getRow<Job>(this.tables, this.table, jobKey(id), nowMs);
    return row?.project === project ? row : undefined;
  }

  list(
    project: string,
    page: { limit: number; after?: string | undefined },
    nowMs: number,
  ): Promise<Page<Job>> {
    return listPage<Job>(
      this.tables,
      this.table,
      { listKeys: [projectListKey('jobs', project)], ...page },
      nowMs,
    );
  }

  /** With a change of the project's usage beside it: a job counts while it is under way. */
  createWrite(job: Job, dueAt: number): Write {
    const index = {
      dueShard: dueShard(job.id),
      dueAt,
      listKey: projectListKey('jobs', job.project),
      listSort: job.id,
    };
    const Item = { ...jobKey(job.id), ...job, ...index };
    return {
      item: { Put: { TableName: this.table, Item, ConditionExpression: 'attribute_not_exists(pk)' } },
    };
  }

  /** Of what is due in this table the jobs that no run holds at `nowMs`: of each project one, then the others. */
  async *due(due: DueRows, run: number, nowMs: number): AsyncGenerator<DueRow> {
    const where = ({ sk, dueAt }: DueRow): boolean => sk === 'job' && dueAt <= nowMs;
    for await (const rows of due.fairPages({ run, share: 1, where })) yield* rows;
  }

  /** Takes the job for a lease; undefined if somebody else was faster or it has ended. */
  async claim({ pk, sk, dueAt }: DueRow, nowMs: number): Promise<Job | undefined> {
    const update = new UpdateCommand({
      TableName: this.table,
      Key: { pk, sk },
      UpdateExpression: 'SET dueAt = :next',
      ConditionExpression: 'dueAt = :seen',
      ExpressionAttributeValues: { ':next': nowMs + JOB_LEASE_MS, ':seen': dueAt },
      ReturnValues: 'ALL_NEW',
    });
    return (await ifConditionHolds(() => this.tables.send(update)))?.Attributes as Job | undefined;
  }

  /** Writes a step's outcome if the lease still stands, and answers the job as it is then. */
  async advance(job: Job, change: JobChange, nowMs: number): Promise<Job | undefined> {
    if (hasEnded(change)) return this.end(job, change, nowMs);
    const unlessCancelled = await this.write(
      job,
      { ...change, dueAt: nowMs + JOB_LEASE_MS },
      change.status === 'running' ? ' AND NOT #status = :cancelling' : '',
    );
    if (unlessCancelled || change.status !== 'running') return unlessCancelled;
    return this.write(job, { ...change, status: 'cancelling', dueAt: nowMs + JOB_LEASE_MS }, '');
  }

  /** With the place that the job had among those under way. */
  private async end(job: Job, change: JobChange, nowMs: number): Promise<Job | undefined> {
    const end = { expiresAt: Math.ceil(nowMs / 1000) + KEPT_SECONDS, dueShard: undefined, dueAt: undefined };
    const update = this.update(job, { ...change, ...end }, '');
    const place = this.usage.write(job.project, { [countedAs(job.kind)]: -1 });
    const ended = new TransactWriteCommand({ TransactItems: [{ Update: update }, place.item] });
    if (!(await ifConditionHolds(() => this.tables.send(ended)))) return undefined;
    return getRow<Job>(this.tables, this.table, jobKey(job.id), nowMs);
  }

  /** Gives the job back before its lease is over: the next run goes on with it. */
  async release(job: Job, nowMs: number): Promise<void> {
    await this.write(job, { dueAt: nowMs }, '');
  }

  /** Asks for a job's end: the worker that holds its lease finishes the current page first. */
  cancelWrite(id: string): Write {
    const update = {
      TableName: this.table,
      Key: jobKey(id),
      UpdateExpression: 'SET #status = :cancelling',
      ConditionExpression: 'attribute_exists(dueAt)',
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: { ':cancelling': 'cancelling' },
    };
    return { item: { Update: update }, otherwise: new ChangedMeanwhile('job') };
  }

  /** Conditional on the lease. */
  private async write(job: Job, change: LeasedChange, condition: string): Promise<Job | undefined> {
    const update = new UpdateCommand({ ...this.update(job, change, condition), ReturnValues: 'ALL_NEW' });
    return (await ifConditionHolds(() => this.tables.send(update)))?.Attributes as Job | undefined;
  }

  /** A member that is given as undefined is taken away. */
  private update(job: Job, change: LeasedChange, condition: string) {
    const gone = Object.entries(change).flatMap(([name, value]) => (value === undefined ? [name] : []));
    const { text, names, values } = assignments(change, gone);
    return {
      TableName: this.table,
      Key: jobKey(job.id),
      UpdateExpression: text,
      ConditionExpression: `dueAt = :lease${condition}`,
      ExpressionAttributeNames: names,
      ExpressionAttributeValues: {
        ...{ ...values, ':lease': job.dueAt },
        ...(condition && { ':cancelling': 'cancelling' }),
      },
    };
  }
}
