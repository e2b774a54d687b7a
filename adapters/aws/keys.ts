import { shardOf } from '../../core/shard';

/** Shards of each spread index partition. Changing one strands the rows that stand in the old shards. */
const SHARDS = {
  eventList: 8,
  deliveryList: 4,
  deadList: 4,
  alertList: 4,
  agentList: 4,
  due: 16,
  parked: 8,
} as const;

/** Attribute names common to all four tables; docs/data.md has the access patterns. */
export const INDEX = { due: 'due', list: 'list' } as const;

type Key = { pk: string; sk: string };

export const projectKey = (project: string): Key => ({ pk: `project#${project}`, sk: 'project' });
export const versionKey = (project: string): Key => ({ pk: `project#${project}`, sk: 'version' });
export const dataKeyKey = (project: string): Key => ({ pk: `project#${project}`, sk: 'dataKey' });
/** How many of each kind of thing the project has. */
export const usageKey = (project: string): Key => ({ pk: `project#${project}`, sk: 'usage' });
/** What a project pays for models: one row, as it is replaced as a whole. */
export const pricesKey = (project: string): Key => ({ pk: `project#${project}`, sk: 'prices' });
export const eventTypeKey = (project: string, type: string): Key => ({
  pk: `project#${project}`,
  sk: `type#${type}`,
});
/** The event types of a project whose schemas are enforced. */
export const enforcedTypesKey = (project: string): Key => ({ pk: `project#${project}`, sk: 'enforcedTypes' });
export const keyKey = (key: string): Key => ({ pk: `key#${key}`, sk: 'key' });
export const subscriptionKey = (subscription: string): Key => ({
  pk: `subscription#${subscription}`,
  sk: 'subscription',
});
/** Beside the subscription itself, so that one consistent Query reads all that `deliver` has to know of an endpoint. */
export const breakerKey = (subscription: string): Key => ({
  pk: `subscription#${subscription}`,
  sk: 'breaker',
});
/**
 * In the monitoring table: how many requests a project and each of its keys have made in a window that begins at `window`
 * (epoch ms). The root key is of the project `''`.
 */
export const rateWindowKey = (project: string, window: number): Key => ({
  pk: `rate#${project}`,
  sk: String(window),
});

export const paceKey = (subscription: string): Key => ({ pk: `subscription#${subscription}`, sk: 'pace' });
/** Which invocations work for a project on the slow lane. */
export const slowLaneKey = (project: string): Key => ({ pk: `slowLane#${project}`, sk: 'slowLane' });
/** That the endpoint has asked for a pause. */
export const pauseKey = (subscription: string): Key => ({ pk: `subscription#${subscription}`, sk: 'pause' });
export const rateKey = (subscription: string): Key => ({ pk: `subscription#${subscription}`, sk: 'rate' });
export const matchPartition = (project: string, eventType: string): string => `match#${project}#${eventType}`;
export const matchKey = (project: string, eventType: string, subscription: string): Key => ({
  pk: matchPartition(project, eventType),
  sk: subscription,
});
export const jobKey = (job: string): Key => ({ pk: `job#${job}`, sk: 'job' });
/** One partition a month: a project's changes are many, and the list index finds them in order. */
export const changeKey = (project: string, change: string, atMs: number): Key => ({
  pk: `change#${project}#${new Date(atMs).toISOString().slice(0, 7)}`,
  sk: change,
});
/** `digest` is a hash over who asked and their `Idempotency-Key`. */
export const idempotencyKey = (project: string, digest: string): Key => ({
  pk: `idempotency#${project}#${digest}`,
  sk: 'idempotency',
});
/** List partition of a project's keys, subscriptions, monitors, changes or jobs. */
export const projectListKey = (
  kind: 'keys' | 'subscriptions' | 'monitors' | 'changes' | 'jobs',
  project: string,
): string => `${kind}#${project}`;
export const PROJECTS_LIST_KEY = 'projects';

export const eventKey = (project: string, event: string): Key => ({
  pk: `event#${project}#${event}`,
  sk: 'event',
});
export const conflictKey = (project: string, event: string, contentHash: string): Key => ({
  pk: `event#${project}#${event}`,
  sk: `conflict#${contentHash}`,
});
export const deliveryKey = (delivery: string): Key => ({ pk: `delivery#${delivery}`, sk: 'delivery' });
export const deadLetterKey = (delivery: string): Key => ({ pk: `delivery#${delivery}`, sk: 'dead' });
/** An event of Tocsin's own that a transaction has promised and the sweep publishes; in the deliveries table. */
export const outboxKey = (event: string): Key => ({ pk: `outbox#${event}`, sk: 'outbox' });
export const agentKey = (project: string, agent: string): Key => ({
  pk: `agent#${project}#${agent}`,
  sk: 'agent',
});

export const monitorKey = (monitor: string): Key => ({ pk: `monitor#${monitor}`, sk: 'monitor' });
export const watchPartition = (project: string, eventType: string): string => `watch#${project}#${eventType}`;
export const watchKey = (project: string, eventType: string, monitor: string): Key => ({
  pk: watchPartition(project, eventType),
  sk: monitor,
});
/** How many monitors share the marks of this shard; `shard` 0 to 999. */
export const monitorShardKey = (project: string, shard: number): Key => ({
  pk: `monitor-shards#${project}`,
  sk: String(shard).padStart(3, '0'),
});
/** That the monitors of this shard have counted this event. */
export const markKey = (project: string, event: string, shard: number): Key => ({
  pk: `mark#${project}#${event}#${shard}`,
  sk: 'mark',
});
/** Everything of one group in one partition: its counters sort before its state. `group` is a hash. */
export const groupPartition = (monitor: string, generation: number, group: string): string =>
  `group#${monitor}#${generation}#${group}`;
export const groupKey = (monitor: string, generation: number, group: string): Key => ({
  pk: groupPartition(monitor, generation, group),
  sk: 'group',
});
/** Sort text of a bucket: `start` is epoch ms, in 13 digits so that starts sort. */
export const bucketSort = (start: number, era?: number): string =>
  `bucket#${String(start).padStart(13, '0')}${era === undefined ? '' : `#${era}`}`;
/** `era`: a group that a person made begin anew counts in buckets of its own since. */
export const bucketKey = (
  monitor: string,
  generation: number,
  group: string,
  bucket: { start: number; era?: number },
): Key => ({ pk: groupPartition(monitor, generation, group), sk: bucketSort(bucket.start, bucket.era) });
export const outcomesKey = (monitor: string, generation: number, group: string): Key => ({
  pk: groupPartition(monitor, generation, group),
  sk: 'outcomes',
});
export const overdueKey = (monitor: string, generation: number, group: string): Key => ({
  pk: groupPartition(monitor, generation, group),
  sk: 'overdue',
});
/** `run` is a hash of the group and the run's name. */
export const runKey = (monitor: string, generation: number, run: string): Key => ({
  pk: `run#${monitor}#${generation}#${run}`,
  sk: 'run',
});
export const placesKey = (monitor: string, generation: number): Key => ({
  pk: `places#${monitor}#${generation}`,
  sk: 'places',
});
/** Events of one model whose cost is not known, beside what else a monitor has not counted. `model` is a hash. */
export const unknownModelKey = (monitor: string, generation: number, model: string): Key => ({
  pk: placesKey(monitor, generation).pk,
  sk: `model#${model}`,
});
export const tickKey = (project: string): Key => ({ pk: `tick#${project}`, sk: 'tick' });
/** The same by group. `group` is a hash. */
export const unknownGroupKey = (monitor: string, generation: number, group: string): Key => ({
  pk: placesKey(monitor, generation).pk,
  sk: `unknown#${group}`,
});
/** Which models of unknown cost a project has been told of on a day of UTC (`2026-01-31`). */
export const toldCostsKey = (project: string, day: string): Key => ({
  pk: `unknownCost#${project}`,
  sk: day,
});
export const alertKey = (alert: string): Key => ({ pk: `alert#${alert}`, sk: 'alert' });
export const ledgerKey = (alert: string, subscription: string): Key => ({
  pk: `alert#${alert}`,
  sk: `ledger#${subscription}`,
});
/** What of one subscription goes together, and which notice is open for it. `group` is a hash. */
export const groupingKey = (subscription: string, group: string): Key => ({
  pk: `grouping#${subscription}#${group}`,
  sk: 'grouping',
});
export const memberKey = (notice: string, delivery: string): Key => ({
  pk: `notice#${notice}`,
  sk: `member#${delivery}`,
});
/** That somebody has used a link; `link` is a hash. */
export const usedLinkKey = (notice: string, link: string): Key => ({
  pk: `notice#${notice}`,
  sk: `link#${link}`,
});
/** How many messages a subscription has sent in an hour. */
export const rateCapKey = (subscription: string, hour: number): Key => ({
  pk: `cap#${subscription}`,
  sk: String(hour),
});
/** How much of an allowance is taken in the hour or day that begins then (epoch ms). */
export const allowanceKey = (what: string, by: string, begin: number): Key => ({
  pk: `allowance#${what}#${by}`,
  sk: String(begin),
});
export const silencesPartition = (project: string): string => `silences#${project}`;

export const groupsListKey = (monitor: string, generation: number): string =>
  `groups#${monitor}#${generation}`;
export const alertListKeys = (project: string): string[] =>
  Array.from({ length: SHARDS.alertList }, (_, shard) => `alerts#${project}#${shard}`);
export const alertListKey = (project: string, alert: string): string =>
  `alerts#${project}#${shardOf(alert, SHARDS.alertList)}`;
export const agentListKeys = (project: string): string[] =>
  Array.from({ length: SHARDS.agentList }, (_, shard) => `agents#${project}#${shard}`);
export const agentListKey = (project: string, agent: string): string =>
  `agents#${project}#${shardOf(agent, SHARDS.agentList)}`;
export const eventListKeys = (project: string): string[] =>
  Array.from({ length: SHARDS.eventList }, (_, shard) => `events#${project}#${shard}`);
export const eventListKey = (project: string, event: string): string =>
  `events#${project}#${shardOf(event, SHARDS.eventList)}`;
export const deliveryListKeys = (subscription: string): string[] =>
  Array.from({ length: SHARDS.deliveryList }, (_, shard) => `deliveries#${subscription}#${shard}`);
export const deliveryListKey = (subscription: string, delivery: string): string =>
  `deliveries#${subscription}#${shardOf(delivery, SHARDS.deliveryList)}`;
export const deadListKeys = (project: string): string[] =>
  Array.from({ length: SHARDS.deadList }, (_, shard) => `dead#${project}#${shard}`);
export const deadListKey = (project: string, delivery: string): string =>
  `dead#${project}#${shardOf(delivery, SHARDS.deadList)}`;
export const dueShards = (): string[] => Array.from({ length: SHARDS.due }, (_, shard) => `due#${shard}`);
export const dueShard = (id: string): string => `due#${shardOf(id, SHARDS.due)}`;

/** Where parked deliveries stand in the `due` index: apart from everything that the sweep looks through. */
export const parkedShards = (subscription: string): string[] =>
  Array.from({ length: SHARDS.parked }, (_, shard) => `parked#${subscription}#${shard}`);
export const parkedShard = (subscription: string, delivery: string): string =>
  `parked#${subscription}#${shardOf(delivery, SHARDS.parked)}`;

/** Sort text of a list index: ISO time, then id, so that a time range is a key range. */
export const listSort = (atMs: number, id: string): string => `${new Date(atMs).toISOString()}#${id}`;
