import { randomBytes, randomInt } from 'node:crypto';
import { KMSClient } from '@aws-sdk/client-kms';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { AccessKeys } from '../../adapters/aws/access-keys';
import { Changes } from '../../adapters/aws/changes';
import { documentClient } from '../../adapters/aws/clients';
import { DataKeys } from '../../adapters/aws/data-keys';
import { Idempotency } from '../../adapters/aws/idempotency';
import { Projects } from '../../adapters/aws/projects';
import { Subscriptions } from '../../adapters/aws/subscriptions';

import { environment } from '../environment';
import { VERSION } from '../version';
import type { Admin } from './admin';
import { application } from './application';
import type { AdminEvent } from './http/serve';
import { resolve } from './resolve';

const tables = documentClient();
const table = environment('subscriptionsTable');
const now = (): number => Date.now();
const chance = (): number => randomInt(2 ** 32) / 2 ** 32;

const admin: Admin = {
  tables,
  projects: new Projects(tables, table),
  keys: new AccessKeys(tables, table),
  subscriptions: new Subscriptions(tables, table),
  changes: new Changes(tables, table, chance),
  idempotency: new Idempotency(tables, table),
  dataKeys: new DataKeys(new KMSClient({}), tables, table, now),
  encryptionKeyArn: environment('encryptionKeyArn'),
  allowedHosts: environment('allowedHosts').split(',').filter(Boolean),
  resolve,
  now,
  random: randomBytes,
  chance,
  version: VERSION,
};

const app = application(admin);

/** `ANY /v1/{proxy+}`, the public routes and links. */
export const handler = (event: AdminEvent): Promise<APIGatewayProxyStructuredResultV2> => app(event);
