import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { usageKey } from '../../../adapters/aws/keys';
import { PROJECT_LIMITS } from '../../../core/project-limits';
import { startWorld, type World } from './world';

let world: World;
let project = '';
let tests = 0;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());
beforeEach(() => {
  project = `prj_limits_${++tests}`;
});

const ask = (method: string, path: string, body?: unknown) =>
  world.call(method, path, {
    as: { project, keyId: 'key_1', scopes: 'admin' },
    ...(body !== undefined && { body }),
  });

const setUsage = (usage: Record<string, number>) =>
  world.admin.tables.send(
    new PutCommand({ TableName: 'subscriptions', Item: { ...usageKey(project), ...usage } }),
  );

const subscription = {
  name: 'hook',
  eventTypes: ['a'],
  destination: { kind: 'webhook', url: 'http://localhost:9/hook' },
};

describe('what a project may have', () => {
  it.each([
    [
      'subscriptions',
      { subscriptions: PROJECT_LIMITS.subscriptions - 1 },
      'POST',
      '/v1/subscriptions',
      subscription,
      'A project may have at most 500 subscriptions.',
    ],
    [
      'keys',
      { keys: PROJECT_LIMITS.keys - 1 },
      'POST',
      '/v1/keys',
      { name: 'bot', scopes: ['ingest'] },
      'A project may have at most 100 keys that are not revoked.',
    ],
    [
      'jobs under way',
      { jobs: PROJECT_LIMITS.jobs - 1 },
      'POST',
      '/v1/dead-letters/replay',
      { since: '2026-01-31T00:00:00Z', until: '2026-02-01T00:00:00Z' },
      'A project may have at most 20 jobs under way.',
    ],
  ] as const)(
    'One beyond the limit of %s is refused, and the error names it',
    async (_, usage, method, path, body, detail) => {
      await setUsage(usage);
      expect((await ask(method, path, body)).status).toBeLessThan(300);
      expect(await ask(method, path, body)).toMatchObject({ status: 409, body: { detail } });
    },
  );

  it('One event type beyond the limit is refused, and changing one that is there is not', async () => {
    await setUsage({ eventTypes: PROJECT_LIMITS.eventTypes - 1 });
    expect((await ask('PUT', '/v1/event-types/a', {})).status).toBe(200);
    expect((await ask('PUT', '/v1/event-types/a', { description: 'again' })).status).toBe(200);
    expect(await ask('PUT', '/v1/event-types/b', {})).toMatchObject({
      status: 409,
      body: { detail: 'A project may have at most 300 event types.' },
    });
  });

  it('Schemas are bounded by their bytes, which come back when a schema goes', async () => {
    const schema = { type: 'object', title: 'x'.repeat(1_000) };
    const bytes = Buffer.byteLength(JSON.stringify(schema));
    await setUsage({ eventTypeBytes: PROJECT_LIMITS.eventTypeBytes - bytes });
    expect((await ask('PUT', '/v1/event-types/a', { schema })).status).toBe(200);
    expect(await ask('PUT', '/v1/event-types/b', { schema: {} })).toMatchObject({
      status: 409,
      body: { detail: 'A project may have at most 300 event types and 1,048,576 bytes of schemas.' },
    });
    expect((await ask('PUT', '/v1/event-types/a', { description: 'no schema' })).status).toBe(200);
    expect((await ask('PUT', '/v1/event-types/b', { schema: {} })).status).toBe(200);
    expect((await ask('DELETE', '/v1/event-types/b')).status).toBe(204);
    expect((await ask('PUT', '/v1/event-types/c', { schema })).status).toBe(200);
  });

  it('What is deleted or revoked makes room, once', async () => {
    await setUsage({ subscriptions: PROJECT_LIMITS.subscriptions - 1, keys: PROJECT_LIMITS.keys - 1 });
    const { body: made } = await ask('POST', '/v1/subscriptions', subscription);
    expect((await ask('DELETE', `/v1/subscriptions/${made.id}`)).status).toBe(204);
    expect((await ask('POST', '/v1/subscriptions', subscription)).status).toBe(201);
    const { body: key } = await ask('POST', '/v1/keys', { name: 'bot', scopes: ['ingest'] });
    for (let twice = 0; twice < 2; twice++)
      expect((await ask('DELETE', `/v1/keys/${key.id}`)).status).toBe(204);
    expect((await ask('POST', '/v1/keys', { name: 'bot', scopes: ['ingest'] })).status).toBe(201);
    expect((await ask('POST', '/v1/keys', { name: 'bot', scopes: ['ingest'] })).status).toBe(409);
  });

  it('Requests at the same time do not pass a limit together', async () => {
    await setUsage({ keys: PROJECT_LIMITS.keys - 2 });
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => ask('POST', '/v1/keys', { name: 'bot', scopes: ['ingest'] })),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(2);
  });

  it('Silences that have not ended are bounded; those that have ended make room, the oldest first', async () => {
    const until = (ms: number) => new Date(world.admin.now() + ms).toISOString();
    const silence = (ms: number) =>
      ask('POST', '/v1/silences', {
        matchers: [{ name: 'source', op: '=', value: 'bot' }],
        until: until(ms),
        reason: 'known',
      });
    for (let count = 0; count < PROJECT_LIMITS.silences; count++)
      expect((await silence(3_600_000)).status).toBe(201);
    expect(await silence(3_600_000)).toMatchObject({
      status: 409,
      body: { detail: 'A project may have at most 200 silences that have not ended.' },
    });
    world.clock.now += 3_700_000;
    for (let count = 0; count < 12; count++) expect((await silence(7_200_000)).status).toBe(201);
    world.clock.now += 7_300_000;
    for (let count = 0; count < 2; count++) expect((await silence(3_600_000)).status).toBe(201);
    const { body } = await ask('GET', '/v1/silences');
    expect(body.data.length).toBeLessThanOrEqual(203);
  });
});
