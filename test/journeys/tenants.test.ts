import { encodeCursor, listName } from '../../lambdas/admin/http/cursor';
import { type Answer, type TestCloud, withCloud } from './cloud';
import { type Neighbour, withNeighbour } from './neighbour';
import { Receiver } from './receiver';
import { subscribe } from './subscribe';
import { minutesPass, times, watch } from './watch';

const HOUR_MS = 3_600_000;

let stack: TestCloud;
let receiver: Receiver;
let neighbour: Neighbour;
/** What the first project has, by the word for it. */
const ours = new Map<string, string>();

beforeAll(async () => {
  [stack, receiver] = await Promise.all([withCloud(), Receiver.start(() => ({ status: 413 }))]);
  neighbour = await withNeighbour(stack);
  await weHaveSomethingOfEverything();
});

afterAll(async () => {
  await Promise.all([stack.stop(), receiver.stop()]);
});

const they: Neighbour['they'] = (...asked) => neighbour.they(...asked);
const ago = (ms: number): string => new Date(stack.cloud.clock.now() - ms).toISOString();

async function firstId(path: string): Promise<string> {
  const { status, body } = await stack.admin<{ data?: { id: string }[] }>('GET', path);
  if (!body.data?.[0]) throw new Error(`${path} is empty: ${status} ${JSON.stringify(body)}`);
  return body.data[0].id;
}

async function made(path: string, body: object): Promise<string> {
  const answer = await stack.admin<{ id: string }>('POST', path, body);
  if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body.id;
}

async function weHaveSomethingOfEverything(): Promise<void> {
  ours.set('project', stack.first.project);
  ours.set('subscription', (await subscribe(stack, receiver.url, ['an.event'])).id);
  const monitor = {
    ...{ kind: 'count', eventTypes: ['an.event'], window: { slidingSeconds: 600 }, groupBy: ['source'] },
    thresholds: [{ atLeast: 3, severity: 'critical' }],
  };
  ours.set('monitor', await watch(stack, monitor));
  await stack.admin('PUT', '/v1/event-types/an.event', { description: 'ours' });
  await stack.post(times(3, 'an.event', { source: 'bot' }));
  await minutesPass(stack, 2);
  ours.set('event', await firstId('/v1/events'));
  ours.set('alert', await firstId('/v1/alerts'));
  ours.set('letter', await firstId('/v1/dead-letters'));
  ours.set('delivery', await firstId(`/v1/subscriptions/${ours.get('subscription')}/deliveries`));
  ours.set('key', await firstId('/v1/keys'));
  const none = { since: ago(2 * HOUR_MS), until: ago(HOUR_MS) };
  ours.set('job', await made('/v1/dead-letters/replay', none));
  const silence = { matchers: [{ name: 'source', op: '=', value: 'nobody' }], until: ago(-HOUR_MS) };
  ours.set('silence', await made('/v1/silences', { ...silence, reason: 'quiet' }));
  await stack.admin('POST', '/v1/agents/reviewed/review', { reason: 'ours' });
  const { body } = await stack.admin<{ data: { holds: { id: string }[] }[] }>('GET', '/v1/agents');
  ours.set('review', body.data[0]?.holds[0]?.id ?? '');
}

type Operation = [method: string, path: string, body?: object];

const since = { since: '2020-01-01T00:00:00Z' };

const WITH_ID: Operation[] = [
  ['GET', '/v1/projects/{project}'],
  ['GET', '/v1/subscriptions/{subscription}'],
  ['PATCH', '/v1/subscriptions/{subscription}', { name: 'mine' }],
  ['DELETE', '/v1/subscriptions/{subscription}'],
  ['POST', '/v1/subscriptions/{subscription}/enable', {}],
  ['POST', '/v1/subscriptions/{subscription}/disable', {}],
  ['POST', '/v1/subscriptions/{subscription}/recover', since],
  ['POST', '/v1/subscriptions/{subscription}/replay', since],
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
  ['POST', '/v1/monitors/{monitor}/test', {}],
  ['GET', '/v1/alerts/{alert}'],
  ['GET', '/v1/alerts/{alert}/notices'],
  ['POST', '/v1/alerts/{alert}/acknowledge', {}],
  ['POST', '/v1/alerts/{alert}/resolve', {}],
  ['GET', '/v1/silences/{silence}'],
  ['DELETE', '/v1/silences/{silence}'],
  ['GET', '/v1/jobs/{job}'],
  ['DELETE', '/v1/jobs/{job}'],
  ['DELETE', '/v1/keys/{key}'],
];

const ELSEWHERE: Operation[] = [
  ['POST', '/v1/agents/reviewed/reviews/{review}', { decision: 'approve', reason: 'mine' }],
  ['POST', '/v1/routing/explain', { alert: '{alert}' }],
];

const LISTS = [
  ...['subscriptions', 'events', 'dead-letters', 'monitors', 'alerts', 'silences', 'jobs', 'agents'],
  ...['changes', 'event-types', 'keys'],
];

/** An operation on what is ours, or on what nobody has: an id of the same form. */
const asked = (operation: Operation, idOf: (word: string) => string): Parameters<Neighbour['they']> =>
  JSON.parse(JSON.stringify(operation).replace(/\{(\w+)\}/g, (_, word: string) => idOf(word))) as Parameters<
    Neighbour['they']
  >;
const ourId = (word: string): string => ours.get(word) ?? '';
const nobodysId = (word: string): string => `${ourId(word).slice(0, -4)}0000`;

describe('a key of another project', () => {
  it.each([...WITH_ID, ...ELSEWHERE])(
    'gets for %s %s what it gets for something unknown',
    async (...operation: Operation) => {
      expect(ourId(/\{(\w+)\}/.exec(JSON.stringify(operation))?.[1] ?? '')).toMatch(/^\w+_/);
      const answer = await they(...asked(operation, ourId));
      const nobodys = await they(...asked(operation, nobodysId));
      expect(answer.status).toBe(operation[1].startsWith('/v1/projects') ? 403 : 404);
      const requestId = expect.any(String) as string;
      expect(answer.body).toEqual({ ...nobodys.body, requestId });
    },
  );

  it('is asked for everything that has an id, and every list', async () => {
    const { body } = await stack.request<{ paths: Record<string, object> }>('GET', '/v1/openapi.json');
    const all = Object.entries(body.paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const operations = WITH_ID.map(([method, path]) => `${method} ${path.replace(/\{\w+\}/, '{id}')}`);
    const withId = all.filter((operation) => operation.includes('{id}'));
    expect([...operations, 'GET /v1/subscriptions/{id}/jwks.json'].sort()).toEqual(withId.sort());
    const lists = all.filter((operation) => /^GET \/v1\/[^{]+$/.test(operation));
    const others = ['health', 'openapi.json', 'projects', 'configuration', 'conservation', 'prices', 'spend'];
    const asked = [...LISTS, ...others, 'agents/directive'];
    expect(asked.map((list) => `GET /v1/${list}`).sort()).toEqual(lists.sort());
  });

  it.each([
    ...LISTS,
    ...['dead-letters?subscription={subscription}', 'alerts?monitor={monitor}', 'configuration'],
  ])('finds nothing of ours in /v1/%s', async (list) => {
    const ourAnswer = await stack.admin('GET', asked(['GET', `/v1/${list}`], ourId)[1]);
    const answer = await they(...asked(['GET', `/v1/${list}`], ourId));
    expect(answer.status).toBe(200);
    expect(JSON.stringify(answer.body)).not.toMatch(/an\.event|bot|reviewed|quiet/);
    for (const id of ours.values()) expect(JSON.stringify(answer.body)).not.toContain(id);
    expect(answer.body).not.toEqual(ourAnswer.body);
  });

  it('has nothing to account for', async () => {
    const { status, body } = await they('GET', `/v1/conservation?since=${ago(HOUR_MS)}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({ events: expect.any(Object) as object, stranded: [], holds: true });
    const counts = [...Object.values(body['events'] ?? {}), ...Object.values(body['deliveries'] ?? {})];
    expect(counts).toEqual(counts.map(() => 0));
    expect(counts.length).toBeGreaterThan(10);
    const { body: own } = await stack.admin('GET', `/v1/conservation?since=${ago(HOUR_MS)}`);
    expect((own as { events: { accepted: number } }).events.accepted).toBeGreaterThanOrEqual(3);
  });

  it('cannot go on with a cursor of ours', async () => {
    const { body } = await stack.admin<{ nextCursor: string | null }>('GET', '/v1/events?limit=1');
    expect(body.nextCursor).toEqual(expect.any(String));
    const cursor = encodeURIComponent(String(body.nextCursor));
    expect((await they('GET', `/v1/events?limit=1&cursor=${cursor}`)).status).toBe(400);
  });

  it('cannot account for a subscription of ours with a cursor of its own making', async () => {
    const since = ago(HOUR_MS);
    const list = listName(neighbour.project, '/v1/conservation', { since });
    for (let shard = 0; shard < 16; shard++) {
      const position = JSON.stringify({ subscription: ourId('subscription'), shard });
      const cursor = encodeCursor(`deliveries:${position}`, list);
      const { status, body } = await they('GET', `/v1/conservation?since=${since}&cursor=${cursor}`);
      expect({ status, body }).toMatchObject({ status: 200, body: { stranded: [] } });
    }
  });

  it.each([
    ['GET', '/v1/events'],
    ['POST', '/v1/events'],
    ['GET', '/v1/agents/bot/directive'],
  ])('cannot name our project to %s %s', async (method, path) => {
    const headers = { 'x-tocsin-project': stack.first.project };
    const body = method === 'GET' ? {} : { body: { type: 'an.event', source: 'bot' } };
    const asking = (more: object) => stack.request(method, path, { key: neighbour.key, ...body, ...more });
    expect((await asking({ headers })).status).toBe(403);
    expect((await asking({ headers: { 'x-tocsin-project': neighbour.project } })).status).toBeLessThan(300);
  });

  it('replays no dead letter of ours', async () => {
    const body = { since: ago(HOUR_MS), until: ago(0), subscription: ourId('subscription') };
    expect((await they('POST', '/v1/dead-letters/replay', body)).status).toBe(202);
    const before = receiver.requests.length;
    await minutesPass(stack, 2);
    expect(receiver.requests).toHaveLength(before);
    expect(await firstId('/v1/dead-letters')).toBe(ourId('letter'));
  });

  it('makes and prunes a configuration with the names of ours', async () => {
    const { body: before } = await stack.admin<Record<string, object[]>>('GET', '/v1/configuration');
    const theirs = Object.entries(before).map(([section, items]) => [
      section,
      items.map((item) => ({ ...item, ...(section === 'eventTypes' ? { description: 'theirs' } : {}) })),
    ]);
    const put = (document: object) => they('PUT', '/v1/configuration?apply=true&prune=true', document);
    const actions = ({ status, body }: Answer<Record<string, unknown>>) => {
      const changes = body['changes'] as { action: string }[];
      return { status, actions: changes.map(({ action }) => action) };
    };
    const all = (action: string) => ({ status: 200, actions: [action, action, action] });
    expect(actions(await put(Object.fromEntries(theirs) as object))).toEqual(all('create'));
    stack.cloud.clock.advance(1_000);
    expect(actions(await put({ eventTypes: [], monitors: [], subscriptions: [] }))).toEqual(all('delete'));
    expect((await stack.admin('GET', '/v1/configuration')).body).toEqual(before);
    expect((await stack.admin('GET', `/v1/monitors/${ourId('monitor')}`)).status).toBe(200);
    expect((await stack.admin('GET', `/v1/subscriptions/${ourId('subscription')}`)).status).toBe(200);
  });

  it('is notified about its own agent, not of ours of the same name', async () => {
    await stack.admin('POST', '/v1/agents/bot/pause', { reason: 'ours' });
    const { body } = await they('GET', '/v1/agents/bot/directive');
    expect(body).toMatchObject({ agent: 'bot', state: 'running', holds: [] });
  });

  it('resumes its own agent, not ours of the same name', async () => {
    await stack.admin('POST', '/v1/agents/bot/pause', { reason: 'ours' });
    for (const name of ['bot', '*'])
      expect((await they('POST', `/v1/agents/${name}/resume`)).status).toBe(200);
    const { body } = await stack.admin<{ data: { agent: string; state: string }[] }>('GET', '/v1/agents');
    expect(body.data.find(({ agent }) => agent === 'bot')).toMatchObject({ state: 'paused' });
  });

  it('makes its own key under the Idempotency-Key that ours was made under', async () => {
    const make = (key: string, name: string) =>
      stack.request<{ id: string; key: string }>('POST', '/v1/keys', {
        ...{ key, headers: { 'idempotency-key': 'shared' }, body: { name, scopes: ['read'] } },
      });
    const our = await make(stack.first.adminKey, 'x');
    for (const name of ['x', 'y']) {
      const their = await make(neighbour.key, name);
      if (name === 'y') expect(their.status).toBe(422);
      else expect(their.status).toBe(201);
      expect([their.body.id, their.body.key]).not.toContain(our.body.id);
      expect([their.body.id, their.body.key]).not.toContain(our.body.key);
    }
  });

  it('makes its own events of the same id and Idempotency-Key, which reach nobody of ours', async () => {
    const event = { type: 'an.event', source: 'bot', id: 'shared' };
    const headers = { 'idempotency-key': 'shared' };
    const before = receiver.requests.length;
    const { body } = await stack.request<{ results: { id: string }[] }>('POST', '/v1/events', {
      ...{ key: neighbour.key, headers, body: event },
    });
    await stack.cloud.idle();
    expect(receiver.requests).toHaveLength(before);
    const { body: mine } = await stack.post<{ results: { id: string }[] }>(event, headers);
    expect(mine.results[0]?.id).not.toBe(body.results[0]?.id);
    await stack.cloud.idle();
    expect(receiver.requests.length).toBeGreaterThan(before);
  });
});
