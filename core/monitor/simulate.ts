import type { Alert, Edge, GroupState } from '../alert/alert';
import { judge } from '../alert/judge';
import { newGroup } from '../alert/new-group';
import type { OwnPrices } from '../price/own-prices';
import type { Counters, Group, Observation, Run, Uncounted } from './counters';
import { expectedGroups } from './expected';
import { DueQueue } from './due-queue';
import { addBuckets, addOutcome, deadlineAt, foldRun } from './fold';
import { retentionMs } from './grid';
import { groupId } from './group';
import { byEvents, type MissingField } from './missing-fields';
import type { Monitor, Severity } from './monitor';
import { compileMonitor, type MonitoredEvent } from './observe';
import { MAX_GROUPS, OVERFLOW } from './overflow';
import { reading } from './reading';
import { UnknownModels, type UnknownModel } from './unknown-models';

export interface Simulation {
  /** What each group's value was, step by step; undefined: no data, or too little. */
  values: { at: number; group: Group; value: number | undefined }[];
  edges: { at: number; group: Group; edge: Edge; severity: Severity; value: number | undefined }[];
  /** Events that would not have been counted. */
  uncounted: Record<Uncounted, number>;
  /** Fields that skipped events lack. */
  missing: MissingField[];
  /** How many events of which models nobody knows the cost of. */
  unknownModels: UnknownModel[];
  /** How far it has come, epoch ms: `until`, or where it was told to stop. */
  through: number;
}

interface Span {
  since: number;
  until: number;
  stepMs?: number;
  prices?: OwnPrices;
  /** Asked now and then; false stops it. */
  goOn?: () => boolean;
}

/** How many events and looks there are between two such questions. */
const BREATH = 200;
/** Runs of one group that can be overdue at once. */
const MAX_OVERDUE = 100;
/** A deadline is known to be missed once a tick that was sent after it has come through the queue (SEMANTICS 3.7). */
const FOUND_AFTER_MS = 60_000;

interface Simulated {
  id: string;
  group: Group;
  counters: Counters;
  runs: Map<string, Run>;
  /** Runs by their deadlines, some of them out of date. */
  deadlines: DueQueue<string>;
  state: GroupState;
  alert: Alert | undefined;
  dueAt: number | undefined;
  /** When it was last counted for. */
  countedAt: number;
  /** Its place in the queue; any other is out of date. */
  queuedAt: number | undefined;
}

/**
 * What a monitor would have said of these events, in the order in which they were accepted, by the same functions that
 * count and judge in earnest. Times epoch ms; `values` are taken every `stepMs`, a minute if not given. Agents are taken
 * never to have been paused.
 */
export function simulate(monitor: Monitor, events: readonly MonitoredEvent[], span: Span): Simulation {
  const world = new World(monitor, span);
  for (const event of events.toSorted((a, b) => a.receivedAt - b.receivedAt || (a.id < b.id ? -1 : 1))) {
    if (event.receivedAt >= span.until || !world.passTo(event.receivedAt)) break;
    // Its view may be made anew whenever it is asked for.
    world.take({ ...event, ...(span.prices && { prices: span.prices }) });
  }
  world.passTo(span.until);
  return { ...world.seen, unknownModels: world.unknown.list, missing: byEvents(world.missing) };
}

class World {
  readonly seen: Simulation;
  readonly unknown = new UnknownModels();
  readonly missing = new Map<string, number>();
  private groups = new Map<string, Simulated>();
  private due = new DueQueue<string>();
  private observe: (event: MonitoredEvent) => Observation;
  private retentionMs: number;
  private nextStep: number;
  private stepMs: number;
  private goOn: () => boolean;
  private stopped = false;
  private looks = 0;
  private alerts = 0;
  private since: number;
  private isAwaiting = false;

  constructor(
    private monitor: Monitor,
    { since, until, stepMs = 60_000, goOn = () => true }: Span,
  ) {
    ({ observe: this.observe } = compileMonitor(monitor));
    this.retentionMs = retentionMs(monitor);
    this.since = since;
    this.nextStep = since;
    this.stepMs = stepMs;
    this.goOn = goOn;
    this.seen = {
      ...{ values: [], edges: [], unknownModels: [], missing: [], through: until },
      uncounted: { filtered: 0, late: 0, skipped: 0, unknownCost: 0 },
    };
  }

  /** Lets time pass: what is due on the way is looked at when it is due. False if it was told to stop. */
  passTo(at: number): boolean {
    if (at >= this.since) this.awaitExpected();
    for (let due = this.due.firstAt; due !== undefined && due <= at; due = this.due.firstAt) {
      if (!this.breathe(due)) return false;
      const group = this.groups.get(this.due.take()?.what ?? '');
      if (group?.queuedAt !== due) continue;
      this.stepTo(due);
      this.look(group, [due]);
    }
    this.stepTo(at);
    return this.breathe(at);
  }

  take(event: MonitoredEvent): void {
    const observation = this.observe(event);
    if (observation.kind === 'uncounted') return this.leaveOut(observation);
    const { receivedAt } = event;
    const group = this.groupOf(observation.group, receivedAt);
    group.countedAt = receivedAt;
    this.forget(group);
    count(group, observation, this.monitor);
    this.look(group, [...new Set([Math.min(event.time, receivedAt), receivedAt])]);
  }

  /** Whom the monitor expects is waited for from the beginning of the span on. */
  private awaitExpected(): void {
    if (this.isAwaiting) return;
    this.isAwaiting = true;
    const { since, monitor } = this;
    const deadlineMs = (monitor.deadlineSeconds ?? 0) * 1_000;
    for (const group of expectedGroups(monitor)) {
      const found = this.groupOf(group, since);
      if (found.runs.size > 0) continue;
      const heard = { kind: 'beat', group, run: '', agent: '', time: since, deadlineMs } as const;
      count(found, heard, monitor);
      this.queue(found, since);
    }
  }

  private breathe(at: number): boolean {
    if (!this.stopped && ++this.looks % BREATH === 0 && !this.goOn()) {
      this.stopped = true;
      this.seen.through = at;
    }
    return !this.stopped;
  }

  private leaveOut(observation: Extract<Observation, { kind: 'uncounted' }>): void {
    this.seen.uncounted[observation.why]++;
    if (observation.why === 'unknownCost') this.unknown.add(observation.unknown);
    if (observation.why === 'skipped')
      for (const field of observation.missing) this.missing.set(field, (this.missing.get(field) ?? 0) + 1);
  }

  private groupOf(group: Group, now: number): Simulated {
    const id = groupId(group);
    const known = this.groups.get(id);
    if (known) return known;
    return this.groups.size < MAX_GROUPS ? this.begin(id, group, now) : this.overflow(now);
  }

  private overflow(now: number): Simulated {
    return this.groups.get(OVERFLOW) ?? this.begin(OVERFLOW, {}, now);
  }

  private begin(id: string, group: Group, now: number): Simulated {
    const begun: Simulated = {
      ...{ id, group, runs: new Map(), deadlines: new DueQueue(), alert: undefined, dueAt: undefined },
      counters: { buckets: [], outcomes: { version: 0, last: [] }, overdue: { version: 0, runs: [] } },
      state: newGroup(this.monitor, id, group, now),
      ...{ countedAt: now, queuedAt: undefined },
    };
    this.groups.set(id, begun);
    return begun;
  }

  /** What is kept no longer. */
  private forget({ counters, countedAt }: Simulated): void {
    const from = countedAt - this.retentionMs;
    if ((counters.buckets[0]?.start ?? from) < from)
      counters.buckets = counters.buckets.filter(({ start }) => start >= from);
  }

  private look(group: Simulated, moments: readonly number[]): void {
    const now = moments.at(-1) ?? 0;
    stall(group, this.monitor, now);
    const judged = judge(this.monitor, group, group.counters, moments, () => `alt_${++this.alerts}`);
    group.state = judged.state;
    group.dueAt = judged.dueAt === undefined ? undefined : Math.max(judged.dueAt, now + 1);
    for (const alert of judged.alerts) {
      for (const todo of Object.values(alert.todo)) {
        if (todo.kind !== 'publish') continue;
        const { edge, severity, value } = todo.data;
        this.seen.edges.push({ at: now, group: group.group, edge, severity, value: value ?? undefined });
      }
      group.alert = alert.status === 'resolved' ? undefined : { ...alert, todo: {} };
    }
    if (this.isIdle(group, now)) this.groups.delete(group.id);
    else this.queue(group, now);
  }

  private isIdle({ state, counters, deadlines, countedAt }: Simulated, now: number): boolean {
    const isWaiting = counters.overdue.runs.length > 0 || deadlines.firstAt !== undefined;
    return state.state === 'ok' && !isWaiting && now >= countedAt + this.retentionMs;
  }

  private queue(group: Simulated, now: number): void {
    const idleAt = group.countedAt + this.retentionMs;
    const at = Math.min(
      group.dueAt ?? Infinity,
      group.deadlines.firstAt ?? Infinity,
      idleAt > now ? idleAt : Infinity,
    );
    if (at === group.queuedAt && at > now) return;
    group.queuedAt = at === Infinity ? undefined : at;
    if (at !== Infinity) this.due.push(at, group.id);
  }

  private stepTo(at: number): void {
    for (; this.nextStep <= at; this.nextStep += this.stepMs) {
      for (const { group, counters } of this.groups.values()) {
        const { value } = reading(this.monitor, counters, this.nextStep, this.monitor.createdAt);
        this.seen.values.push({ at: this.nextStep, group, value });
      }
    }
  }
}

function count(
  { counters, runs, deadlines }: Simulated,
  observation: Exclude<Observation, { kind: 'uncounted' }>,
  monitor: Monitor,
): void {
  if (observation.kind === 'bucket') {
    const { bucket } = observation;
    const at = counters.buckets.findLastIndex(({ start }) => start === bucket.start);
    const known = counters.buckets[at];
    if (known) counters.buckets[at] = addBuckets(known, bucket);
    else counters.buckets.push(bucket);
  } else if (observation.kind === 'outcome') {
    counters.outcomes = addOutcome(counters.outcomes, observation.outcome);
  } else {
    const run = foldRun(runs.get(observation.run), observation, 0);
    runs.set(observation.run, run);
    if (run.stalled) return;
    const { overdue } = counters;
    counters.overdue = { ...overdue, runs: overdue.runs.filter((each) => each.run !== run.run) };
    const deadline = deadlineAt(run, monitor, 0);
    if (deadline !== undefined) deadlines.push(deadline + FOUND_AFTER_MS, run.run);
  }
}

/** Runs that are found to have missed their deadline are on the list of what is overdue; the longest overdue stay. */
function stall({ runs, deadlines, counters }: Simulated, monitor: Monitor, now: number): void {
  while ((deadlines.firstAt ?? Infinity) <= now) {
    const { at, what } = deadlines.take() ?? { at: 0, what: '' };
    const run = runs.get(what);
    const deadline = at - FOUND_AFTER_MS;
    if (!run || run.stalled || deadlineAt(run, monitor, 0) !== deadline) continue;
    runs.set(what, { ...run, stalled: true });
    const overdue = [...counters.overdue.runs, { run: what, deadlineAt: deadline }];
    counters.overdue = { version: 0, runs: overdue.slice(0, MAX_OVERDUE) };
  }
}
