import type { AdminEvent } from '../../../lambdas/admin/http/serve';
import { logged } from '../../../lambdas/admin/logged';
import { ROOT, startWorld, type World } from './world';

let world: World;
let as: Awaited<ReturnType<World['project']>>;
let lines: unknown[];

beforeAll(async () => {
  world = await startWorld();
  as = await world.project();
});

beforeEach(() => {
  lines = [];
  const keep = (line: string): void => void lines.push(JSON.parse(line));
  jest.spyOn(console, 'log').mockImplementation(keep);
  jest.spyOn(console, 'error').mockImplementation(keep);
});

afterAll(() => world.stop());

type Call = Parameters<World['call']>;

it.each<[string, () => Call, object]>([
  ['an answer', () => ['GET', '/v1/jobs?limit=1', { as }], { route: 'GET /v1/jobs', status: 200 }],
  ['another method', () => ['PUT', '/v1/jobs', { as }], { route: 'PUT /v1/jobs', status: 405 }],
  ['no such path', () => ['GET', '/v1/nothing', { as }], { route: '$default', status: 404 }],
  ['bad input', () => ['POST', '/v1/keys', { as, text: '{' }], { route: 'POST /v1/keys', status: 400 }],
  [
    'a missing scope',
    () => ['DELETE', '/v1/keys/key_1', { as: { ...as, scopes: 'read' } }],
    { route: 'DELETE /v1/keys/{id}', status: 403 },
  ],
])('writes one line of %s, with who has asked', async (_, call, line) => {
  await world.call(...call());
  expect(lines).toEqual([
    {
      ...{ level: 'INFO', unit: 'admin', requestId: 'req-1', project: as.project, key: 'key_admin' },
      ...{ timestamp: expect.anything() as string, durationMs: expect.any(Number) as number },
      ...line,
    },
  ]);
});

it('names the project that the root key acts in', async () => {
  await world.call('GET', '/v1/jobs', { as: ROOT, headers: { 'x-tocsin-project': as.project } });
  expect(lines).toMatchObject([{ project: as.project, key: 'root' }]);
});

it('names nobody and no token where none is asked for', async () => {
  await world.call('GET', '/l/s3cr3t', { as: 'nobody' }).catch(() => undefined);
  expect(lines).toMatchObject([{ route: 'GET /l/{token}' }]);
  expect(lines[0]).not.toHaveProperty('project');
  expect(lines[0]).not.toHaveProperty('key');
  expect(JSON.stringify(lines)).not.toContain('s3cr3t');
});

it('writes one line of what nobody expected, with the error', async () => {
  jest.spyOn(world.admin.jobs, 'list').mockRejectedValueOnce(new TypeError('broken'));
  const { status } = await world.call('GET', '/v1/jobs', { as });
  expect(status).toBe(500);
  expect(lines).toMatchObject([
    {
      ...{ level: 'ERROR', route: 'GET /v1/jobs', status: 500, project: as.project },
      error: { name: 'TypeError', message: 'broken' },
    },
  ]);
});

it('asks the application nothing for a key that makes too many requests', async () => {
  const handler = logged({
    app: () => Promise.reject(new Error('asked')),
    throttle: () => Promise.resolve({ statusCode: 429 }),
    now: () => 0,
  });
  const requestContext = { requestId: 'req-1', authorizer: { lambda: as }, http: { method: 'GET' } };
  const event = {
    routeKey: 'ANY /v1/{proxy+}',
    rawPath: '/v1/jobs',
    requestContext,
  } as unknown as AdminEvent;
  expect(await handler(event)).toEqual({ statusCode: 429 });
  expect(lines).toMatchObject([
    { route: 'ANY /v1/{proxy+}', status: 429, throttled: true, project: as.project, key: 'key_admin' },
  ]);
});
