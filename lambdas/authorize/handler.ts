import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { APIGatewayRequestAuthorizerEventV2 } from 'aws-lambda';
import { documentClient } from '../../adapters/aws/clients';
import { environment } from '../environment';
import { authorizer, type Authorization } from './authorizer';
import { keyReader } from './key-reader';
import { rootSecretReader } from './root-secret-reader';

const authorize = authorizer({
  findKey: keyReader(documentClient(), environment('subscriptionsTable')),
  rootSecret: rootSecretReader(new SecretsManagerClient({}), environment('rootSecretArn'), Date.now),
});

/** HTTP API Lambda authorizer, payload 2.0, simple response. */
export const handler = (event: APIGatewayRequestAuthorizerEventV2): Promise<Authorization> =>
  authorize(event.headers?.authorization ?? event.identitySource?.[0] ?? '');
