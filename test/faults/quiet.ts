import type { Run } from './run';

/** An endpoint that fails for five days is probed every hour; each probe is two wake-ups. */
const MOST_ROUNDS = 500;
const MINUTE = 60_000;

/**
 * Time passes, from one wake-up to the next, until nothing waits for a time any more. False if that does not come
 * within a bound.
 */
export async function settle({ cloud, timeline }: Run): Promise<boolean> {
  for (let round = 0; round < MOST_ROUNDS; round++) {
    await cloud.idle();
    const next = nextWakeUp({ cloud });
    if (next === undefined) return true;
    // The sweep comes once a minute.
    timeline.advance(Math.max(0, next - timeline.now()) + MINUTE + 1_000);
  }
  return false;
}

/** The earliest time at which a message, an event on the bus or a row of a due index is to be looked at. */
function nextWakeUp({ cloud }: Pick<Run, 'cloud'>): number | undefined {
  const times = [
    'SELECT min(visible_at) AS at FROM sqs_messages',
    'SELECT min(due_at) AS at FROM events_deliveries',
    `SELECT min(CAST(json_extract(item, '$.dueAt.N') AS REAL)) AS at FROM dynamodb_items
     WHERE json_extract(item, '$.dueShard.S') LIKE 'due#%'`,
  ].flatMap((sql) => {
    const at = cloud.context.store.db.prepare(sql).get()?.['at'];
    return typeof at === 'number' ? [at] : [];
  });
  return times.length === 0 ? undefined : Math.min(...times);
}
