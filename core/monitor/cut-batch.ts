import { groupId } from './group';
import type { Seen } from './tally';
import { unknownModelId } from './unknown-models';

/** DynamoDB's limit of items in one transaction. */
const MAX_ITEMS = 100;

/**
 * Cuts a batch, by whole events, into parts that write at most 100 rows each: one event touches at most 61, the mark
 * and three of each of 20 monitors. A row that several events touch counts once.
 */
export function cutBatch(events: readonly Seen[], maxItems = MAX_ITEMS): Seen[][] {
  const parts: Seen[][] = [];
  let part: Seen[] = [];
  let rows = new Set<string>();
  for (const seen of events) {
    const touched = rowsOf(seen);
    const together = new Set([...rows, ...touched]);
    if (part.length > 0 && together.size > maxItems) {
      parts.push(part);
      part = [];
      rows = touched;
    } else rows = together;
    part.push(seen);
  }
  return part.length > 0 ? [...parts, part] : parts;
}

function rowsOf({ event, meanings }: Seen): Set<string> {
  const rows = new Set([`mark ${event.id}`]);
  for (const { monitor, observation } of meanings) {
    if (observation.kind === 'uncounted') {
      if (observation.why === 'filtered') continue;
      rows.add(`${monitor.id} places`);
      if (observation.why === 'unknownCost') {
        rows.add(`${monitor.id} model ${unknownModelId(observation.unknown)}`);
        rows.add(`${monitor.id} unknown ${groupId(observation.group)}`);
      }
      continue;
    }
    const group = `${monitor.id} ${groupId(observation.group)}`;
    rows.add(group);
    if (observation.kind === 'bucket') rows.add(`${group} bucket ${observation.bucket.start}`);
    else if (observation.kind === 'outcome') rows.add(`${group} outcomes`);
    else rows.add(`${group} overdue`).add(`${group} run ${observation.run}`);
  }
  return rows;
}
