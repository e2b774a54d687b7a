import { AgentPaused, isAgentPaused } from './agent/agent-paused';
import { type Address, readAddress } from './agent/address';
import {
  checkpoint,
  type Checkpoint,
  type CheckpointOptions,
  type CheckpointTools,
} from './agent/checkpoint';
import { type Directive, switchedModel } from './agent/directive';
import { Directives } from './agent/directives';
import { type AgentEvent, errorData, serialized } from './agent/event';
import { flushBeforeExit } from './agent/flush-before-exit';
import { type ContextStorage, contextStorage, environmentVariable } from './agent/host-process';
import type { Run, RunOptions, TrackOptions } from './agent/run';
import { type Counts, Sender, type SenderOptions } from './agent/sender';
import { hostSurroundings, type Surroundings } from './agent/surroundings';

export { AgentPaused };
export { verify, type VerifyOptions, VerificationFailed } from './verify/verify';
export type { AgentEvent, Checkpoint, CheckpointOptions, Counts, Directive, Run, RunOptions, TrackOptions };
export type { Hold } from './agent/directive';

export interface TocsinOptions {
  /** `https://API/in/KEY/AGENT`; the environment variable `TOCSIN_URL` if not given. */
  url?: string | undefined;
  /** The agent's name, if it is not in the URL, or is another. */
  agent?: string | undefined;
  /** A key of the scope `ingest`, if it is not in the URL; the environment variable `TOCSIN_KEY` if not given. */
  key?: string | undefined;
  /** What `checkpoint` does while the agent is paused; `wait` if not given. */
  whenPaused?: 'wait' | 'throw';
  /** What an agent does while nothing is known of it; `continue` if not given. */
  onUnreachable?: 'continue' | 'pause';
  /** Sees each event before it waits to be sent: returns it, another one, or null to drop it. */
  beforeSend?: (event: AgentEvent) => AgentEvent | null;
  /** Lines for the developer; nothing is said if not given, unless `TOCSIN_DEBUG` is set. */
  log?: (line: string) => void;
  /** Most events and bytes that wait to be sent: 1,000 and 4 MiB if not given. */
  queue?: { events?: number; bytes?: number };
  /** So many events are sent at once, fewer after `flushMs`: 20 and 1,000 if not given. */
  flushAt?: number;
  flushMs?: number;
  /** 3,000 if not given. */
  requestTimeoutMs?: number;
  /** For tests: the clock, timers, randomness and network of the host. */
  surroundings?: Partial<Surroundings>;
}

/** Everything that needs an address. */
interface Connected {
  address: Address;
  sender: Sender;
  tools: CheckpointTools;
}

const CLOSE_MS = 2_000;

/**
 * Reports what an agent does and says what it is asked to be. It never breaks its host: without `TOCSIN_URL`, or while
 * Tocsin does not answer, everything goes on as if it were not there. Only `checkpoint` throws, and only `AgentPaused`
 * or the reason of the signal.
 */
export class Tocsin {
  private surroundings: Surroundings;
  private connected: Connected | undefined;
  private runs: ContextStorage<Run> | undefined = contextStorage();

  constructor(private options: TocsinOptions = {}) {
    const log =
      options.log ?? (environmentVariable('TOCSIN_DEBUG') ? (line) => console.error(line) : () => undefined);
    this.surroundings = { ...hostSurroundings(safely(log)), ...options.surroundings };
    const address = addressOf(options);
    if (typeof address === 'string') this.surroundings.log(`Nothing is reported to Tocsin: ${address}`);
    else this.connected = this.connect(address);
  }

  /** Whether it reports anything. */
  get isEnabled(): boolean {
    return this.connected !== undefined;
  }

  /** The agent's name; undefined if nothing is reported. */
  get agent(): string | undefined {
    return this.connected?.address.agent;
  }

  /** What has become of the events so far. */
  get counts(): Readonly<Counts> {
    return this.connected?.sender.counts ?? { sent: 0, dropped: 0, refused: 0 };
  }

  /** What the agent was last asked to be; undefined if that is not known. */
  get directive(): Directive | undefined {
    return this.connected?.tools.directives.latest;
  }

  /** The run that is under way here; browsers do not know it. */
  get currentRun(): Run | undefined {
    return this.runs?.getStore();
  }

  /** Reports an event. Returns at once: the event is sent later, among others. Never throws. */
  track(type: string, data?: unknown, options: TrackOptions = {}): void {
    if (!this.connected) return;
    try {
      this.enqueue(this.connected, type, data, options);
    } catch (error) {
      this.surroundings.log(`The event ${type} is not reported: ${errorData(error).message}`);
    }
  }

  /**
   * Does a piece of work and reports that it began and how it ended. What is tracked within it belongs to it. The
   * result and the error of the work are passed on as they are.
   */
  async run<Result>(
    work: (run: Run) => Result | PromiseLike<Result>,
    { id = `run_${this.surroundings.uniqueId()}`, deadlineMs, data }: RunOptions = {},
  ): Promise<Result> {
    const run = this.runOf(id);
    run.track('agent.run.started', { ...data, ...(deadlineMs !== undefined && { deadlineMs }) });
    const within = () => (this.runs ? this.runs.run(run, () => work(run)) : work(run));
    return await this.reported(run, 'agent.run', {}, within);
  }

  /** A part of the run that is under way: waits while the agent is paused, then does it and reports how it ended. */
  step<Result>(name: string, work: () => Result | PromiseLike<Result>): Promise<Result> {
    return this.stepOf(this.currentRun, name, work);
  }

  /** Between two steps: waits or throws `AgentPaused` while the agent is asked to be paused. */
  async checkpoint(options: CheckpointOptions = {}): Promise<Checkpoint> {
    if (this.connected) return await checkpoint(this.connected.tools, options);
    options.signal?.throwIfAborted();
    return { model: options.model, waitedMs: 0 };
  }

  /** The model to use instead of this one, by what Tocsin has last said. */
  model(name: string): string {
    return switchedModel(this.directive, name);
  }

  /** Sends what waits; resolves to whether all of it has arrived. Never rejects. */
  async flush({ timeoutMs = CLOSE_MS } = {}): Promise<boolean> {
    return (await this.connected?.sender.flush(timeoutMs)) ?? true;
  }

  /** Sends what waits, and nothing more afterwards; resolves to whether all of it has arrived. Never rejects. */
  async close({ timeoutMs = CLOSE_MS } = {}): Promise<boolean> {
    return (await this.connected?.sender.close(timeoutMs)) ?? true;
  }

  private connect(address: Address): Connected {
    const { surroundings, options } = this;
    const directives = new Directives(surroundings, address);
    const sender = new Sender(surroundings, address, directives, senderOptions(options));
    const settings = {
      whenPaused: options.whenPaused ?? 'wait',
      onUnreachable: options.onUnreachable ?? 'continue',
      heartbeat: () => this.track('agent.heartbeat'),
    } as const;
    return { address, sender, tools: { surroundings, directives, agent: address.agent, settings } };
  }

  private enqueue({ address, sender }: Connected, type: string, data: unknown, options: TrackOptions): void {
    const { run = this.currentRun?.id, time } = options;
    const event: AgentEvent = {
      ...{ type, source: address.agent, ...(run !== undefined && { subject: run }) },
      ...{
        time: (time ?? new Date(this.surroundings.now())).toISOString(),
        ...(data !== undefined && { data }),
      },
    };
    const { beforeSend } = this.options;
    const sent = beforeSend ? beforeSend(event) : event;
    if (sent === null) return;
    const text = serialized(sent);
    if (typeof text === 'string') {
      this.surroundings.log(`The event ${type} is not reported: ${text}`);
      sender.counts.refused++;
      return;
    }
    sender.enqueue(text);
    flushBeforeExit(sender);
  }

  private runOf(id: string): Run {
    return {
      id,
      track: (type, data, options) => this.track(type, data, { ...options, run: id }),
      step: (name, work) => this.stepOf(this.runOf(id), name, work),
      checkpoint: (options) => this.checkpoint(options),
      model: (name) => this.model(name),
    };
  }

  private async stepOf<Result>(
    run: Run | undefined,
    step: string,
    work: () => Result | PromiseLike<Result>,
  ): Promise<Result> {
    await this.checkpoint();
    return await this.reported(run ?? this, 'agent.step', { step }, work);
  }

  private async reported<Result>(
    reporter: Pick<Run, 'track'>,
    type: string,
    data: object,
    work: () => Result | PromiseLike<Result>,
  ): Promise<Result> {
    const began = this.surroundings.now();
    const ended = () => ({ ...data, durationMs: Math.max(0, this.surroundings.now() - began) });
    try {
      const result = await work();
      reporter.track(`${type}.completed`, ended());
      return result;
    } catch (error) {
      // Obeying is no failure: a monitor of failures would go on asking for the pause.
      if (isAgentPaused(error)) reporter.track(`${type}.completed`, { ...ended(), paused: true });
      else reporter.track(`${type}.failed`, { ...ended(), error: errorData(error) });
      throw error;
    }
  }
}

function addressOf({ url, key, agent }: TocsinOptions): Address | string {
  if (environmentVariable('TOCSIN_DISABLED') === '1') return 'TOCSIN_DISABLED is set';
  const text = url ?? environmentVariable('TOCSIN_URL');
  if (text === undefined) return 'TOCSIN_URL is not set';
  return readAddress({ url: text, key: key ?? environmentVariable('TOCSIN_KEY'), agent });
}

const senderOptions = ({ queue, flushAt, flushMs, requestTimeoutMs }: TocsinOptions): SenderOptions => ({
  queue: { events: queue?.events ?? 1_000, bytes: queue?.bytes ?? 4 * 1024 * 1024 },
  ...{ flushAt: flushAt ?? 20, flushMs: flushMs ?? 1_000, requestTimeoutMs: requestTimeoutMs ?? 3_000 },
});

/** A logger of the host's may throw. */
const safely =
  (log: (line: string) => void): Surroundings['log'] =>
  (line) => {
    try {
      log(line);
    } catch {
      // It was only a line.
    }
  };
