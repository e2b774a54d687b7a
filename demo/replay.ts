import { agentRuns, type Step } from './agent-run';
import type { Api } from './api';
import type { Directive } from './orders';
import { Orders } from './orders';
import type { Receiver } from './receiver';
import { Spending } from './spending';
import { Tally } from './tally';
import { Turnstile } from './turnstile';

/** One event of the replay, from its post to its arrival. Times are epoch ms. */
export interface Sent {
  type: string;
  postedAt: number;
  /** The id that Tocsin answered; missing if it was refused. */
  id?: string;
}

/** An event as an agent posts it. */
interface AgentEvent extends Step {
  source: string;
  subject: string;
  time: string;
}

export const AGENT = 'airline-support';
export const RUNS = 200;

/** Events of one request; the SDKs of such services send what has gathered in about as many. */
const BATCH = 10;

/** Events that may be on their way at once: enough to keep busy, few enough that the latency is no queue's length. */
const MAX_ON_THE_WAY = 60;

/** What the demo does beside the replay. */
export interface Audience {
  /** The agent has been paused before its next run; returns when it may go on. */
  onPaused(replay: Replay): Promise<void>;
}

/** Posts all recorded runs as their agent would, with current times, and obeys what the answers tell it. */
export class Replay {
  readonly orders = new Orders(AGENT);
  readonly spending = new Spending();
  readonly tally = new Tally();
  readonly sent: Sent[] = [];
  runsBegun = 0;
  private name = `demo-${Date.now().toString(36)}`;
  private batch: { step: Step; subject: string }[] = [];
  private turnstile = new Turnstile();
  private refused = 0;

  constructor(
    private api: Api,
    private receiver: Receiver,
    private audience: Audience,
  ) {}

  /** Something has arrived, or is known now: there may be room for the next batch. */
  turn(): void {
    this.turnstile.turn();
  }

  /** Resolves when every event that was accepted has arrived. */
  async run(): Promise<void> {
    for await (const run of agentRuns()) {
      await this.untilMayRun();
      this.runsBegun++;
      for (const step of run.steps) {
        this.batch.push({ step, subject: run.name });
        if (this.batch.length === BATCH) await this.post();
      }
    }
    await this.post();
    await this.untilOnTheWay(0);
  }

  /** While it is paused, an agent ends what it has begun, and begins nothing. */
  private async untilMayRun(): Promise<void> {
    if (!this.orders.paused) return;
    await this.post();
    while (this.orders.paused) await this.audience.onPaused(this);
  }

  private async post(): Promise<void> {
    await this.untilOnTheWay(MAX_ON_THE_WAY - BATCH);
    const events = this.batch.splice(0).map(({ step, subject }) => this.event(step, subject));
    if (events.length === 0) return;
    const postedAt = Date.now();
    const records = events.map(({ type }): Sent => ({ type, postedAt }));
    this.sent.push(...records);
    for (const event of events) this.tally.posted(event, postedAt);
    this.send(events, records).catch((error: Error) => this.turnstile.fail(error));
  }

  private event(step: Step, subject: string): AgentEvent {
    const { data } = step;
    const model = typeof data.model === 'string' ? this.orders.model(data.model) : undefined;
    const posted = model === undefined ? data : { ...data, model };
    if (step.type === 'llm.request.completed')
      this.spending.add(posted as unknown as Usage, String(data.model));
    return {
      id: `${this.name}/${step.id}`,
      type: step.type,
      source: AGENT,
      subject,
      time: new Date().toISOString(),
      data: posted,
    };
  }

  private async send(events: AgentEvent[], records: Sent[]): Promise<void> {
    const answer = await this.api.post<Answer>('/v1/events', events);
    for (const [index, record] of records.entries()) {
      const id = answer.results[index]?.id;
      if (id === undefined) this.refused++;
      else record.id = id;
    }
    this.orders.hear(answer.directives, Date.now());
    this.turn();
  }

  private async untilOnTheWay(most: number): Promise<void> {
    const { arrivals } = this.receiver.received;
    while (this.sent.length - this.refused - arrivals.size > most) await this.turnstile.next();
  }
}

type Usage = Parameters<Spending['add']>[0];

interface Answer {
  results: { id?: string }[];
  directives: Directive[] | null;
}
