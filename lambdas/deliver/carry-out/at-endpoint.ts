import type { Facts } from '../../../core/delivery/plan/facts';
import type { Planned } from '../../../core/delivery/plan/next-plans';
import type { PutOff } from '../../../core/delivery/plan/plan-kinds';
import { isProven } from '../../../core/delivery/pace';
import { returnAt, type Pause } from '../../../core/delivery/pause';
import { slowLaneWaitSeconds } from '../../../core/delivery/slow-lane';
import { delaySeconds, dueAfterFailure } from '../../../core/delivery/wake-up';
import { log } from '../../log';
import { deliveryFields } from '../../message-fields';
import type { SlowLaneShare } from '../slow-lane-share';
import type { DeliverTools } from '../tools';
import { comeBack, DONE, goOn, type Result } from './result';

type Parking = Extract<PutOff, { do: 'park' }>;
type Pausing = Extract<PutOff, { do: 'pause' }>;

const FIRST_PAUSE_MS = 20;

/**
 * Parks what is for an endpoint whose breaker is open, in one transaction (SEMANTICS 2.5). If the breaker or a row has
 * changed since it was read, all of it is read and planned anew, after a pause.
 */
export async function park(tools: DeliverTools, all: readonly Planned<Parking>[]): Promise<Result[]> {
  const [first] = all;
  if (!first) return [];
  const { project, subscription } = first.facts.message;
  const pending = all.map((one) => one.plan.pending);
  if (await tools.shelf.park(pending, first.plan.breaker)) {
    log('deliver.parked', { project, subscription, deliveries: pending.length });
    return all.map(() => DONE);
  }
  const { parkTries = 0 } = first.facts;
  await tools.wait(tools.random() * FIRST_PAUSE_MS * 2 ** parkTries);
  const endpoint = await tools.endpoints.getAnew(project, subscription);
  const learned = { endpoint, stored: undefined, parkTries: parkTries + 1 };
  return all.map(({ facts }) => goOn(facts, learned, tools.now()));
}

/**
 * Deliveries to an endpoint that has asked for a pause wait until that is over, each at a place of its own and with none
 * of its attempts used up (SEMANTICS 2.4). If it is over already, they are attempted.
 */
export async function pause(tools: DeliverTools, all: readonly Planned<Pausing>[]): Promise<Result[]> {
  const [first] = all;
  if (!first) return [];
  const now = tools.now();
  const taken = await tools.pauses.take(first.facts.message.subscription, all.length, now);
  if (!taken) return all.map(({ facts }) => goOn(facts, { isAdmitted: true }, now));
  const results: Result[] = [];
  for (const [index, one] of all.entries())
    results.push(await waitOut(tools, one, taken, taken.first + index));
  return results;
}

async function waitOut(
  tools: DeliverTools,
  { facts, plan: { pending } }: Planned<Pausing>,
  taken: Pause,
  place: number,
): Promise<Result> {
  const now = tools.now();
  const until = returnAt(taken, place, tools.random());
  const { dueAt, sendDelayed } = dueAfterFailure(until, now);
  const { slot: _, ...message } = facts.message;
  if (!(await tools.shelf.postpone(pending, until, dueAt))) return comeBack(facts);
  log('deliver', { ...deliveryFields(message), outcome: 'paused', until });
  const queue = tools.queues[isProven(facts.endpoint?.pace) ? 'fast' : 'slow'];
  if (sendDelayed) await queue.send([{ message, delaySeconds: delaySeconds(until, now) }]);
  return DONE;
}

/** What the slow queue does not take is attempted here. */
export async function sendToSlowLane(
  { queues, now }: DeliverTools,
  all: readonly Facts[],
): Promise<Result[]> {
  const [first] = all;
  if (!first) return [];
  const { project, subscription } = first.message;
  log('deliver.slow-lane', { project, subscription, messages: all.length });
  const refused = await queues.slow.send(all.map(({ message }) => ({ message })));
  const left = new Set(refused.map(({ message }) => message));
  return all.map((facts) => (left.has(facts.message) ? goOn(facts, { isAdmitted: true }, now()) : DONE));
}

/** If the project's slots on the slow lane are taken, its messages come back a little later. */
export async function takeShare(
  { queues, random, now }: DeliverTools,
  all: readonly Facts[],
  share: SlowLaneShare,
): Promise<Result[]> {
  const [first] = all;
  if (!first) return [];
  const { project, subscription } = first.message;
  const isNew = all.some(({ message }) => message.waits === undefined);
  if (await share.mayAttempt(project, isNew))
    return all.map((facts) => goOn(facts, { hasShare: true }, now()));
  const later = all.map(({ message: { waits = 0, ...message } }) => ({
    message: { ...message, waits: waits + 1 },
    delaySeconds: slowLaneWaitSeconds(waits, random()),
  }));
  const refused = new Set(await queues.slow.send(later));
  log('deliver.slow-lane', { project, subscription, waiting: all.length });
  return all.map((facts, index) =>
    later.some((sent, at) => at === index && refused.has(sent)) ? comeBack(facts) : DONE,
  );
}
