import type { Outgoing } from '../../adapters/aws/deliver-queue';
import type { Deliveries } from '../../adapters/aws/deliveries';
import type { EventRow, Events } from '../../adapters/aws/events';
import type { EventEntry } from '../../core/event/event';
import { viewOf } from '../../core/event/read-entry';
import { matching } from '../../core/subscription/match-index';
import type { MatchRow } from '../../core/subscription/subscription';
import { fanOutDelaySeconds } from '../../core/delivery/fan-out';
import { deliveryMessage } from '../../core/delivery/message';
import type { Candidates } from './candidates';

export interface RouteTools {
  candidates: Candidates;
  events: Events;
  deliveries: Deliveries;
  now: () => number;
}

const MAX_NAMED = 20;

/** What has become of an event, and the messages that are to be sent for it. */
export interface Routed {
  entry: EventEntry;
  outgoing: Outgoing[];
  /** How many subscriptions. */
  matched: number;
  state: EventRow['state'];
  /** The first subscriptions whose filter would take more steps for this event than it may, and does not match it. */
  tooCostly?: string[];
  /** Its id is another event's already. */
  conflict?: true;
}

/**
 * Matches and stores one event (SEMANTICS 1.3) and answers the messages that are to be sent for it: for a repeat, of
 * the list that was stored. `version` reads the project's version, once a batch.
 */
export async function route(
  tools: RouteTools,
  entry: EventEntry,
  version: (project: string) => Promise<number>,
): Promise<Routed> {
  const index = await tools.candidates.of(entry.project, entry.type, await version(entry.project));
  const { rows: matched, tooCostly } = matching(index, viewOf(entry));
  const ids = matched.map(({ subscription }) => subscription);
  const row = await tools.events.putRouted(entry, ids, tools.now());
  const came = {
    ...{ entry, matched: row.matched.length, state: row.state },
    ...(tooCostly.length > 0 && {
      tooCostly: tooCostly.slice(0, MAX_NAMED).map(({ subscription }) => subscription),
    }),
  };
  if (row.contentHash === entry.contentHash) return { ...came, outgoing: await fanOut(tools, row, matched) };
  await tools.events.putConflict(entry, row.expiresAt);
  return { ...came, outgoing: [], conflict: true };
}

/** Deliveries to disabled subscriptions are made at once, to wait there; for all others a message is to be sent. */
async function fanOut({ deliveries }: RouteTools, row: EventRow, matched: MatchRow[]): Promise<Outgoing[]> {
  const disabled = new Set(
    matched.filter(({ status }) => status === 'disabled').map(({ subscription }) => subscription),
  );
  const messages = row.matched.map((subscription) => deliveryMessage(row, subscription));
  const held = messages.filter(({ subscription }) => disabled.has(subscription));
  await Promise.all(held.map((message) => deliveries.putHeld(message, row.z)));
  return messages
    .filter(({ subscription }) => !disabled.has(subscription))
    .map((message, place) => ({ message, delaySeconds: fanOutDelaySeconds(place) }));
}
