import type { Outgoing } from '../../adapters/aws/deliver-queue';
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
  now: () => number;
}

/**
 * Matches and stores one event (SEMANTICS 1.3) and answers the messages that are to be sent for it: for a repeat, of
 * the list that was stored. `version` reads the project's version, once a batch.
 */
export async function route(
  tools: RouteTools,
  entry: EventEntry,
  version: (project: string) => Promise<number>,
): Promise<Outgoing[]> {
  const index = await tools.candidates.of(entry.project, entry.type, await version(entry.project));
  const matched = matching(index, viewOf(entry));
  const ids = matched.map(({ subscription }) => subscription);
  const row = await tools.events.putRouted(entry, ids, tools.now());
  const conflict = row.contentHash !== entry.contentHash;
  const { project, id, type } = entry;
  const { traceparent, receivedAt } = entry;
  log(
    'route',
    {
      ...{ project, event: id, type, traceparent, matched: row.matched.length, state: row.state },
      ...(conflict ? { conflict } : {}),
    },
    { EventsRouted: 1, RoutingDelay: Math.max(0, tools.now() - receivedAt) },
  );
  if (!conflict) return fanOut(tools, row, matched);
  await tools.events.putConflict(entry, row.expiresAt);
  return [];
}

/** Deliveries to disabled subscriptions are made at once, to wait there; for all others a message is to be sent. */
async function fanOut({ deliveries }: RouteTools, row: EventRow, matched: MatchRow[]): Promise<Outgoing[]> {
  const disabled = new Set(
    matched.filter(({ status }) => status === 'disabled').map(({ subscription }) => subscription),
  );
  const messages = row.matched.map((subscription) => deliveryMessage(row, subscription));
  const held = messages.filter(({ subscription }) => disabled.has(subscription));
  await Promise.all(held.map((message) => deliveries.putHeld(message, row.z)));
  return messages.filter(({ subscription }) => !disabled.has(subscription)).map((message) => ({ message }));
}
