import type { EventEntry } from '../event/event';
import type { UnknownCost } from '../price/cost';
import type { Bucket, Group, Observation, Outcome, Uncounted } from './counters';
import { toSteps } from './exact-sum';
import { groupId } from './group';
import type { Mention } from './mention';
import type { Monitor } from './monitor';
import { unknownModelId } from './unknown-models';

/** Where a group counts: under its own id, or with all others that have no place. */
export interface Place {
  id: string;
  /** Epoch ms since when it has begun anew; what was received before is not counted any more (SEMANTICS 5.4). */
  era?: number;
}

export interface Meaning {
  monitor: Monitor;
  observation: Observation;
  /** How an alert would name the event. */
  mention?: Mention;
}

/** An event, and what it means to the monitors of one shard. */
export interface Seen {
  event: Pick<EventEntry, 'id' | 'project' | 'receivedAt'>;
  meanings: Meaning[];
}

/** What is to be added to a bucket; `steps` of its sum, of 1e-9 each. */
export interface BucketTally extends Omit<Bucket, 'sum'> {
  steps: bigint;
}

export type RunObservation = Extract<Observation, { run: string }>;

/** What is to be added to one group. */
export interface GroupTally {
  monitor: Monitor;
  group: Group;
  place: Place;
  buckets: Map<number, BucketTally>;
  outcomes: Outcome[];
  /** Of one run each; of a group that shares its place with others, runs of the same name are several. */
  runs: Map<string, RunObservation[]>;
  /** Of the events that an alert of this group would be about. */
  mentions: Mention[];
}

export interface UnknownModelTally {
  unknown: UnknownCost;
  events: number;
}

export interface UnknownGroupTally {
  group: Group;
  events: number;
  /** Ids of the models. */
  models: Set<string>;
}

/** What a monitor did not count, and why. */
export interface UncountedTally {
  monitor: Monitor;
  counts: Record<Exclude<Uncounted, 'filtered'>, number>;
  /** Of `unknownCost`: by model, and by the group that they would have counted for. */
  models: Map<string, UnknownModelTally>;
  groups: Map<string, UnknownGroupTally>;
  /** Of `skipped`: by the field that events lack. */
  missing: Map<string, number>;
}

export interface Tally {
  groups: Map<string, GroupTally>;
  uncounted: Map<string, UncountedTally>;
}

type PlaceOf = (monitor: Monitor, group: Group) => Place;

/** Adds up what events mean, so that each row is written once however many of them touch it. */
export function tally(events: readonly Seen[], placeOf: PlaceOf): Tally {
  const sum: Tally = { groups: new Map(), uncounted: new Map() };
  for (const { event, meanings } of events) {
    for (const { monitor, observation, mention } of meanings) {
      if (observation.kind === 'uncounted') {
        addUncounted(sum, monitor, observation);
        continue;
      }
      const group = addToGroup(sum, event, monitor, observation, placeOf(monitor, observation.group));
      if (mention && isTold(monitor, observation)) group?.mentions.push(mention);
    }
  }
  return sum;
}

function addToGroup(
  { groups }: Tally,
  event: Seen['event'],
  monitor: Monitor,
  observation: Exclude<Observation, { kind: 'uncounted' }>,
  place: Place,
): GroupTally | undefined {
  if (place.era !== undefined && event.receivedAt < place.era) return undefined;
  const { group } = observation;
  const found = entry(groups, `${monitor.id}#${place.id}`, () => ({
    ...{ monitor, group, place },
    ...{ buckets: new Map<number, BucketTally>(), outcomes: [], runs: new Map<string, RunObservation[]>() },
    mentions: [],
  }));
  if (observation.kind === 'bucket') addBucket(found, observation.bucket);
  else if (observation.kind === 'outcome') found.outcomes.push(observation.outcome);
  else entry(found.runs, `${groupId(group)}#${observation.run}`, () => []).push(observation);
  return found;
}

/** Of what is good or bad, only what is bad; of runs, what began. */
function isTold({ badFilter }: Monitor, observation: Exclude<Observation, { kind: 'uncounted' }>): boolean {
  if (observation.kind === 'bucket') return !badFilter || observation.bucket.bad > 0;
  if (observation.kind === 'outcome') return !badFilter || observation.outcome.bad === true;
  return observation.kind !== 'end';
}

function addBucket({ buckets }: GroupTally, bucket: Bucket): void {
  const { start, count, sum, bad } = bucket;
  const known = buckets.get(start) ?? { start, count: 0, steps: 0n, bad: 0 };
  const steps = known.steps + toSteps(sum);
  buckets.set(start, { start, count: known.count + count, steps, bad: known.bad + bad });
}

function addUncounted(
  { uncounted }: Tally,
  monitor: Monitor,
  observation: Extract<Observation, { kind: 'uncounted' }>,
): void {
  const { why } = observation;
  if (why === 'filtered') return;
  const found = entry(uncounted, monitor.id, () => ({
    monitor,
    counts: { late: 0, skipped: 0, unknownCost: 0 },
    ...{ models: new Map<string, UnknownModelTally>(), groups: new Map<string, UnknownGroupTally>() },
    missing: new Map<string, number>(),
  }));
  found.counts[why]++;
  if (why === 'skipped')
    for (const field of observation.missing) found.missing.set(field, (found.missing.get(field) ?? 0) + 1);
  if (why !== 'unknownCost') return;
  const { unknown, group } = observation;
  const id = unknownModelId(unknown);
  entry(found.models, id, () => ({ unknown, events: 0 })).events++;
  const ofGroup = entry(found.groups, groupId(group), () => ({
    group,
    events: 0,
    models: new Set<string>(),
  }));
  ofGroup.events++;
  ofGroup.models.add(id);
}

function entry<T>(map: Map<string, T>, key: string, make: () => T): T {
  const known = map.get(key) ?? make();
  map.set(key, known);
  return known;
}
