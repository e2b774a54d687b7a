import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { APIGatewayRequestAuthorizerEventV2 } from 'aws-lambda';
import { documentClient } from '../../adapters/aws/clients';
import { environment } from '../environment';
import { log, logError } from '../log';
import { authorizer, type Authorization, type Presented } from './authorizer';
import { keyReader } from './key-reader';
import { rootSecretReader } from './root-secret-reader';

/** Routes whose path carries the key. */
const IN_PATH = '/in/{key}/';

const authorize = authorizer({
  findKey: keyReader(documentClient(), environment('subscriptionsTable')),
  rootSecret: rootSecretReader(new SecretsManagerClient({}), environment('rootSecretArn'), Date.now),
});

/** HTTP API Lambda authorizer, payload 2.0, simple response. The line says what was found, and nothing of the key. */
export async function handler(request: APIGatewayRequestAuthorizerEventV2): Promise<Authorization> {
  const { requestId } = request.requestContext;
  const began = Date.now();
  try {
    const { authorization, ...found } = await authorize(presentedBy(request));
    log('authorize', { requestId, ...found, durationMs: Date.now() - began });
    return authorization;
  } catch (error) {
    logError('authorize', error, { requestId, durationMs: Date.now() - began });
    throw error;
  }
}

/** Answers are cached by what the route's authorizer looks at: where that is the path, no header may decide. */
function presentedBy(request: APIGatewayRequestAuthorizerEventV2): Presented {
  const { routeKey, pathParameters, headers, identitySource } = request;
  if (routeKey.startsWith(`POST ${IN_PATH}`)) return { path: pathParameters?.['key'] ?? '' };
  return { header: headers?.authorization ?? identitySource?.[0] ?? '' };
}
