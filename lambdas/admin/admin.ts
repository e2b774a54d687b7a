import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { ulid } from 'ulid';
import type { AccessKeys } from '../../adapters/aws/access-keys';
import type { Changes } from '../../adapters/aws/changes';
import type { Idempotency } from '../../adapters/aws/idempotency';
import type { Projects } from '../../adapters/aws/projects';
import type { Subscriptions } from '../../adapters/aws/subscriptions';

/** What the handlers of all resources work with; made once per process. */
export interface Admin {
  tables: DynamoDBDocumentClient;
  projects: Projects;
  keys: AccessKeys;
  subscriptions: Subscriptions;
  changes: Changes;
  idempotency: Idempotency;
  dataKeys: {
    get(project: string): Promise<Buffer>;
    create(project: string, keyArn: string): Promise<string>;
  };
  encryptionKeyArn: string;
  /** Hosts that destinations may have although they are not public. */
  allowedHosts: string[];
  /** Addresses of a host name; empty if it does not resolve. */
  resolve(host: string): Promise<string[]>;
  /** Epoch ms. */
  now(): number;
  /** Cryptographic randomness: bytes, and a number 0 to 1. */
  random(bytes: number): Buffer;
  chance(): number;
  version: string;
}

/** `prefix_` and a ULID: sortable by time. */
export const newId = (admin: Pick<Admin, 'chance'>, prefix: string, nowMs: number): string =>
  `${prefix}_${ulid(nowMs, admin.chance)}`;
