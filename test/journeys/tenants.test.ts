import { type Answer, type TestCloud, withCloud } from './cloud';
import { Receiver } from './receiver';
import { subscribe } from './subscribe';
import { minutesPass, times, watch } from './watch';

let stack: TestCloud;
let receiver: Receiver;
/** Of a second project, with every scope. */
let theirKey = '';
/** What the first project has, by the word for it. */
const ours = new Map<string, string>();

beforeAll(async () => {
  [stack, receiver] = await Promise.all([withCloud(), Receiver.start(() => ({ status: 413 }))]);
  const { rootKey: key } = stack.first;
  const { body: project } = await stack.request<{ id: string }>('POST', '/v1/projects', {
    key,
    body: { name: 'theirs' },
  });
  const headers = { 'x-tocsin-project': project.id };
  const body = { name: 'all', scopes: ['ingest', 'read', 'admin'] };
  theirKey = (await stack.request<{ key: string }>('POST', '/v1/keys', { key, headers, body })).body.key;
  await weHaveSomethingOfEverything();
});

afterAll(async () => {
  await Promise.all([stack.stop(), receiver.stop()]);
});

const they = (method: string, path: string, body?: unknown): Promise<Answer<Record<string, unknown>>> =>
  stack.request(method, path, { key: theirKey, body });

async function firstId(path: string): Promise<string> {
  const { status, body } = await stack.admin<{ data?: { id: string }[] }>('GET', path);
  if (!body.data?.[0]) throw new Error(`${path} is empty: ${status} ${JSON.stringify(body)}`);
  return body.data[0].id;
}

async function made(method: string, path: string, body: object): Promise<string> {
  const answer = await stack.admin<{ id: string }>(method, path, body);
  if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body.id;
}

async function weHaveSomethingOfEverything(): Promise<void> {
  ours.set('subscription', (await subscribe(stack, receiver.url, ['an.event'])).id);
  const monitor = {
    kind: 'count',
    eventTypes: ['an.event'],
    thresholds: [{ atLeast: 3, severity: 'critical' }],
    window: { slidingSeconds: 600 },
  };
  ours.set('monitor', await watch(stack, { ...monitor, groupBy: ['source'] }));
  await stack.post(times(3, 'an.event', { source: 'bot' }));
  await minutesPass(stack, 2);
  ours.set('event', await firstId('/v1/events'));
  ours.set('alert', await firstId('/v1/alerts'));
  ours.set('letter', await firstId('/v1/dead-letters'));
  ours.set('delivery', await firstId(`/v1/subscriptions/${ours.get('subscription')}/deliveries`));
  ours.set('key', await firstId('/v1/keys'));
  const since = new Date(stack.cloud.clock.now() - 3_600_000).toISOString();
  ours.set('job', await made('POST', `/v1/subscriptions/${ours.get('subscription')}/recover`, { since }));
  const until = new Date(stack.cloud.clock.now() + 3_600_000).toISOString();
  const silence = { matchers: [{ name: 'source', op: '=', value: 'nobody' }], until, reason: 'quiet' };
  ours.set('silence', await made('POST', '/v1/silences', silence));
}

const path = (template: string): string =>
  template.replace(/\{(\w+)\}/g, (_, word: string) => ours.get(word) ?? word);

describe('a key of another project', () => {
  it.each<[string, string, object?]>([
    ['GET', '/v1/subscriptions/{subscription}'],
    ['PATCH', '/v1/subscriptions/{subscription}', { name: 'mine' }],
    ['DELETE', '/v1/subscriptions/{subscription}'],
    ['GET', '/v1/subscriptions/{subscription}/deliveries'],
    ['GET', '/v1/subscriptions/{subscription}/endpoint'],
    ['GET', '/v1/subscriptions/{subscription}/public-key'],
    ['POST', '/v1/subscriptions/{subscription}/test', {}],
    ['POST', '/v1/subscriptions/{subscription}/rotate-secret', {}],
    ['GET', '/v1/events/{event}'],
    ['GET', '/v1/events/{event}/deliveries'],
    ['POST', '/v1/events/{event}/replay', {}],
    ['GET', '/v1/deliveries/{delivery}'],
    ['POST', '/v1/deliveries/{delivery}/retry', {}],
    ['POST', '/v1/dead-letters/{letter}/replay', {}],
    ['DELETE', '/v1/dead-letters/{letter}'],
    ['GET', '/v1/monitors/{monitor}'],
    ['GET', '/v1/monitors/{monitor}/values'],
    ['PATCH', '/v1/monitors/{monitor}', { name: 'mine' }],
    ['DELETE', '/v1/monitors/{monitor}'],
    ['GET', '/v1/alerts/{alert}'],
    ['GET', '/v1/alerts/{alert}/notices'],
    ['POST', '/v1/alerts/{alert}/acknowledge', {}],
    ['POST', '/v1/alerts/{alert}/resolve', {}],
    ['DELETE', '/v1/silences/{silence}'],
    ['GET', '/v1/jobs/{job}'],
    ['DELETE', '/v1/jobs/{job}'],
    ['DELETE', '/v1/keys/{key}'],
  ])(
    'gets for %s %s what it gets for something unknown',
    async (...[method, template, body]: [string, string, object?]) => {
      const answer = await they(method, path(template), body);
      expect(answer.status).toBe(404);
      expect(JSON.stringify(answer.body)).not.toContain('theirs');
    },
  );

  it.each([
    ...[
      'subscriptions',
      'events',
      'dead-letters',
      'monitors',
      'alerts',
      'silences',
      'jobs',
      'agents',
      'changes',
    ],
    ...['event-types', 'keys', 'configuration', 'conservation?since=2020-01-01T00:00:00Z'],
  ])('finds nothing of ours in /v1/%s', async (list) => {
    const answer = await they('GET', `/v1/${list}`);
    expect([200, 400]).toContain(answer.status);
    for (const id of ours.values()) expect(JSON.stringify(answer.body)).not.toContain(id);
  });

  it('cannot go on with a cursor of ours', async () => {
    const { body } = await stack.admin<{ nextCursor: string | null }>('GET', '/v1/events?limit=1');
    expect(body.nextCursor).toEqual(expect.any(String));
    const answer = await they(
      'GET',
      `/v1/events?limit=1&cursor=${encodeURIComponent(String(body.nextCursor))}`,
    );
    expect(answer.status).toBe(400);
  });

  it('cannot name our project', async () => {
    const headers = { 'x-tocsin-project': stack.first.project };
    expect((await stack.request('GET', '/v1/events', { key: theirKey, headers })).status).toBe(403);
  });

  it('is told of its own agent, not of ours of the same name', async () => {
    await stack.admin('POST', '/v1/agents/bot/pause', { reason: 'ours' });
    const { body } = await they('GET', '/v1/agents/bot/directive');
    expect(body).toMatchObject({ agent: 'bot', state: 'running', holds: [] });
  });

  it('makes its own events of the same id and Idempotency-Key, which reach nobody of ours', async () => {
    const event = { type: 'an.event', source: 'bot', id: 'shared' };
    const headers = { 'idempotency-key': 'shared' };
    const before = receiver.requests.length;
    const { body } = await stack.request<{ results: { id: string }[] }>('POST', '/v1/events', {
      ...{ key: theirKey, headers, body: event },
    });
    await stack.cloud.idle();
    expect(receiver.requests).toHaveLength(before);
    const { body: mine } = await stack.post<{ results: { id: string }[] }>(event, headers);
    expect(mine.results[0]?.id).not.toBe(body.results[0]?.id);
    await stack.cloud.idle();
    expect(receiver.requests.length).toBeGreaterThan(before);
  });
});
