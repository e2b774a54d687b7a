import type { EventEntry } from '../event/event';
import type { Bucket, Group, Observation, Outcome, Uncounted } from './counters';
import { addBuckets } from './fold';
import { groupId } from './group';
import type { Monitor } from './monitor';

/** Where a group counts: under its own id, or with all others that have no place. */
export interface Place {
  id: string;
  /** Epoch ms since when it has begun anew; what was received before is not counted any more (SEMANTICS 5.4). */
  era?: number;
}

export interface Meaning {
  monitor: Monitor;
  observation: Observation;
}

/** An event, and what it means to the monitors of one shard. */
export interface Seen {
  event: Pick<EventEntry, 'id' | 'project' | 'receivedAt'>;
  meanings: Meaning[];
}

export type RunObservation = Extract<Observation, { run: string }>;

/** What is to be added to one group. */
export interface GroupTally {
  monitor: Monitor;
  group: Group;
  place: Place;
  buckets: Map<number, Bucket>;
  outcomes: Outcome[];
  /** Of one run each; of a group that shares its place with others, runs of the same name are several. */
  runs: Map<string, RunObservation[]>;
}

/** What a monitor did not count, and why. */
export interface UncountedTally {
  monitor: Monitor;
  counts: Record<Exclude<Uncounted, 'filtered'>, number>;
  /** How many of `unknownCost`, by model. */
  models: Map<string, number>;
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
    for (const { monitor, observation } of meanings) {
      if (observation.kind === 'uncounted') addUncounted(sum, monitor, observation);
      else addToGroup(sum, event, monitor, observation, placeOf(monitor, observation.group));
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
): void {
  if (place.era !== undefined && event.receivedAt < place.era) return;
  const { group } = observation;
  const found = entry(groups, `${monitor.id}#${place.id}`, () => ({
    ...{ monitor, group, place },
    ...{ buckets: new Map<number, Bucket>(), outcomes: [], runs: new Map<string, RunObservation[]>() },
  }));
  if (observation.kind === 'bucket') addBucket(found, observation.bucket);
  else if (observation.kind === 'outcome') found.outcomes.push(observation.outcome);
  else entry(found.runs, `${groupId(group)}#${observation.run}`, () => []).push(observation);
}

function addBucket({ buckets }: GroupTally, bucket: Bucket): void {
  const known = buckets.get(bucket.start);
  buckets.set(bucket.start, known ? addBuckets(known, bucket) : bucket);
}

function addUncounted(
  { uncounted }: Tally,
  monitor: Monitor,
  { why, model }: Extract<Observation, { kind: 'uncounted' }>,
): void {
  if (why === 'filtered') return;
  const found = entry(uncounted, monitor.id, () => ({
    monitor,
    counts: { late: 0, skipped: 0, unknownCost: 0 },
    models: new Map<string, number>(),
  }));
  found.counts[why]++;
  if (model !== undefined) found.models.set(model, (found.models.get(model) ?? 0) + 1);
}

function entry<T>(map: Map<string, T>, key: string, make: () => T): T {
  const known = map.get(key) ?? make();
  map.set(key, known);
  return known;
}
