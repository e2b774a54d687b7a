import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { Ticks } from '../../adapters/aws/ticks';
import type { EventEntry } from '../../core/event/event';
import { readEnvelope } from '../../core/event/read-entry';
import { TICK_TYPE } from '../../core/monitor/tick';
import type { Meaning } from '../../core/monitor/tally';
import { comingBack } from '../batch';
import { eventFields } from '../message-fields';
import { countShard, type CountTools } from './count-shard';
import { isWatchable, observeAll } from './observe-all';
import { byShard } from './observed';
import type { Watchers } from './watchers';

export interface MonitorTools extends CountTools {
  watchers: Watchers;
  ticks: Ticks;
}

type Failures = Map<string, unknown>;

/** Counts the events of a batch for all monitors that watch them, and looks at every group that they touch. */
export async function monitorBatch(tools: MonitorTools, { Records }: SQSEvent): Promise<SQSBatchResponse> {
  const failures: Failures = new Map();
  const entries = new Map<string, EventEntry>();
  for (const { messageId, body } of Records) {
    const entry = attempt(() => readEnvelope(body), messageId, failures);
    if (entry) entries.set(messageId, entry);
  }
  const events = [...entries].filter(([, entry]) => isWatchable(entry));
  const byProject = Map.groupBy(events, ([, { project }]) => project);
  const meant = await Promise.all(
    [...byProject].map(([project, some]) => meanings(tools, project, some, failures)),
  );
  await Promise.all(byShard(meant.flat()).map((shard) => countShard(tools, shard, failures)));
  await confirmTicks(tools, [...entries.values()], failures);
  return comingBack('monitor', failures, (messageId) => eventFields(entries.get(messageId)));
}

function attempt<T>(work: () => T, messageId: string, failures: Failures): T | undefined {
  try {
    return work();
  } catch (error) {
    failures.set(messageId, error);
    return undefined;
  }
}

/** What the events of one project mean to its monitors. */
async function meanings(
  { watchers, now }: MonitorTools,
  project: string,
  events: readonly [string, EventEntry][],
  failures: Failures,
): Promise<{ messageId: string; event: EventEntry; meanings: Meaning[] }[]> {
  try {
    const version = await watchers.version(project);
    const types = [...new Set(events.map(([, { type }]) => type))];
    const lists = await Promise.all(types.map((type) => watchers.of(project, type, version)));
    const prices = await watchers.prices(project, version);
    const monitorsOf = new Map(types.map((type, index) => [type, lists[index] ?? []]));
    return events.flatMap(([messageId, event]) => {
      const monitors = monitorsOf.get(event.type) ?? [];
      if (monitors.length === 0) return [];
      const found = attempt(() => observeAll(event, monitors, now(), prices), messageId, failures);
      return found && found.length > 0 ? [{ messageId, event, meanings: found }] : [];
    });
  } catch (error) {
    for (const [messageId] of events) failures.set(messageId, error);
    return [];
  }
}

/** Only when the whole batch has been counted: what comes back was sent before the tick (SEMANTICS 3.7). */
async function confirmTicks(
  { ticks }: MonitorTools,
  entries: readonly EventEntry[],
  failures: Failures,
): Promise<void> {
  if (failures.size > 0) return;
  const byProject = Map.groupBy(
    entries.filter(({ type }) => type === TICK_TYPE),
    ({ project }) => project,
  );
  for (const [project, sent] of byProject)
    await ticks.seen(project, Math.max(...sent.map(({ receivedAt }) => receivedAt)));
}
