import type { LocalContext } from '../context';
import { deleteMessages } from '../sqs/delete';
import { depth } from '../sqs/depth';
import { findQueue } from '../sqs/queue';
import { type Received, receiveMessages } from '../sqs/receive';
import { succeeded } from './batch-response';
import type { LambdaFunction } from './function';
import type { Functions } from './functions';
import { sqsEvents } from './sqs-event';

interface EventSourceMapping {
  queueArn: string;
  lambda: LambdaFunction;
  batchSize: number;
  windowMs: number;
  partialFailures: boolean;
  enabled: boolean;
  maximumConcurrency?: number;
}

const NEEDED = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];
const LONG_POLL_MS = 20_000;
const RETRY_MS = 1_000;
/** A standard queue's mapping begins with five batches at a time (Lambda developer guide). */
const FIRST_CONCURRENCY = 5;

/** Polls queues for functions, as Lambda does, with the permissions of each function's role. */
export class EventSourceMappings {
  private mappings: EventSourceMapping[] = [];
  private stopping = new AbortController();
  private pollers: Promise<void>[] = [];
  private atWork = 0;

  constructor(private functions: Functions) {}

  add(mapping: EventSourceMapping): void {
    this.mappings.push(mapping);
  }

  /** Throws, as creating the mapping would on AWS, where role or timeouts do not fit. */
  async start(local: LocalContext): Promise<void> {
    for (const mapping of this.mappings) await check(mapping, local);
    const enabled = this.mappings.filter((mapping) => mapping.enabled);
    this.pollers = enabled.map((mapping) => this.poll(mapping, local));
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.all(this.pollers);
  }

  /** Whether a batch is being worked on, or a message could be received now. */
  busy(local: LocalContext): boolean {
    return (
      this.atWork > 0 ||
      this.mappings.some(({ enabled, queueArn }) => enabled && depth(local, queueArn).visible > 0)
    );
  }

  private async poll(mapping: EventSourceMapping, local: LocalContext): Promise<void> {
    const { signal } = this.stopping;
    const atOnce = mapping.maximumConcurrency ?? FIRST_CONCURRENCY;
    const batches = new Set<Promise<void>>();
    while (!signal.aborted) {
      if (batches.size >= atOnce) await Promise.race(batches);
      const messages = await this.receive(mapping, local);
      if (messages.length === 0) continue;
      this.atWork++;
      const batch = this.work(mapping, messages, local)
        .catch((error: unknown) =>
          local.report(`A batch for ${mapping.lambda.label} failed: ${String(error)}`),
        )
        .finally(() => {
          this.atWork--;
          batches.delete(batch);
        });
      batches.add(batch);
    }
    await Promise.all(batches);
  }

  /** A receive that SQS refuses, e.g. because too much is in flight, is tried again. */
  private async receive(
    { queueArn, batchSize }: EventSourceMapping,
    local: LocalContext,
  ): Promise<Received[]> {
    const { signal } = this.stopping;
    try {
      return await receiveMessages(local, queueArn, { max: batchSize, waitMs: LONG_POLL_MS, signal });
    } catch (error) {
      local.report(`Receiving from ${queueArn} failed: ${String(error)}`);
      await local.clock.wait(local.clock.now() + RETRY_MS, signal);
      return [];
    }
  }

  private async work(mapping: EventSourceMapping, first: Received[], local: LocalContext): Promise<void> {
    const { lambda, queueArn, partialFailures } = mapping;
    const messages = [...first, ...(await this.fill(mapping, first.length, local))];
    for (const { event, batch } of sqsEvents(messages, queueArn, local.region)) {
      const outcome = await this.functions.invoke(lambda.arn, event, local);
      if (!outcome.ok) continue;
      const done = partialFailures ? succeeded(batch, outcome.payload) : batch;
      const handles = done.map(({ receiptHandle }) => receiptHandle);
      deleteMessages(local, queueArn, handles);
    }
  }

  /** What else comes until the batching window closes or the batch is full. */
  private async fill(mapping: EventSourceMapping, count: number, local: LocalContext): Promise<Received[]> {
    const { signal } = this.stopping;
    const until = local.clock.now() + mapping.windowMs;
    const more: Received[] = [];
    while (count + more.length < mapping.batchSize && local.clock.now() < until && !signal.aborted) {
      const max = mapping.batchSize - count - more.length;
      const waitMs = until - local.clock.now();
      more.push(...(await receiveMessages(local, mapping.queueArn, { max, waitMs, signal })));
    }
    return more;
  }
}

async function check({ lambda, queueArn }: EventSourceMapping, local: LocalContext): Promise<void> {
  const role = { kind: 'role', arn: lambda.roleArn } as const;
  for (const action of NEEDED)
    if (!(await local.iam.allowed(role, { action, resource: queueArn })))
      throw new Error(
        `The role of ${lambda.label} does not have permission to call ${action} on ${queueArn}`,
      );
  const { visibilityTimeout } = findQueue(local, queueArn).settings;
  if (visibilityTimeout * 1000 < lambda.timeoutMs)
    throw new Error(
      `Queue visibility timeout: ${visibilityTimeout} seconds is less than Function timeout: ${lambda.timeoutMs / 1000} seconds (${lambda.label})`,
    );
}
