import type { DeliveryMessage } from '../../core/delivery/message';
import { turnAt, type RateLimit, type Slot } from '../../core/delivery/rate-limit';
import { dueAfterFailure, slotDelaySeconds } from '../../core/delivery/wake-up';
import { rateLimitOf } from '../../core/destination/rate-limit-of';
import { ComeBack } from '../batch';
import { log } from '../log';
import { deliveryFields } from '../message-fields';
import type { DeliverTools } from './deliverer';
import type { Endpoint } from '../../adapters/aws/endpoints';
import { onePerDelivery, ready } from './put-off';
import type { Failures } from './serve';

/** A message and its place. */
interface Placed {
  message: DeliveryMessage;
  slot: Slot;
}

/**
 * Keeps a rate limit: what would be too early is put off to its place, the rest is answered. A
 * new delivery takes its place in the line; once that has come, one at the gate (core/delivery/rate-limit). A person's
 * try and a test need none.
 */
export async function defer(
  tools: DeliverTools,
  { subscription }: Endpoint,
  messages: readonly DeliveryMessage[],
  failures: Failures,
): Promise<DeliveryMessage[]> {
  const limit = rateLimitOf(subscription);
  if (!limit) return [...messages];
  const free = messages.filter(({ manual, test }) => manual || test);
  const bound = onePerDelivery(
    messages.filter((message) => !free.includes(message)),
    failures,
  );
  const turns = [...free];
  const atGate = await throughLine(tools, limit, bound, failures, turns);
  for (const placed of atGate) {
    if (turnAt(placed.slot.at, tools.now()) === 'now') turns.push(placed.message);
    else turns.push(...(await putOff(tools, placed, failures)));
  }
  return turns;
}

/** Those whose turn in the line has come, each with a place at the gate. */
async function throughLine(
  tools: DeliverTools,
  limit: RateLimit,
  messages: readonly DeliveryMessage[],
  failures: Failures,
  turns: DeliveryMessage[],
): Promise<Placed[]> {
  const inLine = await taken(
    tools,
    limit,
    'line',
    messages.filter(({ slot }) => !slot),
  );
  const known = messages.flatMap((message) => (message.slot ? [{ message, slot: message.slot }] : []));
  const unplaced: DeliveryMessage[] = [];
  const placed: Placed[] = [];
  for (const one of [...known, ...inLine]) {
    const turn = turnAt(one.slot.at, tools.now());
    if (turn === 'later') turns.push(...(await putOff(tools, one, failures)));
    else if (one.slot.kind === 'gate' && turn === 'now') placed.push(one);
    else unplaced.push(one.message);
  }
  return [...placed, ...(await taken(tools, limit, 'gate', unplaced))];
}

async function taken(
  { places, now }: DeliverTools,
  limit: RateLimit,
  kind: Slot['kind'],
  messages: readonly DeliveryMessage[],
): Promise<Placed[]> {
  const [first] = messages;
  if (!first) return [];
  const times = await places.take(first.subscription, kind, messages.length, limit, now());
  return messages.map((message, index) => ({ message, slot: { kind, at: times[index] ?? now() } }));
}

/**
 * In the row, so that nothing is lost, and as a delayed message where the queue can wait that long. Answers the message
 * if it cannot be put off, as its body is gone.
 */
async function putOff(
  tools: DeliverTools,
  { message, slot }: Placed,
  failures: Failures,
): Promise<DeliveryMessage[]> {
  const { found, bodiless } = await ready(tools, [message], failures);
  const now = tools.now();
  const { dueAt, sendDelayed } = dueAfterFailure(slot.at, now);
  for (const one of found) {
    if (!(await tools.shelf.defer(one, slot, dueAt))) {
      failures.set(message, new ComeBack());
      continue;
    }
    log('deliver', { ...deliveryFields(message), outcome: 'deferred', until: slot.at });
    if (sendDelayed) {
      const delayed = { message: { ...message, slot }, delaySeconds: slotDelaySeconds(slot.at, now) };
      await tools.queues.fast.send([delayed]);
    }
  }
  return bodiless;
}
