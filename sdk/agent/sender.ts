import type { Address } from './address';
import type { Directives } from './directives';
import { type AgentEvent, type QueuedEvent, serialized } from './event';
import { exchange, type ExchangeAnswer } from './exchange';
import { type PostOutcome, postOutcome } from './post-outcome';
import { type Batch, EventQueue, type QueueLimits } from './queue';
import { Deadline } from './deadline';
import type { Cancel, Surroundings } from './surroundings';

export interface SenderOptions {
  /** Most that waits, batches on their way among it. */
  queue: QueueLimits;
  /** So many events are sent at once. */
  flushAt: number;
  /** ... and fewer after so long. */
  flushMs: number;
  requestTimeoutMs: number;
}

/** What has become of the events of a process. */
export interface Counts {
  /** Accepted by Tocsin. */
  sent: number;
  /** Could not be sent: too many waited, or the process ended. The next request reports them. */
  dropped: number;
  /** Tocsin has refused them, as its log lines say. */
  refused: number;
}

/** Of one request; the API takes 1,000 and 2 MiB. */
const BATCH: QueueLimits = { events: 200, bytes: 1024 * 1024 };
/** The type that reports what was dropped, `data.count` events. */
const DROPPED = 'agent.events.dropped';

const RETRY_MS = 250;
/** Then nothing is sent for a while. */
const CIRCUIT_FAILURES = 5;
const CIRCUIT_MS = 30_000;
const MAX_RETRY_AFTER_MS = 60_000;
/** How often a batch is tried while somebody waits for it. */
const FLUSH_TRIES = 3;
/** A batch that the API can never take is not tried for ever, as all others wait behind it. */
const MAX_REFUSALS = 10;

/** At its end a process waits so long for what is not sent yet ... */
const EXIT_MS = 2_000;
/** ... and so long if the last request was not answered in time. */
const HANGING_EXIT_MS = 500;

type Outcome = 'idle' | 'done' | 'again';

/** Sends events in batches, one at a time. Nothing of it throws, and nothing of it keeps a process alive. */
export class Sender {
  readonly counts: Counts = { sent: 0, dropped: 0, refused: 0 };
  private queue: EventQueue;
  private unreportedDrops = 0;
  private failures = 0;
  private notBefore = 0;
  private timer: { at: number; cancel: Cancel } | undefined;
  private trying: Promise<Outcome> | undefined;
  private aborter = new AbortController();
  private isHanging = false;
  private isClosed = false;

  constructor(
    private surroundings: Surroundings,
    private address: Address,
    private directives: Directives,
    private options: SenderOptions,
  ) {
    this.queue = new EventQueue(options.queue);
  }

  get waiting(): number {
    return this.queue.size;
  }

  enqueue(event: QueuedEvent): void {
    if (this.isClosed) return this.drop(1);
    this.drop(this.queue.push(event));
    this.schedule();
  }

  /** Resolves when everything is sent, or could not be sent in time, to whether it is. */
  async flush(timeoutMs: number): Promise<boolean> {
    const deadline = new Deadline(this.surroundings, timeoutMs);
    for (let failures = 0; !deadline.isOver && this.queue.size > 0 && failures < FLUSH_TRIES;) {
      const outcome = await deadline.race(this.try());
      if (outcome !== 'again') continue;
      failures++;
      if (failures < FLUSH_TRIES) await deadline.pause(this.backoff(failures));
    }
    deadline.cancel();
    this.schedule();
    return this.queue.size === 0;
  }

  /** The end of the process: sends what there is, and waits for no answer after that. */
  async leave(): Promise<void> {
    await this.flush(this.isHanging ? HANGING_EXIT_MS : EXIT_MS);
    this.aborter.abort();
    this.aborter = new AbortController();
  }

  /** Sends what there is, and nothing more afterwards. */
  async close(timeoutMs: number): Promise<boolean> {
    const isSent = await this.flush(timeoutMs);
    this.isClosed = true;
    this.timer?.cancel();
    this.aborter.abort();
    this.drop(this.queue.clear());
    return isSent;
  }

  private drop(count: number): void {
    this.counts.dropped += count;
    this.unreportedDrops += count;
  }

  /** A timer for the time when something is to be sent; one that is earlier stays. */
  private schedule(): void {
    if (this.isClosed || this.trying || this.queue.size === 0) return;
    const now = this.surroundings.now();
    const isFull = this.queue.waiting >= this.options.flushAt;
    const at = this.failures > 0 ? this.notBefore : now + (isFull ? 0 : this.options.flushMs);
    if (this.timer && this.timer.at <= at) return;
    this.timer?.cancel();
    const fire = () => {
      this.timer = undefined;
      void this.try();
    };
    this.timer = { at, cancel: this.surroundings.setTimer(Math.max(0, at - now), fire) };
  }

  /** One request; a call while one is under way gets its outcome. Never rejects. */
  private try(): Promise<Outcome> {
    this.trying ??= this.tryOnce()
      .catch(() => this.failed(undefined))
      .finally(() => {
        this.trying = undefined;
        this.schedule();
      });
    return this.trying;
  }

  private async tryOnce(): Promise<Outcome> {
    const batch = this.queue.next(BATCH, (events) => this.asBatch(events));
    if (!batch) return 'idle';
    const sequence = this.directives.begin();
    const began = this.surroundings.now();
    const { requestTimeoutMs: timeoutMs } = this.options;
    const answer = await exchange(this.surroundings, {
      url: `${this.address.base}/v1/events`,
      method: 'POST',
      headers: {
        authorization: `Bearer ${this.address.key}`,
        'content-type': 'application/json',
        'idempotency-key': batch.idempotencyKey,
      },
      body: `[${batch.events.map(({ text }) => text).join(',')}]`,
      ...{ timeoutMs, signal: this.aborter.signal },
    });
    this.isHanging = !answer && this.surroundings.now() - began >= timeoutMs;
    const outcome = this.settle(batch, answer);
    const { directives } = (answer?.json ?? {}) as { directives?: unknown };
    if (outcome === 'done' && Array.isArray(directives)) this.directives.offer(directives[0], sequence);
    return outcome;
  }

  private asBatch(events: QueuedEvent[]): Batch {
    const report = this.unreportedDrops > 0 ? this.dropReport() : undefined;
    const all = report ? [...events, report] : events;
    return {
      idempotencyKey: this.surroundings.uniqueId(),
      events: all,
      bytes: all.reduce((sum, { bytes }) => sum + bytes, 0),
      reportedDrops: report ? this.takeDrops() : 0,
      refusals: 0,
    };
  }

  private dropReport(): QueuedEvent | undefined {
    const event: AgentEvent = {
      ...{ type: DROPPED, source: this.address.agent, data: { count: this.unreportedDrops } },
      time: new Date(this.surroundings.now()).toISOString(),
    };
    const text = serialized(event);
    return typeof text === 'string' ? undefined : text;
  }

  private takeDrops(): number {
    const { unreportedDrops } = this;
    this.unreportedDrops = 0;
    return unreportedDrops;
  }

  private settle(batch: Batch, answer: ExchangeAnswer | undefined): Outcome {
    const outcome = postOutcome(answer, batch.events.length);
    if (outcome.kind === 'again' && !(outcome.isRefusal && ++batch.refusals >= MAX_REFUSALS))
      return this.failed(answer);
    this.queue.finish();
    [this.failures, this.notBefore] = [0, 0];
    this.count(batch, outcome, answer?.status);
    return 'done';
  }

  private count(batch: Batch, { reasons }: PostOutcome, status: number | undefined): void {
    this.counts.sent += batch.events.length - reasons.length;
    if (reasons.length === 0) return;
    this.counts.refused += reasons.length;
    if (reasons.length === batch.events.length) this.unreportedDrops += batch.reportedDrops;
    this.surroundings.log(`Tocsin refuses ${reasons.length} events: ${status} ${reasons[0] ?? ''}`);
    // The key is wrong: the next request would be answered the same.
    if (status === 401 || status === 403) this.openCircuit();
  }

  private failed(answer: ExchangeAnswer | undefined): Outcome {
    this.failures++;
    const seconds = Number(answer?.headers.get('retry-after') ?? 0);
    const askedMs = seconds > 0 ? Math.min(seconds * 1_000, MAX_RETRY_AFTER_MS) : 0;
    const ownMs = this.failures < CIRCUIT_FAILURES ? this.backoff(this.failures) : CIRCUIT_MS;
    this.notBefore = this.surroundings.now() + Math.max(askedMs, ownMs);
    return 'again';
  }

  private openCircuit(): void {
    this.failures = CIRCUIT_FAILURES;
    this.notBefore = this.surroundings.now() + CIRCUIT_MS;
  }

  /** Doubles, and is spread so that processes that failed together do not come back together. */
  private backoff(failures: number): number {
    return RETRY_MS * 2 ** (failures - 1) * (0.5 + this.surroundings.random() / 2);
  }
}
