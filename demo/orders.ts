/** What Tocsin asks an agent to be, as every answer to `POST /v1/events` shows it. */
export interface Directive {
  agent: string;
  state: 'running' | 'paused';
  modelSwitches: { from: string; to: string }[];
  holds: { id: string; kind: string; actor: string; reason: string; until: string | null }[];
  version: number;
}

/** When an order was first seen, epoch ms. */
export interface Seen {
  at: number;
  order: 'paused' | 'resumed' | 'switched';
  directive: Directive;
}

/** What an agent knows of its orders: the newest directive counts, whichever answer comes first. */
export class Orders {
  readonly seen: Seen[] = [];
  private newest: Directive;

  constructor(agent: string) {
    this.newest = { agent, state: 'running', modelSwitches: [], holds: [], version: -1 };
  }

  /** `directives` is null if Tocsin could not read them: then the last ones stand. */
  hear(directives: readonly Directive[] | null, at: number): void {
    const heard = directives?.find(({ agent }) => agent === this.newest.agent);
    if (!heard || heard.version < this.newest.version) return;
    const before = this.newest;
    this.newest = heard;
    if (heard.state !== before.state)
      this.seen.push({ at, order: heard.state === 'paused' ? 'paused' : 'resumed', directive: heard });
    if (heard.modelSwitches.length > before.modelSwitches.length)
      this.seen.push({ at, order: 'switched', directive: heard });
  }

  get paused(): boolean {
    return this.newest.state === 'paused';
  }

  /** Why it is paused: the first hold that says so. */
  get pause(): Directive['holds'][number] | undefined {
    return this.newest.holds.find(({ kind }) => kind !== 'switchModel');
  }

  /** The model to use where the agent would have used `model`. */
  model(model: string): string {
    return this.newest.modelSwitches.find(({ from }) => from === model)?.to ?? model;
  }
}
