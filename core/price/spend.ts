import { fromSteps, toSteps } from '../monitor/exact-sum';
import { dataOf, MAX_VALUE, type MonitoredEvent } from '../monitor/observe';
import { OTHER_MODELS, UnknownModels, type UnknownModel } from '../monitor/unknown-models';
import { localDay } from './local-day';
import { costOf, modelOf, type Cost, type UnknownReason } from './cost';
import type { ModelName } from './model-name';
import type { OwnPrices } from './own-prices';
import { readUsage } from './usage';

/** What spend can be split by. */
export const DIMENSIONS = ['agent', 'model', 'day'] as const;
export type Dimension = (typeof DIMENSIONS)[number];

export interface SpendQuestion {
  by: readonly Dimension[];
  /** Epoch ms, half-open: an event counts at its time, as in a calendar window (SEMANTICS 3.4). */
  since: number;
  until: number;
  timeZone: string;
  prices: OwnPrices;
  /** Asked now and then; false stops the count. */
  goOn?: () => boolean;
}

export interface SpendSums {
  usd: number;
  costMicroUsd: number;
  /** Events whose cost is known or should be. */
  requests: number;
  /** Of these, events whose cost is not known: it is missing in the sums. */
  unpricedRequests: number;
  inputTokens: number;
  outputTokens: number;
  cachedInputTokens: number;
}

/** Has the members that spend is split by; null where events name no model. */
export type SpendRow = SpendSums & {
  agent?: string;
  model?: string | null;
  provider?: string | null;
  day?: string;
};

export interface Spend {
  total: SpendSums;
  /** Highest cost first. */
  rows: SpendRow[];
  unpriced: UnknownModel[];
  /** Requests to models that report neither cost nor usage. */
  withoutUsage: { events: number; missing: string[]; agents: { agent: string; events: number }[] };
  /** The acceptance time of the event at which the count was stopped; undefined if it saw all. */
  stoppedAt?: number;
}

/** How many events there are between two questions whether to go on. */
const BREATH = 100;

/** What these events have cost, by the function that prices events for monitors (SEMANTICS 3.5). */
export function spendOf(events: readonly MonitoredEvent[], question: SpendQuestion): Spend {
  const { goOn = () => true } = question;
  const account = new Account(question);
  for (const [index, event] of events.entries()) {
    if (index % BREATH === BREATH - 1 && !goOn()) return { ...account.spend, stoppedAt: event.receivedAt };
    account.add(event);
  }
  return account.spend;
}

class Account {
  private total = new Sums();
  private rows = new Map<string, { names: Omit<SpendRow, keyof SpendSums>; sums: Sums }>();
  private unpriced = new Map<UnknownReason, UnknownModels>();
  private silent = new Map<string, number>();
  private missing = new Set<string>();

  constructor(private question: SpendQuestion) {}

  add(event: MonitoredEvent): void {
    const { since, until, prices } = this.question;
    const time = Math.min(event.time, event.receivedAt);
    if (time < since || time >= until) return;
    const data = dataOf(event);
    const cost = bounded(costOf(event.type, data, event.time, prices), modelOf(data));
    if (cost === undefined) return this.leaveOut(event, data);
    if (typeof cost !== 'number') this.miss(cost);
    const usage = readUsage(data);
    const tokens = usage === undefined || usage === 'unclear' ? undefined : usage;
    for (const sums of [this.total, this.rowOf(event.source, modelOf(data), time)]) sums.add(cost, tokens);
  }

  get spend(): Spend {
    const rows = [...this.rows].map(([key, { names, sums }]) => ({
      key,
      sums,
      row: { ...names, ...sums.view },
    }));
    rows.sort((a, b) => b.sums.compare(a.sums) || (a.key < b.key ? -1 : 1));
    const agents = [...this.silent].map(([agent, events]) => ({ agent, events }));
    return {
      total: this.total.view,
      rows: rows.map(({ row }) => row),
      unpriced: [...this.unpriced]
        .flatMap(([reason, models]) => models.list.map((model) => ({ ...model, reason })))
        .sort((a, b) => Number(isOthers(a)) - Number(isOthers(b)) || b.events - a.events),
      withoutUsage: {
        events: agents.reduce((sum, { events }) => sum + events, 0),
        missing: [...this.missing].sort(),
        agents: agents.sort((a, b) => b.events - a.events || (a.agent < b.agent ? -1 : 1)),
      },
    };
  }

  private rowOf(agent: string, name: ModelName | undefined, time: number): Sums {
    const { by, timeZone } = this.question;
    const names = {
      ...(by.includes('day') && { day: localDay(timeZone, time) }),
      ...(by.includes('agent') && { agent }),
      ...(by.includes('model') && { model: name?.model || null, provider: name?.provider ?? null }),
    };
    const key = JSON.stringify(Object.values(names));
    const row = this.rows.get(key) ?? { names, sums: new Sums() };
    this.rows.set(key, row);
    return row.sums;
  }

  private miss(cost: Exclude<Cost, number | undefined>): void {
    const models = this.unpriced.get(cost.reason) ?? new UnknownModels();
    this.unpriced.set(cost.reason, models);
    models.add(cost);
  }

  private leaveOut({ type, source }: MonitoredEvent, data: Parameters<typeof modelOf>[0]): void {
    if (!isRequest(type)) return;
    this.silent.set(source, (this.silent.get(source) ?? 0) + 1);
    for (const field of ['data.inputTokens', 'data.outputTokens']) this.missing.add(field);
    if (!modelOf(data)) this.missing.add('data.model');
  }
}

/** Only these carry usage (SEMANTICS 3.5). */
export const isRequest = (type: string): boolean => type.startsWith('llm.request.');

/** A cost that monitors refuse to add up is no number that anybody meant. */
const bounded = (cost: Cost, name: ModelName | undefined): Cost =>
  typeof cost !== 'number' || cost <= MAX_VALUE ? cost : { ...(name ?? { model: '' }), reason: 'usage' };

const isOthers = ({ model, provider }: UnknownModel): boolean =>
  model === OTHER_MODELS.model && provider === undefined;

interface Tokens {
  input: number;
  output: number;
  cachedInput: number;
}

class Sums {
  private cost = 0n;
  private requests = 0;
  private unpricedRequests = 0;
  private tokens = { input: 0n, output: 0n, cachedInput: 0n };

  add(cost: Exclude<Cost, undefined>, tokens: Tokens | undefined): void {
    this.requests++;
    if (typeof cost === 'number') this.cost += toSteps(cost);
    else this.unpricedRequests++;
    for (const name of ['input', 'output', 'cachedInput'] as const) {
      const count = tokens?.[name] ?? 0;
      if (count <= MAX_VALUE) this.tokens[name] += toSteps(count);
    }
  }

  compare(other: Sums): number {
    return this.cost === other.cost ? this.requests - other.requests : this.cost > other.cost ? 1 : -1;
  }

  get view(): SpendSums {
    const { cost, requests, unpricedRequests, tokens } = this;
    return {
      // Divided before it becomes a number: no second rounding.
      usd: Number(`${cost}e-15`),
      costMicroUsd: fromSteps(cost),
      ...{ requests, unpricedRequests },
      inputTokens: fromSteps(tokens.input),
      outputTokens: fromSteps(tokens.output),
      cachedInputTokens: fromSteps(tokens.cachedInput),
    };
  }
}
