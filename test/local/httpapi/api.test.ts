import { Agent, type IncomingMessage, request as httpRequest } from 'node:http';
import type { Socket } from 'node:net';
import { arnOf, lambda, type SmallCloud, startSmall } from '../cloud/small-stack';

const HANDLER = `export const handler = async (event) => {
  if (event.rawPath === '/v1/malformed') return { statusCode: 'no' };
  if (event.rawPath === '/v1/fails') throw new Error('inside');
  return event;
};`;
const AUTHORIZER = `let asked = 0;
export const handler = async (event) => {
  if (event.headers.authorization === 'break') throw new Error('broken');
  asked++;
  return { isAuthorized: event.headers.authorization !== 'bad', context: { asked, source: event.identitySource[0], type: event.type } };
};`;

let small: SmallCloud;

const api = { Ref: 'Api' };
const stack = (permissions: object) => ({
  resources: {
    ...lambda('Handler', [], { Timeout: 20 }),
    ...lambda('Authorize', [], { Timeout: 20 }),
    Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { ProtocolType: 'HTTP' } },
    Integration: {
      Type: 'AWS::ApiGatewayV2::Integration',
      Properties: {
        ApiId: api,
        IntegrationType: 'AWS_PROXY',
        IntegrationUri: arnOf('Handler'),
        PayloadFormatVersion: '2.0',
      },
    },
    Authorizer: {
      Type: 'AWS::ApiGatewayV2::Authorizer',
      Properties: {
        ApiId: api,
        AuthorizerPayloadFormatVersion: '2.0',
        AuthorizerResultTtlInSeconds: 30,
        AuthorizerType: 'REQUEST',
        AuthorizerUri: arnOf('Authorize'),
        EnableSimpleResponses: true,
        IdentitySource: ['$request.header.Authorization'],
      },
    },
    ...route('ANY /v1/{proxy+}', 'NONE'),
    ...route('ANY /keyed/{name}', 'CUSTOM'),
    Stage: {
      Type: 'AWS::ApiGatewayV2::Stage',
      Properties: {
        ApiId: api,
        StageName: '$default',
        AutoDeploy: true,
        DefaultRouteSettings: { ThrottlingRateLimit: 5, ThrottlingBurstLimit: 20 },
        RouteSettings: { 'ANY /keyed/{name}': { ThrottlingRateLimit: 5, ThrottlingBurstLimit: 20 } },
        AccessLogSettings: {
          DestinationArn: 'arn:log',
          Format: '$context.requestId $context.authorizer.project',
        },
      },
    },
    ...permissions,
  },
  code: { Handler: HANDLER, Authorize: AUTHORIZER },
});

const route = (key: string, kind: string) => ({
  [`Route${key.replace(/\W/g, '')}`]: {
    Type: 'AWS::ApiGatewayV2::Route',
    Properties: {
      ApiId: api,
      RouteKey: key,
      AuthorizationType: kind,
      ...(kind === 'CUSTOM' && { AuthorizerId: { Ref: 'Authorizer' } }),
      Target: { 'Fn::Join': ['/', ['integrations', { Ref: 'Integration' }]] },
    },
  },
});

const permission = (functionId: string, end: string) => ({
  [`${functionId}Permission`]: {
    Type: 'AWS::Lambda::Permission',
    Properties: {
      Action: 'lambda:InvokeFunction',
      FunctionName: arnOf(functionId),
      Principal: 'apigateway.amazonaws.com',
      SourceArn: { 'Fn::Sub': `arn:aws:execute-api:\${AWS::Region}:\${AWS::AccountId}:\${Api}/${end}` },
    },
  },
});

beforeAll(async () => {
  small = await startSmall(
    stack({ ...permission('Handler', '*/*'), ...permission('Authorize', 'authorizers/${Authorizer}') }),
  );
});

// Each test may use the whole burst.
beforeEach(() => small.cloud.clock.advance(60_000));

afterAll(() => small.cloud.stop());

const get = async (path: string, init: RequestInit = {}): Promise<{ status: number; body: unknown }> => {
  const response = await fetch(small.cloud.apiUrl + path, init);
  return { status: response.status, body: await response.json() };
};

test('the event of payload format 2.0', async () => {
  const headers = {
    'content-type': 'application/json',
    cookie: 'a=1; b=2',
    'x-one': 'two',
    'user-agent': 'test',
  };
  const sent = { method: 'POST', headers, body: '{"x":1}' };
  const { body } = await get('/v1/a%20b?x=1&x=2&y=%26', sent);
  expect(body).toMatchObject({
    version: '2.0',
    routeKey: 'ANY /v1/{proxy+}',
    rawPath: '/v1/a b',
    rawQueryString: 'x=1&x=2&y=%26',
    cookies: ['a=1', 'b=2'],
    headers: {
      'content-type': 'application/json',
      'x-one': 'two',
      'content-length': '7',
      host: expect.any(String) as string,
    },
    queryStringParameters: { x: '1,2', y: '&' },
    pathParameters: { proxy: 'a b' },
    body: '{"x":1}',
    isBase64Encoded: false,
    requestContext: {
      accountId: '000000000000',
      http: {
        method: 'POST',
        path: '/v1/a b',
        protocol: 'HTTP/1.1',
        sourceIp: '127.0.0.1',
        userAgent: 'test',
      },
      stage: '$default',
      time: expect.stringMatching(/^\d\d\/\w{3}\/\d{4}:\d\d:\d\d:\d\d \+0000$/) as string,
      timeEpoch: expect.any(Number) as number,
      requestId: expect.any(String) as string,
      routeKey: 'ANY /v1/{proxy+}',
    },
  });
  expect((body as { headers: object }).headers).not.toHaveProperty('cookie');
});

test('a request without body and query has neither', async () => {
  const { body } = await get('/v1/x');
  expect(Object.keys(body as object)).not.toEqual(expect.arrayContaining(['body']));
  expect(body).not.toHaveProperty('queryStringParameters');
  expect(body).not.toHaveProperty('cookies');
  expect(body).toMatchObject({ rawQueryString: '', isBase64Encoded: false });
});

test.each([
  ['text/plain', undefined, false],
  ['application/json; charset=utf-8', undefined, false],
  ['application/cloudevents+json', undefined, false],
  ['application/xml', undefined, false],
  ['application/json', 'gzip', true],
  ['application/octet-stream', undefined, true],
])('a body of %s, encoding %s: base64 is %s', async (type, encoding, isBase64Encoded) => {
  const headers = { 'content-type': type, ...(encoding && { 'content-encoding': encoding }) };
  const { body } = await get('/v1/x', { method: 'POST', headers, body: 'hi' });
  expect(body).toMatchObject({ isBase64Encoded, body: isBase64Encoded ? 'aGk=' : 'hi' });
});

test('what the gateway answers itself', async () => {
  expect(await get('/elsewhere')).toEqual({ status: 404, body: { message: 'Not Found' } });
  expect(await get('/v1/malformed')).toEqual({ status: 500, body: { message: 'Internal Server Error' } });
  expect(await get('/v1/fails')).toEqual({ status: 500, body: { message: 'Internal Server Error' } });
  expect(await get('/keyed/x')).toEqual({ status: 401, body: { message: 'Unauthorized' } });
  const bad = { headers: { authorization: 'bad' } };
  expect(await get('/keyed/x', bad)).toEqual({ status: 403, body: { message: 'Forbidden' } });
  const broken = { headers: { authorization: 'break' } };
  expect(await get('/keyed/x', broken)).toEqual({ status: 500, body: { message: 'Internal Server Error' } });
});

test('sizes: 10 MB of body, 6 MB of event, 10,240 bytes of head', async () => {
  const post = (size: number): RequestInit => ({ method: 'POST', body: 'x'.repeat(size) });
  expect(await get('/v1/x', post(7 * 2 ** 20))).toEqual({
    status: 413,
    body: { message: 'Request Entity Too Large' },
  });
  expect(await statusOfUpload(11 * 2 ** 20)).toBe(413);
  expect((await get('/v1/x', { headers: { long: 'x'.repeat(10_240) } })).status).toBe(431);
});

/** A client that still sends when the answer comes, which `fetch` takes for a failure. */
async function statusOfUpload(bytes: number): Promise<number | undefined> {
  return await new Promise((resolve) => {
    const sent = httpRequest(`${small.cloud.apiUrl}/v1/x`, { method: 'POST' }, (response) => {
      resolve(response.statusCode);
      sent.destroy();
    });
    sent.on('error', () => {});
    sent.end(Buffer.alloc(bytes, 'x'));
  });
}

test('an authorizer is asked once an identity until its time is over', async () => {
  const asked = async (key: string): Promise<unknown> => {
    const { body } = await get('/keyed/x', { headers: { authorization: key } });
    return (body as { requestContext: { authorizer: { lambda: object } } }).requestContext.authorizer.lambda;
  };
  const first = (await asked('one')) as { asked: number };
  expect(first).toMatchObject({ source: 'one', type: 'REQUEST' });
  small.cloud.clock.advance(29_000);
  expect(await asked('one')).toEqual(first);
  expect(await asked('two')).toMatchObject({ asked: first.asked + 1 });
  small.cloud.clock.advance(2_000);
  expect(await asked('one')).toMatchObject({ asked: first.asked + 2 });
});

test('a stage lets a burst through, then its rate; a route with settings of its own is not held back by others', async () => {
  const statuses = await Promise.all(Array.from({ length: 80 }, () => get('/v1/x')));
  const refused = statuses.filter(({ status }) => status === 429);
  expect(refused.length).toBeGreaterThan(0);
  expect(refused[0]?.body).toEqual({ message: 'Too Many Requests' });
  expect((await get('/keyed/x', { headers: { authorization: 'one' } })).status).toBe(200);
  small.cloud.clock.advance(1_000);
  expect((await get('/v1/x')).status).toBe(200);
});

test('A connection that has been idle for minutes is used again, as with API Gateway', async () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const first = await over(agent);
  expect(first.headers).toMatchObject({ connection: 'keep-alive', 'keep-alive': 'timeout=300' });
  const second = await over(agent);
  expect(second.socket).toBe(first.socket);
  agent.destroy();
});

test('A stop does not wait for idle connections, but closes them', async () => {
  const other = await startSmall(stack(permission('Handler', '*')));
  const agent = new Agent({ keepAlive: true });
  const { socket } = await over(agent, other.cloud.apiUrl);
  const closed = new Promise((resolve) => socket.once('close', resolve));
  await other.cloud.stop();
  await closed;
  agent.destroy();
});

interface Answered {
  headers: IncomingMessage['headers'];
  socket: Socket;
}

/** One request; resolves once the answer has been read. */
async function over(agent: Agent, url = small.cloud.apiUrl): Promise<Answered> {
  return await new Promise((resolve, reject) => {
    const sent = httpRequest(`${url}/v1/x`, { agent });
    sent.once('response', (response: IncomingMessage) => {
      const { headers, socket } = response;
      response.resume().once('end', () => resolve({ headers, socket }));
    });
    sent.once('error', reject).end();
  });
}

test('without a permission on the function the API cannot invoke it', async () => {
  const other = await startSmall(stack(permission('Handler', '*/GET/else')));
  try {
    const response = await fetch(`${other.cloud.apiUrl}/v1/x`);
    expect(response.status).toBe(500);
    expect(other.reports.join('\n')).toContain('has no permission to invoke');
  } finally {
    await other.cloud.stop();
  }
});
