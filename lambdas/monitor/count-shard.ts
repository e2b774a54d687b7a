import { Contended, type Counting } from '../../adapters/aws/counting';
import type { Group } from '../../core/monitor/counters';
import type { Monitor } from '../../core/monitor/monitor';
import { OVERFLOW } from '../../core/monitor/overflow';
import { log } from '../log';
import { evaluate, type EvaluateTools } from './evaluate';
import { eachOnce, type Observed, type Shard } from './observed';
import type { RememberedPlaces } from './place-book';
import type { UnknownCosts } from './unknown-costs';

export interface CountTools extends EvaluateTools {
  counting: Counting;
  places: RememberedPlaces;
  unknownCosts: UnknownCosts;
}

type Failures = Map<string, unknown>;

/** Groups that are looked at side by side. */
const AT_ONCE = 16;
/** Events that a line names. */
const MOST_NAMED = 10;

/**
 * Counts the events of one shard, and then looks at every group that they touch, whether or not they had been counted
 * before (SEMANTICS 3.2). Messages that have to come back are added to `failures`.
 */
export async function countShard(tools: CountTools, shard: Shard, failures: Failures): Promise<void> {
  const uncounted = await count(tools, shard);
  for (const { messageId, event } of shard.observed) {
    const error = uncounted.get(event.id);
    if (error !== undefined) failures.set(messageId, error);
  }
  const counted = shard.observed.filter(({ event }) => !uncounted.has(event.id));
  const groups = touched(tools, counted);
  const looks = [...groups];
  await Promise.all(
    Array.from({ length: Math.min(AT_ONCE, looks.length) }, async () => {
      for (let group = looks.shift(); group; group = looks.shift()) await lookAt(tools, group, failures);
    }),
  );
  logCounted(shard, counted, groups.length);
}

function logCounted({ project, shard }: Shard, observed: readonly Observed[], groups: number): void {
  const counted = observed.length;
  const named = eachOnce(observed).slice(0, MOST_NAMED);
  const events = named.map(({ event }) => event.id);
  const traceparents = [...new Set(named.flatMap(({ event }) => event.traceparent ?? []))];
  log('monitor', { project, shard, counted, groups, events, traceparents }, { EventsCounted: counted });
}

/** The events that could not be counted, each with the reason. One that can never be counted fails alone. */
async function count(tools: CountTools, { shard, observed }: Shard): Promise<Map<string, unknown>> {
  const failed = new Map<string, unknown>();
  const events = await tools.unknownCosts.settle(eachOnce(observed), failed);
  try {
    await prepare(tools, events);
    await tools.counting.count(shard, events, tools.now());
    return failed;
  } catch (error) {
    if (events.length === 1 || error instanceof Contended) {
      for (const { event } of events) failed.set(event.id, error);
      return failed;
    }
  }
  for (const one of events)
    await tools.counting
      .count(shard, [one], tools.now())
      .catch((error: unknown) => failed.set(one.event.id, error));
  return failed;
}

async function prepare({ places }: CountTools, events: readonly Observed[]): Promise<void> {
  for (const { monitor, group } of meant(events)) await places.prepare(monitor, group);
}

/** What is counted for whom, if it is counted at all. */
const meant = (events: readonly Observed[]): { monitor: Monitor; group: Group; one: Observed }[] =>
  events.flatMap((one) =>
    one.meanings.flatMap(({ monitor, observation }) =>
      observation.kind === 'uncounted' ? [] : [{ monitor, group: observation.group, one }],
    ),
  );

interface Touched {
  monitor: Monitor;
  id: string;
  /** Time of the newest event. */
  newest: number;
  messageIds: string[];
}

function touched({ places }: CountTools, events: readonly Observed[]): Touched[] {
  const groups = new Map<string, Touched>();
  for (const { monitor, group, one } of meant(events)) {
    places.confirm(monitor, group);
    const { id } = places.of(monitor, group);
    const key = `${monitor.id}#${id}`;
    const known = groups.get(key) ?? { monitor, id, newest: 0, messageIds: [] };
    known.newest = Math.max(known.newest, Math.min(one.event.time, one.event.receivedAt));
    known.messageIds.push(one.messageId);
    groups.set(key, known);
  }
  return [...groups.values()];
}

/** A group that is not there any more may have been counted among those without a place. */
async function lookAt(tools: CountTools, group: Touched, failures: Failures): Promise<void> {
  const { monitor, id, newest, messageIds } = group;
  try {
    if (!(await evaluate(tools, monitor, id, newest))) await evaluate(tools, monitor, OVERFLOW, newest);
  } catch (error) {
    for (const messageId of messageIds) failures.set(messageId, error);
  }
}
