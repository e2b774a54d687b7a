import type { Alert, Edge, GroupState } from '../alert/alert';
import { judge } from '../alert/judge';
import { newGroup } from '../alert/new-group';
import type { Counters, Group, Observation, Run, Uncounted } from './counters';
import { addBuckets, addOutcome, deadlineAt, foldRun } from './fold';
import { groupId } from './group';
import type { Monitor, Severity } from './monitor';
import { compileMonitor, type MonitoredEvent } from './observe';
import { reading } from './reading';

export interface Simulation {
  /** What each group's value was, step by step; undefined: no data, or too little. */
  values: { at: number; group: Group; value: number | undefined }[];
  edges: { at: number; group: Group; edge: Edge; severity: Severity; value: number | undefined }[];
  /** Events that would not have been counted. */
  uncounted: Record<Uncounted, number>;
  /** How many events of models whose price is not known. */
  unknownModels: Record<string, number>;
}

interface Simulated {
  id: string;
  group: Group;
  counters: Counters;
  runs: Map<string, Run>;
  state: GroupState;
  alert: Alert | undefined;
  dueAt: number | undefined;
}

/**
 * What a monitor would have said of these events, in the order in which they were accepted, by the same functions that
 * count and judge in earnest. Times epoch ms; `values` are taken every `stepMs`, a minute if not given. Agents are taken
 * never to have been paused.
 */
export function simulate(
  monitor: Monitor,
  events: readonly MonitoredEvent[],
  { since, until, stepMs = 60_000 }: { since: number; until: number; stepMs?: number },
): Simulation {
  const world = new World(monitor, since, stepMs);
  for (const event of events.toSorted((a, b) => a.receivedAt - b.receivedAt || (a.id < b.id ? -1 : 1))) {
    if (event.receivedAt >= until) break;
    world.passTo(event.receivedAt);
    world.take(event);
  }
  world.passTo(until);
  return world.seen;
}

class World {
  readonly seen: Simulation = {
    ...{ values: [], edges: [], unknownModels: {} },
    uncounted: { filtered: 0, late: 0, skipped: 0, unknownCost: 0 },
  };
  private groups = new Map<string, Simulated>();
  private observe: (event: MonitoredEvent) => Observation;
  private alerts = 0;

  constructor(
    private monitor: Monitor,
    private nextStep: number,
    private stepMs: number,
  ) {
    ({ observe: this.observe } = compileMonitor(monitor));
  }

  /** Lets time pass: what is due on the way is looked at when it is due. */
  passTo(at: number): void {
    for (let due = this.firstDue(); due !== undefined && due <= at; due = this.firstDue()) {
      this.stepTo(due);
      for (const group of this.groups.values())
        if (dueOf(group, this.monitor) <= due) this.look(group, [due]);
    }
    this.stepTo(at);
  }

  take(event: MonitoredEvent): void {
    const observation = this.observe(event);
    if (observation.kind === 'uncounted') return this.leaveOut(observation);
    const group = this.groupOf(observation.group);
    count(group, observation);
    const { receivedAt } = event;
    this.look(group, [...new Set([Math.min(event.time, receivedAt), receivedAt])]);
  }

  private leaveOut({ why, model }: Extract<Observation, { kind: 'uncounted' }>): void {
    this.seen.uncounted[why]++;
    if (model !== undefined) this.seen.unknownModels[model] = (this.seen.unknownModels[model] ?? 0) + 1;
  }

  private groupOf(group: Group): Simulated {
    const id = groupId(group);
    const known = this.groups.get(id) ?? {
      ...{ id, group, runs: new Map<string, Run>(), alert: undefined, dueAt: undefined },
      counters: { buckets: [], outcomes: { version: 0, last: [] }, overdue: { version: 0, runs: [] } },
      state: newGroup(this.monitor, id, group, 0),
    };
    this.groups.set(id, known);
    return known;
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
  }

  private firstDue(): number | undefined {
    const first = Math.min(...[...this.groups.values()].map((group) => dueOf(group, this.monitor)));
    return first === Infinity ? undefined : first;
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

function count(group: Simulated, observation: Exclude<Observation, { kind: 'uncounted' }>): void {
  const { counters, runs } = group;
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
    const { overdue } = counters;
    if (!run.stalled)
      counters.overdue = { ...overdue, runs: overdue.runs.filter((each) => each.run !== run.run) };
  }
}

/** Runs whose deadline has come are on the list of what is overdue. */
function stall({ runs, counters }: Simulated, monitor: Monitor, now: number): void {
  for (const [name, run] of runs) {
    const at = run.stalled ? undefined : deadlineAt(run, monitor, 0);
    if (at === undefined || at > now) continue;
    runs.set(name, { ...run, stalled: true });
    counters.overdue = { version: 0, runs: [...counters.overdue.runs, { run: name, deadlineAt: at }] };
  }
}

function dueOf({ dueAt = Infinity, runs }: Simulated, monitor: Monitor): number {
  const deadlines = [...runs.values()].map((run) =>
    run.stalled ? Infinity : (deadlineAt(run, monitor, 0) ?? Infinity),
  );
  return Math.min(dueAt, ...deadlines);
}
