import { chooseRoute, parseRoute } from '../../../local/httpapi/route';

const routes = [
  '$default',
  'ANY /v1/{proxy+}',
  'GET /v1/agents/{agent}/directive',
  'POST /v1/events',
  'GET /v1/events/{id}',
  'ANY /v1/events/latest',
  'GET /v1/files/{path+}',
  'ANY /v1/files/{path+}',
].map((key) => parseRoute(key, 'integration'));

test.each([
  ['POST', '/v1/events', 'POST /v1/events', {}],
  ['GET', '/v1/events', 'ANY /v1/{proxy+}', { proxy: 'events' }],
  ['GET', '/v1/events/7', 'GET /v1/events/{id}', { id: '7' }],
  ['GET', '/v1/events/latest', 'ANY /v1/events/latest', {}],
  ['DELETE', '/v1/events/7', 'ANY /v1/{proxy+}', { proxy: 'events/7' }],
  ['GET', '/v1/files/a/b', 'GET /v1/files/{path+}', { path: 'a/b' }],
  ['PUT', '/v1/files/a/b', 'ANY /v1/files/{path+}', { path: 'a/b' }],
  ['GET', '/v1/agents/a%3Fb%20c/directive', 'GET /v1/agents/{agent}/directive', { agent: 'a?b c' }],
  ['GET', '/v1/agents/a%252Fb%25/directive', 'GET /v1/agents/{agent}/directive', { agent: 'a%2Fb%' }],
  ['GET', '/v1/agents/a%2Fb/directive', 'ANY /v1/{proxy+}', { proxy: 'agents/a/b/directive' }],
  ['GET', '/v1/files/%2Fa', 'GET /v1/files/{path+}', { path: '/a' }],
  ['POST', '/v1/events/', 'ANY /v1/{proxy+}', { proxy: 'events/' }],
  ['GET', '/v1/', '$default', {}],
  ['GET', '/', '$default', {}],
  ['GET', '/v1/events/%E0%A4', 'GET /v1/events/{id}', { id: '%E0%A4' }],
])('%s %s → %s', (method, path, key, pathParameters) => {
  expect(chooseRoute(routes, method, path)).toMatchObject({ route: { key }, pathParameters });
});

test('without a route that fits there is none', () => {
  expect(chooseRoute([parseRoute('POST /v1/events', 'i')], 'GET', '/v1/events')).toBeUndefined();
});
