import type { DeadLetter } from '../../../adapters/aws/dead-letters';
import { deliveryKey } from '../../../adapters/aws/keys';
import { getRows } from '../../../adapters/aws/read';
import type { DeliveryRow } from '../../../core/delivery/delivery';
import type { Job, JobInput, Step } from '../../../core/job/job';
import { requeueAll } from './requeue';
import { STEP_ROWS, type JobTools } from './tools';

/** Sends on what died of the events accepted in the window; with a subscription, of its deliveries only. */
export async function replayDeadLetters(job: Job, tools: JobTools, nowMs: number): Promise<Step> {
  const { subscription, since } = job.input;
  // Nothing dies before it is accepted, so that the list of deaths may begin where the window does.
  const query = { after: job.cursor, since, limit: STEP_ROWS, ascending: true };
  const where = (letter: DeadLetter): boolean =>
    subscription === undefined || letter.subscription === subscription;
  const { rows, next } = await tools.letters.list(job.project, { ...query, where }, nowMs);

  const keys = rows.filter(({ kind }) => kind === 'delivery').map(({ id }) => deliveryKey(id));
  const dead = await getRows<DeliveryRow>(tools.redeliveries.tables, tools.redeliveries.table, keys, nowMs);
  const due = dead.filter((row) => row.state === 'dead' && isIn(job.input, row.acceptedAt));
  const events = rows.filter((letter) => letter.kind === 'event' && isIn(job.input, acceptedAt(letter)));

  const requeued = await requeueAll(tools, due, nowMs);
  for (const letter of events) await tools.eventReplay.replay(letter, nowMs);
  return { done: requeued + events.length, next };
}

const isIn = ({ since = 0, until = Infinity }: JobInput, at: number): boolean => at >= since && at < until;

const acceptedAt = ({ entry = '{}' }: DeadLetter): number =>
  (JSON.parse(entry) as { receivedAt?: number }).receivedAt ?? 0;
