import type { SQSRecord } from 'aws-lambda';
import type { Burials } from '../../adapters/aws/burials';
import type { Deliveries } from '../../adapters/aws/deliveries';
import type { EventRow, Events } from '../../adapters/aws/events';
import { deliveryId } from '../../core/delivery/delivery-id';
import { deliveryMessage, readDeliveryMessage } from '../../core/delivery/message';
import type { EventEntry } from '../../core/event/event';
import { readEnvelope } from '../../core/event/read-entry';
import { TICK_TYPE } from '../../core/monitor/tick';
import type { Note } from '../batch';
import { deliveryFields, eventFields } from '../message-fields';
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
export async function bury(tools: BuryTools, record: SQSRecord, note: Note): Promise<Measured> {
  const { kind, reason } = originOf(record, tools.queues);
  note({ origin: ORIGINS[kind], reason });
  if (kind === 'tick') return {};
  if (kind === 'delivery') return buryDelivery(tools, record.body, reason, note);
  const entry = readEnvelope(record.body);
  note(eventFields(entry));
  return kind === 'monitor' ? buryUncounted(tools, entry, reason) : buryEvent(tools, entry, reason, note);
}

/** What the line calls them: functions that have given up, or the schedule. */
const ORIGINS = { tick: 'schedule', delivery: 'deliver', monitor: 'monitor', event: 'route' };

/** The event goes its way to subscribers; only the monitors have not had it. A tick is of no use any more. */
async function buryUncounted(
  { burials, now }: BuryTools,
  entry: EventEntry,
  reason: string,
): Promise<Measured> {
  if (entry.type === TICK_TYPE) return lettersOf(0);
  await burials.uncounted(entry, reason, now());
  return lettersOf(1);
}

async function buryDelivery(
  { burials, now }: BuryTools,
  body: string,
  reason: string,
  note: Note,
): Promise<Measured> {
  const message = readDeliveryMessage(body);
  note(deliveryFields(message));
  const buried = await burials.delivery(message, reason, now());
  note({ buried });
  return lettersOf(buried ? 1 : 0);
}

async function buryEvent(tools: BuryTools, entry: EventEntry, reason: string, note: Note): Promise<Measured> {
  const buried = await tools.burials.event(entry, reason, tools.now());
  note({ buried });
  if (buried) return lettersOf(1);
  const routed = await tools.events.get(entry.project, entry.id);
  const unsent = routed ? await buryUnsent(tools, routed, reason) : 0;
  note({ unsent });
  return lettersOf(unsent);
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
