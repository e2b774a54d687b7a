import { checkedStage, stageNamed } from '../../lib/stage';
import { referred, resources, templateOf } from './synthesized';

const template = templateOf('prod');
const routes = resources(template, 'AWS::ApiGatewayV2::Route').map(([, { Properties }]) => Properties);
const routeKeys = (authorization: string): unknown[] =>
  routes.filter((route) => route['AuthorizationType'] === authorization).map((route) => route['RouteKey']);

describe('the API', () => {
  it('asks for a key on every route of a project', () => {
    expect(routeKeys('CUSTOM').sort()).toEqual([
      'ANY /v1/{proxy+}',
      'GET /v1/agents/directive',
      'GET /v1/agents/{agent}',
      'GET /v1/agents/{agent}/directive',
      'GET /v1/agents/{proxy+}',
      'POST /in/{key}/{proxy+}',
      'POST /otlp/v1/{signal}',
      'POST /v1/events',
    ]);
  });

  it('is open where a key has no sense', () => {
    expect(routeKeys('NONE').sort()).toEqual([
      'GET /l/{token}',
      'GET /v1/health',
      'GET /v1/openapi.json',
      'GET /v1/subscriptions/{id}/jwks.json',
      'HEAD /v1/health',
      'POST /l/{token}',
    ]);
  });

  it('has two integrations, and one permission for each function and each authorizer that it calls', () => {
    template.resourceCountIs('AWS::ApiGatewayV2::Integration', 2);
    const permitted = resources(template, 'AWS::Lambda::Permission')
      .filter(([, { Properties }]) => Properties['Principal'] === 'apigateway.amazonaws.com')
      .map(([, { Properties }]) => referred(Properties['FunctionName']));
    expect(permitted).toHaveLength(4);
    expect(new Set(permitted).size).toBe(3);
  });

  it('answers under a name of its own, where the stage has one', () => {
    const certificateArn =
      'arn:aws:acm:eu-west-1:111122223333:certificate/12345678-1234-1234-1234-123456789012';
    const domain = { name: 'events.example.com', certificateArn };
    const named = templateOf({ ...stageNamed('prod'), domain });
    named.hasResourceProperties('AWS::ApiGatewayV2::DomainName', { DomainName: domain.name });
    named.hasResourceProperties('AWS::ApiGatewayV2::Api', { DisableExecuteApiEndpoint: true });
    named.resourceCountIs('AWS::ApiGatewayV2::ApiMapping', 1);
    named.hasOutput('ApiUrl', { Value: 'https://events.example.com/' });
    expect(() => checkedStage({ ...stageNamed('dev'), domain: { ...domain, certificateArn: '' } })).toThrow(
      /certificateArn/,
    );
    expect(() => checkedStage({ ...stageNamed('dev'), domain: { ...domain, name: 'a b' } })).toThrow(
      /domainName/,
    );
  });

  it('caches the answer about a key for 30 seconds, by the key alone', () => {
    template.hasResourceProperties('AWS::ApiGatewayV2::Authorizer', {
      AuthorizerPayloadFormatVersion: '2.0',
      EnableSimpleResponses: true,
      AuthorizerResultTtlInSeconds: 30,
      IdentitySource: ['$request.header.Authorization'],
    });
  });

  it('caches the answer about a key in a path by the path alone', () => {
    template.hasResourceProperties('AWS::ApiGatewayV2::Authorizer', {
      AuthorizerResultTtlInSeconds: 30,
      IdentitySource: ['$context.path'],
    });
  });

  it.each([
    ['dev', 100, 200],
    ['prod', 1_000, 2_000],
  ])('throttles in %s', (name, ThrottlingRateLimit, ThrottlingBurstLimit) => {
    templateOf(name).hasResourceProperties('AWS::ApiGatewayV2::Stage', {
      DefaultRouteSettings: { ThrottlingRateLimit, ThrottlingBurstLimit },
    });
  });

  it('Routes that agents ask, and open routes, have throttles of their own and depend on no other', () => {
    const stages = templateOf('prod').findResources('AWS::ApiGatewayV2::Stage');
    const [{ Properties, DependsOn }] = Object.values(stages) as [
      { Properties: { RouteSettings: Record<string, object> }; DependsOn: string[] },
    ];
    const agents = { ThrottlingRateLimit: 2_000, ThrottlingBurstLimit: 4_000 };
    const open = { ThrottlingRateLimit: 50, ThrottlingBurstLimit: 100 };
    expect(Properties.RouteSettings).toEqual({
      'POST /v1/events': agents,
      'GET /v1/agents/{agent}/directive': agents,
      'GET /v1/agents/directive': agents,
      'GET /v1/agents/{proxy+}': agents,
      'POST /otlp/v1/{signal}': agents,
      'POST /in/{key}/{proxy+}': agents,
      'GET /v1/health': open,
      'HEAD /v1/health': open,
      'GET /v1/openapi.json': open,
      'GET /v1/subscriptions/{id}/jwks.json': open,
      'GET /l/{token}': open,
      'POST /l/{token}': open,
    });
    expect(DependsOn.length).toBeGreaterThanOrEqual(10);
  });

  it('writes an access log of JSON lines without paths', () => {
    const [[, { Properties }]] = resources(template, 'AWS::ApiGatewayV2::Stage') as [[string, never]];
    const { AccessLogSettings } = Properties as { AccessLogSettings: { Format: string } };
    const fields = JSON.parse(AccessLogSettings.Format) as Record<string, string>;
    expect(fields).toMatchObject({ requestId: '$context.requestId', route: '$context.routeKey' });
    expect(Object.values(fields)).not.toContain('$context.path');
  });
});
