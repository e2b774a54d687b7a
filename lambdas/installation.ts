import { createHash } from 'node:crypto';
import { environment } from './environment';

/** The header by which an installation knows again what it has sent itself. */
export const INSTALLATION_HEADER = 'tocsin-installation';

/** Names this installation and no other: CloudFormation gives no two tables the same name. Tells nothing about it. */
export const installation = (): string =>
  createHash('sha256').update(environment('subscriptionsTable')).digest('hex').slice(0, 16);
