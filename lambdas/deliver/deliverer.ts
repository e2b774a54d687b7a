import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Allowances } from '../../adapters/aws/allowances';
import type { Breakers } from '../../adapters/aws/breakers';
import type { DataKeys } from '../../adapters/aws/data-keys';
import type { DeliverQueue } from '../../adapters/aws/deliver-queue';
import type { Deliveries } from '../../adapters/aws/deliveries';
import type { Events } from '../../adapters/aws/events';
import type { Groupings } from '../../adapters/aws/groupings';
import type { Ledgers } from '../../adapters/aws/ledgers';
import type { Mailer } from '../../adapters/aws/mailer';
import type { Paces } from '../../adapters/aws/paces';
import type { Pauses } from '../../adapters/aws/pauses';
import type { Places } from '../../adapters/aws/places';
import type { SlowLaneSlots } from '../../adapters/aws/slow-lane-slots';
import type { Shelf } from '../../adapters/aws/shelf';
import type { Silences } from '../../adapters/aws/silences';
import type { Poster } from '../../adapters/http/poster';
import type { Finding } from '../../core/delivery/breaker';
import type { DeliveryRow } from '../../core/delivery/delivery';
import type { DeliveryMessage } from '../../core/delivery/message';
import type { Lane } from '../../core/delivery/pace';
import { refusedClaim } from '../../core/delivery/refused-claim';
import { ComeBack } from '../batch';
import { log } from '../log';
import { deliveryFields } from '../message-fields';
import { attempt } from './attempt';
import { conclude, type Concluded } from './conclude';
import type { EndpointReader } from './endpoint-reader';
import { addressee } from './addressee';
import { measuredOf } from './measured-of';
import { watchPace } from './watch-pace';

export interface DeliverTools {
  deliveries: Deliveries;
  shelf: Shelf;
  places: Places;
  paces: Paces;
  slowLaneSlots: SlowLaneSlots;
  pauses: Pauses;
  breakers: Breakers;
  events: Events;
  endpoints: EndpointReader;
  ledgers: Ledgers;
  groupings: Groupings;
  silences: Silences;
  allowances: Pick<Allowances, 'take'>;
  /** Of a project. */
  mailRecipientsPerDay: number;
  tables: DynamoDBDocumentClient;
  monitoringTable: string;
  retentionDays: number;
  dataKeys: DataKeys;
  poster: Poster;
  mailer: Mailer;
  /** Of the API, without a slash at the end: links lead there. */
  publicUrl: string;
  /** What a delivery is sent on by, for endpoints that answer quickly and for those that take seconds. */
  queues: Record<Lane, DeliverQueue>;
  /** Disables a subscription whose endpoint is gone or has only failed for days, and promises the event that tells of it. */
  disable: (project: string, subscription: string, reason: 'gone' | 'failing') => Promise<void>;
  version: string;
  now: () => number;
  random: () => number;
  wait: (ms: number) => Promise<unknown>;
}

/**
 * How long a claim lasts: beyond the function's timeout (40 s), so that whoever holds it is done or dead, and within
 * the queue's visibility (240 s), so that the message finds it expired when it comes back (SEMANTICS 2.2).
 */
const LEASE_MS = 60_000;

/**
 * One attempt of one delivery, and what it says about the endpoint. A fault of our own is thrown: the message comes
 * back and nothing was used up.
 */
export async function deliver(tools: DeliverTools, message: DeliveryMessage): Promise<Finding> {
  const now = tools.now();
  const claim = await tools.deliveries.claim(message, now, now + LEASE_MS);
  if ('refusedBy' in claim) {
    if (refusedClaim(claim.refusedBy, message.attempt) === 'busy') throw new ComeBack();
    log('deliver', { ...deliveryFields(message), outcome: 'stale' });
    return { verdict: 'neither' };
  }
  const { verdict, ...outcome } = await proceed(tools, claim.claimed, message);
  log(
    'deliver',
    { ...deliveryFields(claim.claimed), ...outcome },
    measuredOf(outcome, tools.now() - claim.claimed.acceptedAt),
  );
  return { verdict, ...errorOf(verdict, claim.claimed.id, outcome, tools.now()) };
}

function errorOf(
  verdict: Finding['verdict'],
  delivery: string,
  { status, error }: Pick<Concluded, 'status' | 'error'>,
  at: number,
): Pick<Finding, 'error'> {
  if (verdict !== 'failed') return {};
  return {
    error: { delivery, at, ...(status !== undefined && { status }), ...(error !== undefined && { error }) },
  };
}

async function proceed(tools: DeliverTools, row: DeliveryRow, message: DeliveryMessage): Promise<Concluded> {
  const endpoint = await tools.endpoints.get(row.project, row.subscription);
  const disabled = endpoint?.subscription.status === 'disabled' && !row.test;
  const z = message.z ?? row.z ?? (await tools.events.get(row.project, row.event))?.z;
  if (row.fallback && (!endpoint || disabled || z === undefined)) {
    await tools.deliveries.fallBack(row, row.fallback, undefined, tools.now());
    return { verdict: 'neither', outcome: 'fallback' };
  }
  if (!endpoint) {
    await tools.deliveries.discard(row, 'subscription_deleted');
    return { verdict: 'neither', outcome: 'discarded' };
  }
  if (z === undefined) {
    await tools.deliveries.giveUp(row, 'event_expired', tools.now());
    return { verdict: 'neither', outcome: 'dead', reason: 'event_expired' };
  }
  if (disabled) {
    await tools.deliveries.hold(row, z);
    return { verdict: 'neither', outcome: 'held' };
  }
  const to = await addressee(tools, row, endpoint.subscription, z);
  const made = attempt(tools, row, to, z, message.manual);
  const result = await watchPace(tools, endpoint, made);
  const { probe = false, manual = false } = message;
  return conclude(tools, { row, endpoint, z, probe, manual }, result);
}
