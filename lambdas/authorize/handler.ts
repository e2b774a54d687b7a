import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { APIGatewayRequestAuthorizerEventV2 } from 'aws-lambda';
import { documentClient } from '../../adapters/aws/clients';
import { environment } from '../environment';
import { log, logError } from '../log';
import { authorizer, type Authorization } from './authorizer';
import { keyReader } from './key-reader';
import { rootSecretReader } from './root-secret-reader';

const authorize = authorizer({
  findKey: keyReader(documentClient(), environment('subscriptionsTable')),
  rootSecret: rootSecretReader(new SecretsManagerClient({}), environment('rootSecretArn'), Date.now),
});

/** HTTP API Lambda authorizer, payload 2.0, simple response. The line says what was found, and nothing of the header. */
export async function handler({
  headers,
  identitySource,
  requestContext: { requestId },
}: APIGatewayRequestAuthorizerEventV2): Promise<Authorization> {
  const began = Date.now();
  try {
    const { authorization, ...found } = await authorize(headers?.authorization ?? identitySource?.[0] ?? '');
    log('authorize', { requestId, ...found, durationMs: Date.now() - began });
    return authorization;
  } catch (error) {
    logError('authorize', error, { requestId, durationMs: Date.now() - began });
    throw error;
  }
}
