import { Alertmanager } from '../stand-ins/alertmanager';
import { datadogAnswer } from '../stand-ins/datadog';
import { PagerDuty } from '../stand-ins/pagerduty';
import { slackAnswer } from '../stand-ins/slack';
import { type TestCloud, withCloud } from './cloud';
import { Receiver, type Reply } from './receiver';
import { rows } from './rows';
import { minutesPass, postAs, times, watch } from './watch';

const FAILED = 'agent.run.failed';
const ROUTING_KEY = 'R0123456789ABCDEF0123456789ABCDE';
const API_KEY = '0123456789abcdef0123456789abcdef';
const ALERTS = ['alert.firing', 'alert.acknowledged', 'alert.resolved'];

let stack: TestCloud;
let pagerDuty: PagerDuty;
let alertmanager: Alertmanager;
/** Decides before the vendor does. */
let weather: (path: string) => Reply | undefined = () => undefined;
let vendors: Receiver;
let monitor: string;

beforeAll(async () => {
  pagerDuty = new PagerDuty();
  alertmanager = new Alertmanager();
  vendors = await Receiver.start((request) => weather(request.path) ?? answer(request));
  stack = await withCloud();
  monitor = await watch(stack, {
    ...{ name: 'five failures', kind: 'count', eventTypes: [FAILED], groupBy: ['source'] },
    ...{ window: { slidingSeconds: 600 }, thresholds: [{ atLeast: 5, severity: 'critical' }] },
    resolveAfterSeconds: 60,
  });
});

beforeEach(() => {
  weather = () => undefined;
});

afterAll(async () => {
  await Promise.all([stack.stop(), vendors.stop()]);
});

function answer(request: Receiver['requests'][number]): Reply {
  if (request.path.startsWith('/services/')) return slackAnswer(request);
  if (request.path === '/v2/enqueue') return pagerDuty.answer(request);
  if (request.path === '/api/v1/events') return datadogAnswer(request);
  return alertmanager.answer(request);
}

interface Made {
  id: string;
  secret?: string;
  destination: Record<string, unknown>;
}

const destinations = () => ({
  slack: { kind: 'slack', url: `${vendors.url}/services/T0/B0/s3cr3t` },
  pagerduty: { kind: 'pagerduty', routingKey: ROUTING_KEY, url: `${vendors.url}/v2/enqueue` },
  datadog: { kind: 'datadog', apiKey: API_KEY, url: `${vendors.url}/api/v1/events` },
  alertmanager: { kind: 'alertmanager', url: vendors.url },
  log: { kind: 'log' },
});

type Kind = keyof ReturnType<typeof destinations>;

/** Tells a destination of one agent's alerts. */
async function tell(kind: Kind, agent: string, eventTypes = ALERTS): Promise<Made> {
  const filter = { data: { group: { source: [agent] } } };
  const alone = kind === 'slack' && { grouping: { waitSeconds: 0 } };
  const body = { name: `${kind} ${agent}`, eventTypes, filter, destination: destinations()[kind], ...alone };
  const made = await stack.admin<Made>('POST', '/v1/subscriptions', body);
  expect(made).toMatchObject({ status: 201 });
  return made.body;
}

const fail = (agent: string): Promise<unknown> => postAs(stack, agent, ...times(5, FAILED));

const at = (path: string): object[] =>
  vendors.requests.filter((request) => request.path === path).map(({ body }) => JSON.parse(body) as object);

async function alertOf(agent: string): Promise<string> {
  const { body } = await stack.admin<{ data: { id: string; group: { source: string } }[] }>(
    ...(['GET', '/v1/alerts?limit=100'] as const),
  );
  return body.data.find(({ group }) => group.source === agent)?.id ?? '';
}

const noticesOf = async (agent: string) => {
  const path = `/v1/alerts/${await alertOf(agent)}/notices`;
  const { body } = await stack.admin<{ data: { kind: string; firing: string; notices: object[] }[] }>(
    'GET',
    path,
  );
  return body.data;
};

it('a critical failure opens an incident with PagerDuty, which is acknowledged and resolved with its alert', async () => {
  await tell('pagerduty', 'paged');
  await fail('paged');
  const alert = await alertOf('paged');
  expect(pagerDuty.incidents).toEqual(new Map([[`${ROUTING_KEY} ${alert}`, 'triggered']]));
  await stack.admin('POST', `/v1/alerts/${alert}/acknowledge`, {});
  await stack.cloud.idle();
  expect([...pagerDuty.incidents.values()]).toEqual(['acknowledged']);
  await stack.admin('POST', `/v1/alerts/${alert}/resolve`, {});
  await stack.cloud.idle();
  expect(pagerDuty.incidents.size).toBe(0);
  expect(pagerDuty.log).toEqual(['trigger', 'acknowledge', 'resolve']);
  expect(await noticesOf('paged')).toMatchObject([
    {
      ...{ kind: 'pagerduty', firing: 'accepted' },
      notices: ALERTS.map((type) => ({ type, outcome: 'sent', reason: null })),
    },
  ]);
});

it('6.3 an end waits for a beginning that is under way, and never overtakes it', async () => {
  await tell('pagerduty', 'overtaken');
  pagerDuty.log.length = 0;
  weather = (path) => (path === '/v2/enqueue' ? { status: 500 } : undefined);
  await fail('overtaken');
  await stack.admin('POST', `/v1/alerts/${await alertOf('overtaken')}/acknowledge`, {});
  await stack.cloud.idle();
  expect(pagerDuty.log).toEqual([]);
  weather = () => undefined;
  await minutesPass(stack, 8);
  expect(pagerDuty.log).toEqual(['trigger', 'acknowledge']);
});

it('6.3 who has not heard of a beginning is told of no end', async () => {
  await tell('slack', 'unheard');
  weather = (path) => (path.startsWith('/services/') ? { status: 503 } : undefined);
  await fail('unheard');
  await stack.admin('POST', `/v1/alerts/${await alertOf('unheard')}/resolve`, {});
  await stack.cloud.idle();
  weather = () => undefined;
  const path = '/services/T0/B0/s3cr3t';
  const before = at(path).length;
  await minutesPass(stack, 8);
  expect(at(path)).toHaveLength(before);
  expect(await noticesOf('unheard')).toMatchObject([
    {
      ...{ kind: 'slack', firing: 'withheld' },
      notices: [
        { type: 'alert.firing', outcome: 'withheld', reason: 'resolved' },
        { type: 'alert.resolved', outcome: 'withheld', reason: 'neverTold' },
      ],
    },
  ]);
});

it('6.3 an end goes to where the beginning went, although the subscription has changed since', async () => {
  const { id } = await tell('slack', 'moved');
  await fail('moved');
  const path = '/services/T0/B0/s3cr3t';
  const before = at(path).length;
  const destination = { kind: 'slack', url: `${vendors.url}/services/T0/B0/other` };
  expect((await stack.admin('PATCH', `/v1/subscriptions/${id}`, { destination })).status).toBe(200);
  stack.cloud.clock.advance(6_000);
  await stack.admin('POST', `/v1/alerts/${await alertOf('moved')}/resolve`, {});
  await stack.cloud.idle();
  expect(at(path)).toHaveLength(before + 1);
  expect(JSON.stringify(at(path).at(-1))).toContain('🟢 [resolved] five failures: moved');
  expect(at('/services/T0/B0/other')).toEqual([]);
});

it('6.1 while there is a silence people are not told, and when it ends they are; machines always are', async () => {
  await tell('slack', 'silent');
  await tell('alertmanager', 'silent');
  const path = '/services/T0/B0/s3cr3t';
  const before = at(path).length;
  const until = new Date(stack.cloud.clock.now() + 30 * 60_000).toISOString();
  const matchers = [{ name: 'source', op: '=~', value: 'sil.*' }];
  const made = await stack.admin<{ id: string }>('POST', '/v1/silences', {
    matchers,
    until,
    reason: 'known',
  });
  expect(made.status).toBe(201);
  await postAs(stack, 'silent', ...times(5, FAILED));
  expect(at(path)).toHaveLength(before);
  expect(alertmanager.firing(stack.cloud.clock.now())).toEqual(['critical']);
  const waiting = async () => (await noticesOf('silent')).find(({ kind }) => kind === 'slack');
  expect(await waiting()).toMatchObject({
    ...{ firing: 'withheld', waiting: { reason: `silenced by ${made.body.id}` }, notices: [] },
  });
  expect((await stack.admin('DELETE', `/v1/silences/${made.body.id}`)).status).toBe(204);
  await minutesPass(stack, 7);
  expect(at(path)).toHaveLength(before + 1);
  expect(await waiting()).toMatchObject({ firing: 'accepted', waiting: null });
});

it('6.1 while an agent is paused people are told of nothing more about it, until it goes on', async () => {
  await tell('slack', 'paused');
  const path = '/services/T0/B0/s3cr3t';
  const before = at(path).length;
  await stack.admin('POST', '/v1/agents/paused/pause', { reason: 'being repaired' });
  await fail('paused');
  expect(at(path)).toHaveLength(before);
  await stack.admin('POST', '/v1/agents/paused/resume', {});
  await postAs(stack, 'paused', ...times(5, FAILED));
  await minutesPass(stack, 7);
  expect(at(path).length).toBeGreaterThan(before);
});

it('6.4 an escalation comes after its delay, unless somebody has acknowledged', async () => {
  const options = { delaySeconds: 300, unless: ['acknowledged'] };
  const path = '/services/T0/B0/s3cr3t';
  for (const agent of ['seen', 'unseen']) {
    const { id } = await tell('slack', agent);
    expect((await stack.admin('PATCH', `/v1/subscriptions/${id}`, options)).body).toMatchObject(options);
    await fail(agent);
  }
  const told = (agent: string): boolean => JSON.stringify(at(path)).includes(`failures: ${agent}`);
  await stack.admin('POST', `/v1/alerts/${await alertOf('seen')}/acknowledge`, {});
  await minutesPass(stack, 4);
  expect([told('seen'), told('unseen')]).toEqual([false, false]);
  await minutesPass(stack, 3);
  expect([told('seen'), told('unseen')]).toEqual([false, true]);
  expect(await noticesOf('seen')).toMatchObject([
    { notices: expect.arrayContaining([expect.objectContaining({ reason: 'acknowledged' })]) },
  ]);
});

it.each([
  ['a delay', { delaySeconds: 60 }, '/delaySeconds'],
  ['a mute window', { muteWindows: [{ from: '22:00', to: '07:00', timeZone: 'UTC' }] }, '/muteWindows'],
])('%s is for people alone', async (_, more, pointer) => {
  const body = { name: 'x', eventTypes: ALERTS, destination: { kind: 'log' }, ...more };
  expect(await stack.admin('POST', '/v1/subscriptions', body)).toMatchObject({
    ...{ status: 400, body: { errors: [{ pointer }] } },
  });
});

it('every kind shows by a test what would be sent, without what is secret, and what came back', async () => {
  for (const kind of Object.keys(destinations()) as Kind[]) {
    const { id } = await tell(kind, 'tested');
    const test = await stack.admin<{ delivery: string }>('POST', `/v1/subscriptions/${id}/test`, {
      type: 'alert.firing',
    });
    await stack.cloud.idle();
    const { body } = await stack.admin<{
      status: string;
      attempts: { status: number; request?: { body: string } }[];
    }>(...(['GET', `/v1/deliveries/${test.body.delivery}`] as const));
    const [attempt] = body.attempts;
    expect([kind, body.status]).toEqual([kind, 'delivered']);
    if (kind === 'log') continue;
    expect(attempt?.request?.body).toContain('five failures');
    expect(JSON.stringify(attempt)).not.toMatch(/s3cr3t|0123456789/i);
  }
});

it('who would be told of an event, and why, is answered without sending; a silence is seen', async () => {
  const { id } = await tell('pagerduty', 'explained');
  await tell('slack', 'explained', ['agent.run.failed']);
  const before = vendors.requests.length;
  const explain = async (data: object) => {
    const body = { event: { type: 'alert.firing', data } };
    const answer = await stack.admin<{ data: { subscription: string; told: string; reason: string }[] }>(
      ...(['POST', '/v1/routing/explain', body] as const),
    );
    return answer.body.data;
  };
  const group = { source: 'explained' };
  const found = await explain({ group });
  expect(found.filter(({ told }) => told !== 'no')).toEqual([
    {
      ...{ subscription: id, name: 'pagerduty explained', kind: 'pagerduty', told: 'yes' },
      at: expect.any(String) as string,
      reason: 'alert.firing and its filter match',
    },
  ]);
  expect(found.map(({ reason }) => reason)).toContain('its filter does not match');
  expect(found.map(({ reason }) => reason)).toContain('alert.firing is none of its event types');
  const until = new Date(stack.cloud.clock.now() + 60_000).toISOString();
  const matchers = [{ name: 'source', op: '=', value: 'explained' }];
  await stack.admin('POST', '/v1/silences', { matchers, until, reason: 'known' });
  expect((await explain({ group })).filter(({ told }) => told !== 'no')).toMatchObject([
    { subscription: id, told: 'later', reason: expect.stringContaining('known') },
  ]);
  expect(vendors.requests.length).toBe(before);
});

it('a test of a monitor walks the whole way to people, begins and ends, and asks nothing of agents', async () => {
  const filter = { data: { monitor: { id: [monitor] }, group: { source: ['test'] } } };
  const more = { eventTypes: ALERTS, filter, destination: destinations().pagerduty };
  await stack.admin('POST', '/v1/subscriptions', { name: 'try', ...more });
  pagerDuty.log.length = 0;
  const path = `/v1/monitors/${monitor}/test`;
  const tried = await stack.admin<{ alert: string; data: { name: string; told: string }[] }>(
    'POST',
    path,
    {},
  );
  expect(tried.status).toBe(202);
  expect(tried.body.data.filter(({ told }) => told === 'yes')).toMatchObject([{ name: 'try' }]);
  await minutesPass(stack, 3);
  expect(pagerDuty.log).toEqual(['trigger', 'resolve']);
  expect(at('/v2/enqueue').at(-2)).toMatchObject({
    ...{ dedup_key: tried.body.alert, payload: { summary: '[test: critical] five failures: test' } },
  });
  expect((await stack.admin('GET', `/v1/alerts/${tried.body.alert}`)).status).toBe(404);
});

it('a message that the other side refuses for good dies at once, and is kept', async () => {
  await tell('slack', 'refused');
  weather = (path) => (path.startsWith('/services/') ? { status: 400, body: 'invalid_blocks' } : undefined);
  await fail('refused');
  const ours = (await rows(stack, 'dead')).filter(({ project }) => project === stack.first.project);
  expect(ours).toMatchObject([{ type: 'alert.firing', reason: 'destination_refused' }]);
});

it('credentials are never shown, stay when they come back masked, and follow to no other place', async () => {
  const { id, destination, secret } = await tell('pagerduty', 'masked');
  expect(secret).toBeUndefined();
  expect(destination).toEqual({ ...destinations().pagerduty, routingKey: '***' });
  const path = `/v1/subscriptions/${id}`;
  const region = { ...destination, region: 'eu' };
  expect((await stack.admin('PATCH', path, { destination: region })).body).toMatchObject({
    destination: region,
  });
  const elsewhere = { ...destination, url: 'https://example.com/v2/enqueue' };
  expect(await stack.admin('PATCH', path, { destination: elsewhere })).toMatchObject({
    ...{ status: 400, body: { errors: [{ pointer: '/destination' }] } },
  });
  const slack = { kind: 'slack', url: 'https://hooks.slack.com/services/T/B/X' };
  expect(await stack.admin('PATCH', path, { destination: slack })).toMatchObject({
    ...{ status: 400, body: { errors: [{ pointer: '/destination/kind' }] } },
  });
});

it.each([
  ['a signature', { signature: { scheme: 'github' } }, '/signature'],
  ['a format', { format: 'cloudevents-binary' }, '/format'],
  ['a secret', { secret: 'a secret of sixteen letters' }, '/secret'],
])('%s is for webhooks alone', async (_, more, pointer) => {
  const body = { name: 'x', eventTypes: ALERTS, destination: { kind: 'log' }, ...more };
  expect(await stack.admin('POST', '/v1/subscriptions', body)).toMatchObject({
    ...{ status: 400, body: { errors: [{ pointer }] } },
  });
});

it('a channel that fails is told of through another one', async () => {
  const body = { name: 'watcher', eventTypes: ['endpoint.failing'], destination: destinations().pagerduty };
  expect((await stack.admin('POST', '/v1/subscriptions', body)).status).toBe(201);
  const breaker = { failures: 1, seconds: 0 };
  const broken = { name: 'broken', eventTypes: ['broken'], destination: destinations().slack };
  const alone = { ...broken, breaker, grouping: { waitSeconds: 0 } };
  expect((await stack.admin('POST', '/v1/subscriptions', alone)).status).toBe(201);
  weather = (path) => (path.startsWith('/services/') ? { status: 500 } : undefined);
  await stack.post({ type: 'broken', source: 'bot' });
  await minutesPass(stack, 2);
  const [told] = at('/v2/enqueue').slice(-1) as { payload: { summary: string } }[];
  expect(told?.payload.summary).toContain('endpoint.failing');
  expect(monitor).toMatch(/^mon_/);
});
