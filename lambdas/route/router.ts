import type { DeliverQueue, Outgoing } from '../../adapters/aws/deliver-queue';
import type { Deliveries } from '../../adapters/aws/deliveries';
import type { EventRow, Events } from '../../adapters/aws/events';
import type { EventEntry } from '../../core/event/event';
import { viewOf } from '../../core/event/read-entry';
import { matching } from '../../core/subscription/match-index';
import type { MatchRow } from '../../core/subscription/subscription';
import { deliveryMessage } from '../../core/delivery/message';
import { log } from '../log';
import type { Candidates } from './candidates';

export interface RouteTools {
  candidates: Candidates;
  events: Events;
  deliveries: Deliveries;
  queue: DeliverQueue;
  now: () => number;
}

/**
 * Matches, stores, fans out one event (SEMANTICS 1.3). `version` reads the project's version, once a batch.
 * Throws if a single message could not be sent: the event comes back and uses the list that was stored.
 */
export async function route(
  tools: RouteTools,
  entry: EventEntry,
  version: (project: string) => Promise<number>,
): Promise<void> {
  const index = await tools.candidates.of(entry.project, entry.type, await version(entry.project));
  const matched = matching(index, viewOf(entry));
  const row = await tools.events.putRouted(
    entry,
    matched.map(({ subscription }) => subscription),
    tools.now(),
  );
  const conflict = row.contentHash !== entry.contentHash;
  if (conflict) await tools.events.putConflict(entry, row.expiresAt);
  else await fanOut(tools, row, matched);
  const { project, id, type } = entry;
  log('route', {
    project,
    event: id,
    type,
    matched: row.matched.length,
    state: row.state,
    ...(conflict ? { conflict } : {}),
  });
}

async function fanOut(tools: RouteTools, row: EventRow, matched: MatchRow[]): Promise<void> {
  const disabled = new Set(
    matched.filter(({ status }) => status === 'disabled').map(({ subscription }) => subscription),
  );
  const messages = row.matched.map((subscription) => deliveryMessage(row, subscription));
  const held = messages.filter(({ subscription }) => disabled.has(subscription));
  await Promise.all(held.map((message) => tools.deliveries.putHeld(message, row.z)));
  const outgoing: Outgoing[] = messages
    .filter(({ subscription }) => !disabled.has(subscription))
    .map((message) => ({ message }));
  const refused = await tools.queue.send(outgoing);
  if (refused.length > 0)
    throw new Error(`The deliver queue did not take ${refused.length} of ${outgoing.length} messages`);
}
