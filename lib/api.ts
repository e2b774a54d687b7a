import { Duration, Stack, Validations } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  CfnRoute,
  CfnStage,
  type DomainName,
  HttpApi,
  HttpMethod,
  HttpNoneAuthorizer,
  type HttpRoute,
  HttpStage,
  type IHttpRouteAuthorizer,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaAuthorizer, HttpLambdaResponseType } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { createDomain } from './domain';
import { HouseAlarm } from './constructs/house-alarm';
import type { HouseFunction } from './constructs/house-function';
import type { FunctionName } from './function-names';
import type { Stage } from './stage';

/** The route key, never the path: the paths of links hold tokens, those of doors keys. */
const ACCESS_LOG_FIELDS = {
  requestId: '$context.requestId',
  time: '$context.requestTimeEpoch',
  route: '$context.routeKey',
  status: '$context.status',
  error: '$context.error.message',
  authorizerError: '$context.authorizer.error',
  integrationStatus: '$context.integration.status',
  integrationError: '$context.integrationErrorMessage',
  latencyMs: '$context.responseLatency',
  responseBytes: '$context.responseLength',
  project: '$context.authorizer.project',
  key: '$context.authorizer.keyId',
  sourceIp: '$context.identity.sourceIp',
};

/** The HTTP API and its one stage. `admin` dispatches within `/v1`, so a new resource of the API needs no new route. */
export function createApi(
  scope: Construct,
  stage: Stage,
  functions: Record<FunctionName, HouseFunction>,
): HttpStage {
  const api = new HttpApi(scope, 'Api', {
    apiName: Stack.of(scope).stackName,
    createDefaultStage: false,
    // What stands before the domain (a firewall, a CDN) must not be passed by under AWS's own name.
    ...(stage.domain && { disableExecuteApiEndpoint: true }),
  });
  const routes = addRoutes(api, functions);
  alarmOnFailures(api, stage);
  const httpStage = createStage(scope, api, stage, createDomain(scope, stage));
  throttleRoutes(httpStage, routes, stage);
  return httpStage;
}

/** By whom a route is asked: it is throttled with none that others ask. */
type Routes = Record<'agents' | 'open', HttpRoute[]>;

function addRoutes(api: HttpApi, functions: Record<FunctionName, HouseFunction>): Routes {
  const ingest = integration('Ingest', functions.ingest);
  const admin = integration('Admin', functions.admin);
  const authorizer = keyAuthorizer(functions.authorize);
  const route = (path: string, methods: HttpMethod[], to: HttpLambdaIntegration, by: IHttpRouteAuthorizer) =>
    api.addRoutes({ path, methods, integration: to, authorizer: by });

  const agents = [
    ...route('/v1/events', [HttpMethod.POST], ingest, authorizer),
    ...route('/v1/agents/{agent}/directive', [HttpMethod.GET], ingest, authorizer),
    ...route('/v1/agents/directive', [HttpMethod.GET], ingest, authorizer),
    // Of agents with "/" in their names: routes are chosen by the decoded path, in which it divides.
    ...route('/v1/agents/{proxy+}', [HttpMethod.GET], ingest, authorizer),
    // Doors: OTLP, and what other programs send by themselves. Some of them can be given an address and nothing else.
    ...route('/otlp/v1/{signal}', [HttpMethod.POST], ingest, authorizer),
    ...route('/in/{key}/{proxy+}', [HttpMethod.POST], ingest, pathKeyAuthorizer(functions.authorize)),
  ];
  route('/v1/{proxy+}', [HttpMethod.ANY], admin, authorizer);
  // Shows an agent; the greedy route above would take it for a directive.
  route('/v1/agents/{agent}', [HttpMethod.GET], admin, authorizer);

  const open = new HttpNoneAuthorizer();
  const openRoutes = [
    // Uptime monitors ask by HEAD.
    ...route('/v1/health', [HttpMethod.GET, HttpMethod.HEAD], admin, open),
    ...route('/v1/openapi.json', [HttpMethod.GET], admin, open),
    ...route('/v1/subscriptions/{id}/jwks.json', [HttpMethod.GET], admin, open),
    ...route('/l/{token}', [HttpMethod.GET, HttpMethod.POST], admin, open),
  ];
  for (const opened of openRoutes) {
    Validations.of(opened).acknowledge({
      id: 'AwsSolutions::AwsSolutions-APIG4',
      reason:
        'Health and the API description hold nothing of a project, a key set only public keys. A link carries its own proof: an HMAC over notice, action and expiry.',
    });
  }
  return { agents, open: openRoutes };
}

function keyOf({ node: { path, defaultChild } }: HttpRoute): string {
  if (CfnRoute.isCfnRoute(defaultChild)) return defaultChild.routeKey;
  throw new Error(`The route ${path} is not made by CloudFormation`);
}

/** A route with settings of its own takes nothing from what the stage allows all others together. */
function throttleRoutes(httpStage: HttpStage, { agents, open }: Routes, { throttling }: Stage): void {
  const settings = (routes: HttpRoute[], of: keyof Stage['throttling']): [string, object][] =>
    routes.map((route) => [
      keyOf(route),
      {
        ThrottlingRateLimit: throttling[of].requestsPerSecond,
        ThrottlingBurstLimit: throttling[of].burst,
      },
    ]);
  const { defaultChild } = httpStage.node;
  if (!CfnStage.isCfnStage(defaultChild)) throw new Error('The stage is not made by CloudFormation');
  defaultChild.routeSettings = Object.fromEntries([...settings(agents, 'agents'), ...settings(open, 'open')]);
  // Settings of a route that is not there yet fail the deployment.
  httpStage.node.addDependency(...agents, ...open);
}

/** One permission a function, for all routes of the API: a permission a route would fill the function's policy. */
function integration(id: string, fn: HouseFunction): HttpLambdaIntegration {
  return new HttpLambdaIntegration(id, fn, { scopePermissionToRoute: false });
}

/**
 * The key alone is the identity source: a request without any of the sources is refused unasked, so the header
 * by which the root key chooses a project cannot be one, and the answer must not depend on it.
 */
function keyAuthorizer(authorize: HouseFunction): HttpLambdaAuthorizer {
  return new HttpLambdaAuthorizer('KeyAuthorizer', authorize, {
    responseTypes: [HttpLambdaResponseType.SIMPLE],
    identitySource: ['$request.header.Authorization'],
    resultsCacheTtl: Duration.seconds(30),
  });
}

/** For programs that take an address and no header: the key is part of the path, by which alone answers are cached. */
function pathKeyAuthorizer(authorize: HouseFunction): HttpLambdaAuthorizer {
  return new HttpLambdaAuthorizer('PathKeyAuthorizer', authorize, {
    responseTypes: [HttpLambdaResponseType.SIMPLE],
    identitySource: ['$context.path'],
    resultsCacheTtl: Duration.seconds(30),
  });
}

function createStage(scope: Construct, httpApi: HttpApi, stage: Stage, domainName?: DomainName): HttpStage {
  const accessLog = new LogGroup(scope, 'AccessLog', {
    retention: stage.logRetention,
    removalPolicy: stage.removalPolicy,
  });
  return new HttpStage(scope, 'ApiStage', {
    httpApi,
    stageName: '$default',
    autoDeploy: true,
    ...(domainName && { domainMapping: { domainName } }),
    throttle: {
      rateLimit: stage.throttling.operators.requestsPerSecond,
      burstLimit: stage.throttling.operators.burst,
    },
    accessLogSettings: {
      destination: new LogGroupLogDestination(accessLog),
      format: AccessLogFormat.custom(JSON.stringify(ACCESS_LOG_FIELDS)),
    },
  });
}

function alarmOnFailures(api: HttpApi, stage: Stage): void {
  new HouseAlarm(api, 'Failures', {
    stage,
    metric: api.metricServerError({ period: Duration.minutes(5), statistic: 'Sum' }),
    atLeast: 5,
    periods: 2,
    what: 'The API has answered 5 or more requests with 5xx in each of the last two periods of 5 minutes',
    hurts: 'agents and operators whose requests fail; agents that do not retry lose their events.',
    runbook: 'the-api-answers-5xx',
  });
}
