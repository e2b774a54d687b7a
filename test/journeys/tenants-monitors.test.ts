import { type TestCloud, withCloud } from './cloud';
import { type Neighbour, withNeighbour } from './neighbour';
import { minutesPass, times } from './watch';

let stack: TestCloud;
let we: Neighbour;
let neighbour: Neighbour;

beforeAll(async () => {
  stack = await withCloud();
  we = await withNeighbour(stack);
  neighbour = await withNeighbour(stack);
});

afterAll(() => stack.stop());

const MONITORS = [
  { name: 'each', eventTypes: ['each.failed'], groupBy: ['source'], actions: [{ kind: 'pauseAgent' }] },
  { name: 'all', eventTypes: ['all.failed'], actions: [{ kind: 'pauseAgent', agents: 'all' }] },
].map((monitor) => ({
  ...{ ...monitor, kind: 'count', window: { slidingSeconds: 600 } },
  thresholds: [{ atLeast: 2, severity: 'critical' }],
}));

async function watching({ they }: Neighbour): Promise<string[]> {
  const made = await Promise.all(MONITORS.map((monitor) => they('POST', '/v1/monitors', monitor)));
  expect(made.map(({ status }) => status)).toEqual([201, 201]);
  return made.map(({ body }) => String(body['id']));
}

async function fail({ they }: Neighbour, type: string, source = 'bot'): Promise<void> {
  expect((await they('POST', '/v1/events', times(5, type, { source }))).status).toBe(202);
  await minutesPass(stack, 1);
}

const alertsOf = async ({ they }: Neighbour): Promise<unknown[]> =>
  (await they('GET', '/v1/alerts')).body['data'] as unknown[];

const stateOf = async ({ they }: Neighbour, agent: string): Promise<unknown> =>
  (await they('GET', `/v1/agents/${agent}/directive`)).body['state'];

it('monitors of ours count nothing of theirs and pause nobody of theirs, and the other way', async () => {
  const ids = await watching(we);
  for (const type of ['each.failed', 'all.failed']) await fail(neighbour, type);
  for (const one of [we, neighbour]) {
    expect(await alertsOf(one)).toEqual([]);
    expect(await stateOf(one, 'bot')).toBe('running');
  }

  await watching(neighbour);
  await fail(we, 'each.failed');
  expect(await alertsOf(we)).toMatchObject([{ monitor: { id: ids[0] }, group: { source: 'bot' } }]);
  expect([await stateOf(we, 'bot'), await stateOf(we, 'other')]).toEqual(['paused', 'running']);
  await fail(we, 'all.failed');
  expect(await stateOf(we, 'other')).toBe('paused');
  expect(await alertsOf(neighbour)).toEqual([]);
  expect([await stateOf(neighbour, 'bot'), await stateOf(neighbour, 'other')]).toEqual([
    'running',
    'running',
  ]);
});

it('a silence of theirs on a monitor of ours quiets nobody of ours', async () => {
  const email = { kind: 'email', to: ['team@example.com'] };
  const subscription = { name: 'team', eventTypes: ['alert.*'], destination: email };
  const told = { ...subscription, grouping: { waitSeconds: 0 } };
  expect((await we.they('POST', '/v1/subscriptions', told)).status).toBe(201);
  const mailsAbout = async (source: string): Promise<unknown[]> => {
    await fail(we, 'each.failed', source);
    return (await stack.mails()).filter(({ text }) => text.includes(source));
  };
  await silenceOurs(neighbour);
  expect(await mailsAbout('loud')).toHaveLength(1);
  await silenceOurs(we);
  expect(await mailsAbout('hushed')).toEqual([]);
});

async function silenceOurs(by: Neighbour): Promise<void> {
  const { body } = await we.they('GET', '/v1/monitors');
  const until = new Date(stack.cloud.clock.now() + 3_600_000).toISOString();
  for (const { id } of body['data'] as { id: string }[]) {
    const matchers = [{ name: 'monitor', op: '=', value: id }];
    expect((await by.they('POST', '/v1/silences', { matchers, until, reason: 'quiet' })).status).toBe(201);
  }
}
