import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { DeliverQueue } from '../../adapters/aws/deliver-queue';
import { inTurns } from '../../core/delivery/fan-out';
import type { EventEntry } from '../../core/event/event';
import { readEnvelope } from '../../core/event/read-entry';
import { comingBack } from '../batch';
import { log } from '../log';
import { eventFields } from '../message-fields';
import { route, type Routed, type RouteTools } from './router';

export interface RouteBatchTools extends RouteTools {
  queue: Pick<DeliverQueue, 'send'>;
}

/**
 * The messages of a whole batch are sent together; an event of which one was not taken comes back, and uses the list
 * that it was stored with.
 */
export async function routeBatch(tools: RouteBatchTools, { Records }: SQSEvent): Promise<SQSBatchResponse> {
  const version = oncePerKey((project: string) => tools.candidates.version(project));
  const failures = new Map<string, unknown>();
  const entries = new Map<string, EventEntry>();
  const routed = new Map<string, Routed>();
  await Promise.all(
    Records.map(async ({ messageId, body }) => {
      try {
        const entry = readEnvelope(body);
        entries.set(messageId, entry);
        routed.set(messageId, await route(tools, entry, version));
      } catch (error) {
        failures.set(messageId, error);
      }
    }),
  );
  const outgoing = inTurns([...routed.values()].map((one) => one.outgoing));
  const refused = new Set(await tools.queue.send(outgoing));
  for (const [messageId, { entry, outgoing, ...came }] of routed) {
    const unsent = outgoing.filter((one) => refused.has(one)).length;
    if (unsent > 0) failures.set(messageId, new Error(`The queue has not taken ${unsent} of its messages`));
    else logRouted(entry, came, tools.now());
  }
  return comingBack('route', failures, (messageId) => eventFields(entries.get(messageId)));
}

/** Once it has been sent: what comes back is not routed yet. */
const logRouted = (entry: EventEntry, came: Omit<Routed, 'entry' | 'outgoing'>, now: number): void =>
  log(
    'route',
    { ...eventFields(entry), ...came },
    { EventsRouted: 1, RoutingDelay: Math.max(0, now - entry.receivedAt) },
  );

function oncePerKey<T>(read: (key: string) => Promise<T>): (key: string) => Promise<T> {
  const pending = new Map<string, Promise<T>>();
  return (key) => {
    const known = pending.get(key) ?? read(key);
    pending.set(key, known);
    return known;
  };
}
