/** The `$context` variables of an HTTP API's access log ("Customize HTTP API access logs" in the developer guide). */
const VARIABLES = new Set([
  'accountId',
  'apiId',
  'authorizer.error',
  'authorizer.latency',
  'authorizer.status',
  'authorizer.principalId',
  'awsEndpointRequestId',
  'awsEndpointRequestId2',
  'customDomain.basePathMatched',
  'dataProcessed',
  'domainName',
  'domainPrefix',
  'error.message',
  'error.messageString',
  'error.responseType',
  'extendedRequestId',
  'httpMethod',
  'identity.accountId',
  'identity.caller',
  'identity.sourceIp',
  'identity.user',
  'identity.userAgent',
  'identity.userArn',
  'integration.error',
  'integration.integrationStatus',
  'integration.latency',
  'integration.requestId',
  'integration.status',
  'integrationErrorMessage',
  'integrationLatency',
  'integrationStatus',
  'path',
  'protocol',
  'requestId',
  'requestTime',
  'requestTimeEpoch',
  'responseLatency',
  'responseLength',
  'routeKey',
  'stage',
  'status',
]);

/** A template may take 3 KB (HTTP API quotas). */
const LARGEST = 3_072;

/** Throws where API Gateway would log nothing, or refuse the template. The log itself is not written locally. */
export function checkAccessLogFormat(format: string): void {
  if (Buffer.byteLength(format) > LARGEST)
    throw new Error(`the access log format is larger than ${LARGEST} bytes`);
  const used = [...format.matchAll(/\$context\.([\w.-]+)/g)].map(([, name = '']) => name);
  // Whatever else an authorizer answers as its context may be logged too.
  const unknown = used.filter((name) => !VARIABLES.has(name) && !/^authorizer\.\w+$/.test(name));
  if (unknown.length > 0)
    throw new Error(`the access log format has unknown variables: ${unknown.join(', ')}`);
}
