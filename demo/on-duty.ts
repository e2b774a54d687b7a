import { setTimeout as wait } from 'node:timers/promises';
import type { Api } from './api';
import { FAILURES, type Monitors } from './monitors';
import type { Directive } from './orders';
import { AGENT, type Replay, RUNS } from './replay';
import type { Screen } from './screen';

/** Long enough to be read. */
const LOOKS_MS = 1_500;
const ASKS_AGAIN_MS = 100;

/** A time in which the agent was paused; epoch ms. */
export interface Pause {
  from: number;
  to: number;
  runsHeldBack: number;
}

/** Who looks after the agent: reads why it has been paused, lets it go on, and asks to be called later next time. */
export class OnDuty {
  readonly pauses: Pause[] = [];

  constructor(
    private api: Api,
    private monitors: Monitors,
    private screen: Screen,
  ) {}

  /** Resolves when the agent has seen that it may run. */
  async resume(replay: Replay): Promise<void> {
    const from = replay.orders.seen.findLast(({ order }) => order === 'paused')?.at ?? Date.now();
    const runsHeldBack = RUNS - replay.runsBegun;
    const { reason, actor } = replay.orders.pause ?? { reason: 'no reason', actor: 'nobody' };
    this.screen.say('warn', `Paused by ${actor}: ${reason}\n${runsHeldBack} runs are held back`);
    await wait(LOOKS_MS);
    await this.api.post(`/v1/agents/${AGENT}/resume`, {});
    replay.tally.resumed();
    const resumed = this.pauses.length + 1;
    await this.monitors.raiseFailures(resumed);
    await this.untilRunning(replay);
    this.pauses.push({ from, to: Date.now(), runsHeldBack });
    const next = FAILURES[resumed] ?? 'no';
    this.screen.say('info', `Resumed by the person on duty, who wants to be called at ${next} failures now`);
  }

  private async untilRunning({ orders }: Replay): Promise<void> {
    for (;;) {
      orders.hear([await this.api.get<Directive>(`/v1/agents/${AGENT}/directive`)], Date.now());
      if (!orders.paused) return;
      await wait(ASKS_AGAIN_MS);
    }
  }
}
