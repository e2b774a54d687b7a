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
import type { Lane } from '../../core/delivery/pace';
import type { EndpointReader } from './endpoint-reader';

/** What a running copy of the function works with. */
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
