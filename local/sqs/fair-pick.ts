import type { LocalContext } from '../context';
import type { Queue } from './queue';
import { type MessageRow, sqsTables } from './tables';

/** A message group with messages to be had, and how much of the queue's consumers it occupies. */
interface Group {
  name: string;
  /** Messages handed out and not deleted yet. */
  inFlight: number;
  /** When a message of it was last handed out, epoch ms; 0 if never, as far as this process knows. */
  servedAt: number;
  /** When its oldest message became visible, epoch ms. */
  visibleAt: number;
}

/**
 * Up to `count` visible messages as a fair queue hands them out: quiet groups before busy ones, one message of each
 * group in turn, the oldest first within a group. AWS compares shares of what is in flight and of recent processing
 * time against thresholds (SQS developer guide, "Amazon SQS fair queues"); here the group with the fewest messages in
 * flight goes first, and among equals the one that was served longest ago. A message without a group is a group.
 */
export function pickFairly(local: LocalContext, queue: Queue, now: number, count: number): MessageRow[] {
  const alone = ungrouped(local, queue, now, count);
  const groups = groupsOf(local, queue, now);
  const turns = [
    ...alone.map((row) => ({ row, turn: 0, servedAt: 0 })),
    ...groups
      .sort(quietestFirst)
      .slice(0, count)
      .flatMap(({ name, inFlight, servedAt }) =>
        oldestOf(local, queue, now, name, count).map((row, index) => ({
          ...{ row, turn: inFlight + index, servedAt },
        })),
      ),
  ];
  return turns
    .sort(
      (a, b) =>
        a.turn - b.turn ||
        a.servedAt - b.servedAt ||
        a.row.visible_at - b.row.visible_at ||
        a.row.seq - b.row.seq,
    )
    .slice(0, count)
    .map(({ row }) => row);
}

/** Notes whose messages were handed out. */
export function noteServed(
  local: LocalContext,
  queue: Queue,
  rows: readonly MessageRow[],
  now: number,
): void {
  const served = servedOf(local, queue);
  for (const { group_id } of rows) if (group_id !== null) served.set(group_id, now);
  if (served.size > MOST_REMEMBERED) served.clear();
}

const MOST_REMEMBERED = 10_000;

/** Per process: fairness is a matter of the last seconds, and a restart forgets nothing that matters. */
const servedAt = new WeakMap<object, Map<string, Map<string, number>>>();

function servedOf({ store }: LocalContext, { arn }: Queue): Map<string, number> {
  const queues = servedAt.get(store) ?? new Map<string, Map<string, number>>();
  servedAt.set(store, queues);
  const served = queues.get(arn) ?? new Map<string, number>();
  queues.set(arn, served);
  return served;
}

const quietestFirst = (a: Group, b: Group): number =>
  a.inFlight - b.inFlight || a.servedAt - b.servedAt || a.visibleAt - b.visibleAt;

/** Steps from group to group through the index, so that it takes a step a group, however many messages each has. */
function groupsOf(local: LocalContext, queue: Queue, now: number): Group[] {
  const served = servedOf(local, queue);
  const rows = sqsTables(local.store).all<{ name: string; visibleAt: number | null }>(
    `WITH RECURSIVE step(name) AS (
       SELECT min(group_id) FROM sqs_messages WHERE queue = ?1 AND group_id IS NOT NULL
       UNION ALL
       SELECT (SELECT min(group_id) FROM sqs_messages WHERE queue = ?1 AND group_id > step.name)
       FROM step WHERE step.name IS NOT NULL
     )
     SELECT name,
       (SELECT min(visible_at) FROM sqs_messages WHERE queue = ?1 AND group_id = name) AS visibleAt
     FROM step WHERE name IS NOT NULL`,
    queue.arn,
  );
  const held = inFlightOf(local, queue, now);
  return rows.flatMap(({ name, visibleAt }) =>
    visibleAt === null || visibleAt > now
      ? []
      : [{ name, visibleAt, inFlight: held.get(name) ?? 0, servedAt: served.get(name) ?? 0 }],
  );
}

function inFlightOf(local: LocalContext, queue: Queue, now: number): Map<string, number> {
  const rows = sqsTables(local.store).all<{ name: string; held: number }>(
    `SELECT group_id AS name, count(*) AS held FROM sqs_messages INDEXED BY sqs_messages_held
     WHERE queue = ? AND visible_at > ? AND receipt IS NOT NULL AND group_id IS NOT NULL GROUP BY group_id`,
    queue.arn,
    now,
  );
  return new Map(rows.map(({ name, held }) => [name, held]));
}

const oldestOf = (
  local: LocalContext,
  queue: Queue,
  now: number,
  group: string,
  count: number,
): MessageRow[] =>
  sqsTables(local.store).all<MessageRow>(
    'SELECT * FROM sqs_messages WHERE queue = ? AND group_id = ? AND visible_at <= ? ORDER BY visible_at, seq LIMIT ?',
    queue.arn,
    group,
    now,
    count,
  );

const ungrouped = (local: LocalContext, queue: Queue, now: number, count: number): MessageRow[] =>
  sqsTables(local.store).all<MessageRow>(
    `SELECT * FROM sqs_messages WHERE queue = ? AND group_id IS NULL AND visible_at <= ?
     ORDER BY visible_at, seq LIMIT ?`,
    queue.arn,
    now,
    count,
  );
