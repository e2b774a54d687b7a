import { AgentPaused, Tocsin } from '../sdk/tocsin';
import { agentRuns, type Step } from './agent-run';
import type { Api } from './api';
import { type Directive, Orders } from './orders';
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

/** An event as the SDK posts it. */
interface PostedEvent {
  type: string;
  subject: string;
  data: Record<string, unknown>;
}

export const AGENT = 'airline-support';
export const RUNS = 200;

/** Events of one request: the SDK sends as soon as so many wait. */
const BATCH = 10;

/** Events that may be on their way at once: enough to keep busy, few enough that the latency is no queue's length. */
const MAX_ON_THE_WAY = 60;

/** What the last events may take to be sent, should Tocsin be restarted just then. */
const CLOSE_MS = 60_000;

/** What the demo does beside the replay. */
export interface Audience {
  /** The agent has been paused before its next run; returns when it may go on. */
  onPaused(replay: Replay): Promise<void>;
}

/** Reports all recorded runs as their agent would, by the SDK, at the current time, and obeys its directives. */
export class Replay {
  readonly orders = new Orders(AGENT);
  readonly spending = new Spending();
  readonly tally = new Tally();
  readonly sent: Sent[] = [];
  runsBegun = 0;
  private tocsin: Tocsin;
  private tracked = 0;
  private refused = 0;
  private turnstile = new Turnstile();

  constructor(
    api: Api,
    private receiver: Receiver,
    private audience: Audience,
  ) {
    this.tocsin = new Tocsin({
      url: api.endpointOf(AGENT),
      flushAt: BATCH,
      // What the agent and Tocsin say to each other is what the tables at the end are made of.
      surroundings: { fetch: (url, init) => this.overheard(url, init) },
    });
  }

  /** Something has arrived, or is known now: there may be room for the next event. */
  turn(): void {
    this.turnstile.turn();
  }

  /** Resolves when every event that was accepted has arrived. */
  async run(): Promise<void> {
    for await (const run of agentRuns()) {
      await this.untilMayRun();
      this.runsBegun++;
      for (const step of run.steps) {
        await this.untilOnTheWay(MAX_ON_THE_WAY - 1);
        this.track(step, run.name);
      }
    }
    await this.tocsin.close({ timeoutMs: CLOSE_MS });
    await this.untilOnTheWay(0);
  }

  /** While it is paused, an agent ends what it has begun, and begins nothing. */
  private async untilMayRun(): Promise<void> {
    for (;;) {
      try {
        await this.tocsin.checkpoint({ whenPaused: 'throw' });
        return;
      } catch (error) {
        if (!(error instanceof AgentPaused)) throw error;
        await this.tocsin.flush();
        await this.audience.onPaused(this);
      }
    }
  }

  private track({ type, data }: Step, run: string): void {
    const model = typeof data.model === 'string' ? this.tocsin.model(data.model) : undefined;
    const reported = model === undefined ? data : { ...data, model };
    if (type === 'llm.request.completed') this.spending.add(reported as unknown as Usage, String(data.model));
    this.tracked++;
    this.tocsin.track(type, reported, { run });
  }

  /** The agent's requests, with their answers. */
  private async overheard(url: string, init: RequestInit): Promise<Response> {
    const records = typeof init.body === 'string' ? this.posting(init.body) : [];
    const answer = await fetch(url, init);
    if (!answer.ok) this.posted(records, undefined);
    else this.posted(records, (await answer.clone().json()) as Answer);
    return answer;
  }

  private posting(body: string): Sent[] {
    const postedAt = Date.now();
    return (JSON.parse(body) as PostedEvent[]).map((event) => {
      this.tally.posted(event, postedAt);
      return { type: event.type, postedAt };
    });
  }

  /** What is not accepted is sent again by the SDK: it is another post. */
  private posted(records: Sent[], answer: Answer | undefined): void {
    if (!answer) return;
    for (const [index, record] of records.entries()) {
      const id = answer.results?.[index]?.id;
      if (id === undefined) this.refused++;
      else record.id = id;
    }
    this.sent.push(...records);
    this.orders.hear(answer.directives ?? [answer as unknown as Directive], Date.now());
    this.turn();
  }

  private async untilOnTheWay(most: number): Promise<void> {
    const { arrivals } = this.receiver.received;
    while (this.tracked - this.refused - arrivals.size > most) await this.turnstile.next();
  }
}

type Usage = Parameters<Spending['add']>[0];

/** To a post of events, or to the question what the agent is asked to be. */
interface Answer {
  results?: { id?: string }[];
  directives?: Directive[] | null;
}
