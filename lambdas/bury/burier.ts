import type { SQSRecord } from 'aws-lambda';
import type { Burials } from '../../adapters/aws/burials';
import type { Deliveries } from '../../adapters/aws/deliveries';
import type { EventRow, Events } from '../../adapters/aws/events';
import { deliveryId } from '../../core/delivery/delivery-id';
import { deliveryMessage, readDeliveryMessage } from '../../core/delivery/message';
import { readEnvelope } from '../../core/event/read-entry';
import { TICK_TYPE } from '../../core/monitor/tick';
import { log } from '../log';
import type { Measured } from '../metrics';
import { originOf, type Queues } from './origin';

export interface BuryTools {
  burials: Burials;
  events: Events;
  deliveries: Deliveries;
  queues: Queues;
  now: () => number;
}

/** Turns one dead message into a dead letter; a throw leaves it in the dead queue. */
export async function bury(tools: BuryTools, record: SQSRecord): Promise<void> {
  const origin = originOf(record, tools.queues);
  if (origin.kind === 'tick') return log('bury', { origin: 'schedule', reason: origin.reason });
  if (origin.kind === 'delivery') return buryDelivery(tools, record.body, origin.reason);
  if (origin.kind === 'monitor') return buryUncounted(tools, record.body, origin.reason);
  return buryEvent(tools, record.body, origin.reason);
}

/** The event goes its way to subscribers; only the monitors have not had it. A tick is of no use any more. */
async function buryUncounted({ burials, now }: BuryTools, body: string, reason: string): Promise<void> {
  const entry = readEnvelope(body);
  const { project, id } = entry;
  if (entry.type !== TICK_TYPE) await burials.uncounted(entry, reason, now());
  log('bury', { origin: 'monitor', project, event: id, reason }, lettersOf(entry.type === TICK_TYPE ? 0 : 1));
}

async function buryDelivery({ burials, now }: BuryTools, body: string, reason: string): Promise<void> {
  const message = readDeliveryMessage(body);
  const buried = await burials.delivery(message, reason, now());
  const { project, event, subscription, attempt } = message;
  log(
    'bury',
    { origin: 'deliver', project, event, subscription, attempt, reason, buried },
    lettersOf(buried ? 1 : 0),
  );
}

async function buryEvent(tools: BuryTools, body: string, reason: string): Promise<void> {
  const entry = readEnvelope(body);
  const { project, id } = entry;
  const buried = await tools.burials.event(entry, reason, tools.now());
  const routed = buried ? undefined : await tools.events.get(project, id);
  const unsent = routed ? await buryUnsent(tools, routed, reason) : 0;
  log(
    'bury',
    { origin: 'route', project, event: id, reason, buried, ...(buried ? {} : { unsent }) },
    lettersOf(buried ? 1 : unsent),
  );
}

/** The event was stored but its messages could not all be sent: the deliveries that never began are the dead ones. */
async function buryUnsent(
  { deliveries, burials, now }: BuryTools,
  row: EventRow,
  reason: string,
): Promise<number> {
  let unsent = 0;
  for (const subscription of row.matched) {
    if (await deliveries.get(deliveryId(row.project, row.id, subscription))) continue;
    if (await burials.delivery(deliveryMessage(row, subscription), reason, now())) unsent++;
  }
  return unsent;
}

const lettersOf = (count: number): Measured => ({ DeadLetters: count });
