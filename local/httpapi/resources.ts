import { createHash } from 'node:crypto';
import type { ResourceType } from '../template/resource';
import { checkAccessLogFormat } from './access-log-format';
import type { Gateway, Throttling } from './gateway';
import { parseRoute } from './route';

/** The resource types of API Gateway's HTTP APIs: one API with one stage, functions behind it. */
export function httpApiResources(gateway: Gateway): ResourceType[] {
  return [
    apiType(gateway),
    integrationType(gateway),
    authorizerType(gateway),
    routeType(gateway),
    stageType(gateway),
  ];
}

/** Ids of API Gateway are ten characters; the same at every start. */
const idOf = (name: string): string => createHash('sha256').update(name).digest('hex').slice(0, 10);

const TAGS = 'nothing decides by tags';

function apiType(gateway: Gateway): ResourceType {
  return {
    type: 'AWS::ApiGatewayV2::Api',
    properties: ['ProtocolType'],
    inert: { Name: 'words for people', Description: 'words for people', Tags: TAGS },
    make: ({ physicalName, properties }, local) => {
      if (properties.ProtocolType !== 'HTTP')
        throw new Error(`the protocol ${String(properties.ProtocolType)} is not supported locally`);
      if (gateway.apiId !== undefined) throw new Error('a second API is not supported locally');
      const id = idOf(physicalName);
      gateway.apiId = id;
      return {
        ref: id,
        attributes: { ApiId: id, ApiEndpoint: `https://${id}.execute-api.${local.region}.amazonaws.com` },
      };
    },
  };
}

function integrationType(gateway: Gateway): ResourceType {
  return {
    type: 'AWS::ApiGatewayV2::Integration',
    properties: ['ApiId', 'IntegrationType', 'IntegrationUri', 'PayloadFormatVersion', 'TimeoutInMillis'],
    inert: { Description: 'words for people', IntegrationMethod: 'a function is always invoked by POST' },
    make: ({ physicalName, properties }) => {
      if (properties.IntegrationType !== 'AWS_PROXY' || properties.PayloadFormatVersion !== '2.0')
        throw new Error('only AWS_PROXY with payload format 2.0 is supported locally');
      const id = idOf(physicalName);
      gateway.integrations.set(id, {
        functionArn: functionArnOf(String(properties.IntegrationUri)),
        timeoutMs: Number(properties.TimeoutInMillis ?? 30_000),
      });
      return { ref: id, attributes: { IntegrationId: id } };
    },
  };
}

/** Out of `arn:aws:apigateway:...:lambda:path/2015-03-31/functions/<arn>/invocations`, or an ARN as it is. */
function functionArnOf(uri: string): string {
  const [, arn = uri] = /\/functions\/(.+)\/invocations$/.exec(uri) ?? [];
  return arn;
}

function authorizerType(gateway: Gateway): ResourceType {
  return {
    type: 'AWS::ApiGatewayV2::Authorizer',
    properties: [
      'ApiId',
      'AuthorizerPayloadFormatVersion',
      'AuthorizerResultTtlInSeconds',
      'AuthorizerType',
      'AuthorizerUri',
      'EnableSimpleResponses',
      'IdentitySource',
    ],
    inert: { Name: 'words for people' },
    make: ({ physicalName, properties }) => {
      const { AuthorizerType, AuthorizerPayloadFormatVersion, EnableSimpleResponses } = properties;
      if (
        AuthorizerType !== 'REQUEST' ||
        AuthorizerPayloadFormatVersion !== '2.0' ||
        EnableSimpleResponses !== true
      )
        throw new Error(
          'only REQUEST authorizers with payload format 2.0 and simple responses are supported locally',
        );
      const id = idOf(physicalName);
      gateway.authorizers.set(id, {
        id,
        functionArn: functionArnOf(String(properties.AuthorizerUri)),
        identitySources: (properties.IdentitySource ?? []) as string[],
        ttlMs: Number(properties.AuthorizerResultTtlInSeconds ?? 300) * 1000,
      });
      return { ref: id, attributes: { AuthorizerId: id } };
    },
  };
}

function routeType(gateway: Gateway): ResourceType {
  return {
    type: 'AWS::ApiGatewayV2::Route',
    properties: ['ApiId', 'AuthorizationType', 'AuthorizerId', 'RouteKey', 'Target'],
    inert: { OperationName: 'words for people' },
    make: ({ physicalName, properties }) => {
      const { AuthorizationType: kind = 'NONE' } = properties as { AuthorizationType?: string };
      if (kind !== 'NONE' && kind !== 'CUSTOM')
        throw new Error(`the authorization type ${kind} is not supported locally`);
      const authorizerId = kind === 'CUSTOM' ? String(properties.AuthorizerId) : undefined;
      const integrationId = String(properties.Target).replace(/^integrations\//, '');
      gateway.routes.push(parseRoute(String(properties.RouteKey), integrationId, authorizerId));
      return { ref: physicalName, attributes: { RouteId: physicalName } };
    },
  };
}

function stageType(gateway: Gateway): ResourceType {
  return {
    type: 'AWS::ApiGatewayV2::Stage',
    properties: [
      'AccessLogSettings',
      'AccessLogSettings.DestinationArn',
      'AccessLogSettings.Format',
      'ApiId',
      'AutoDeploy',
      'DefaultRouteSettings',
      'DefaultRouteSettings.ThrottlingBurstLimit',
      'DefaultRouteSettings.ThrottlingRateLimit',
      'RouteSettings',
      'StageName',
    ],
    inert: {
      Description: 'words for people',
      Tags: TAGS,
      'DefaultRouteSettings.DetailedMetricsEnabled': 'there are no metrics here',
    },
    make: ({ properties }) => {
      const { AccessLogSettings: log, DefaultRouteSettings: settings = {} } = properties as {
        AccessLogSettings?: { Format?: string };
        DefaultRouteSettings?: Record<string, unknown>;
      };
      if (properties.StageName !== '$default')
        throw new Error('only the stage $default is supported locally');
      if (log?.Format !== undefined) checkAccessLogFormat(log.Format);
      const own = Object.entries((properties.RouteSettings ?? {}) as Record<string, Record<string, unknown>>);
      const routes = new Map(own.map(([key, given]) => [key, throttlingOf(routeOf(gateway, key), given)]));
      gateway.stage = { name: '$default', routes, ...throttlingOf('the stage', settings) };
      return { ref: '$default', attributes: {} };
    },
  };
}

function routeOf(gateway: Gateway, key: string): string {
  if (gateway.routes.some((route) => route.key === key)) return key;
  throw new Error(`Unable to find Route by key ${key} within the provided RouteSettings`);
}

const THROTTLING = ['ThrottlingRateLimit', 'ThrottlingBurstLimit', 'DetailedMetricsEnabled'];

/** Throws for a setting that would do something else. */
function throttlingOf(whose: string, given: Record<string, unknown>): Throttling {
  const unknown = Object.keys(given).find((name) => !THROTTLING.includes(name));
  if (unknown !== undefined) throw new Error(`${unknown} of ${whose} is not supported locally`);
  const { ThrottlingRateLimit: rate, ThrottlingBurstLimit: burst } = given;
  return {
    ...(rate !== undefined && { rateLimit: Number(rate) }),
    ...(burst !== undefined && { burstLimit: Number(burst) }),
  };
}
