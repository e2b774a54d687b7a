import { slackAnswer } from '../stand-ins/slack';
import { type TestCloud, withCloud } from './cloud';
import { conservation } from './conservation';
import { Receiver, type Reply } from './receiver';
import { minutesPass, postAs, times, watch } from './watch';

const FAILED = 'agent.run.failed';

let stack: TestCloud;
let slack: Receiver;
/** Decides before Slack does. */
let weather: () => Reply | undefined = () => undefined;

beforeAll(async () => {
  slack = await Receiver.start((request) => weather() ?? slackAnswer(request));
  stack = await withCloud();
});

beforeEach(() => {
  weather = () => undefined;
});

afterAll(async () => {
  await Promise.all([stack.stop(), slack.stop()]);
});

/** A team with its monitor, and a channel that hears of it; answers the monitor. */
async function team(name: string, options: object = {}): Promise<string> {
  const monitor = await watch(stack, {
    ...{ name, kind: 'count', eventTypes: [FAILED], filter: { data: { team: [name] } }, groupBy: ['source'] },
    ...{ window: { slidingSeconds: 600 }, thresholds: [{ atLeast: 2, severity: 'critical' }] },
    resolveAfterSeconds: 3_600,
  });
  const made = await stack.admin('POST', '/v1/subscriptions', {
    ...{ name, eventTypes: ['alert.*'], filter: { data: { monitor: { id: [monitor] } } }, ...options },
    destination: { kind: 'slack', url: `${slack.url}/services/T0/B0/${name}` },
  });
  expect(made).toMatchObject({ status: 201 });
  return monitor;
}

const fail = (name: string, agent: string): Promise<unknown> =>
  postAs(stack, agent, ...times(2, FAILED, { data: { team: name } }));

const told = (name: string): string[] =>
  slack.requests.filter(({ path }) => path === `/services/T0/B0/${name}`).map(({ body }) => body.toString());

interface Notices {
  firing: string;
  notices: {
    type: string;
    outcome: string;
    reason: string | null;
    notice: string | null;
    delivery: string;
  }[];
}

async function alertsOf(monitor: string): Promise<string[]> {
  const path = `/v1/alerts?limit=100&monitor=${monitor}`;
  return (await stack.admin<{ data: { id: string }[] }>('GET', path)).body.data.map(({ id }) => id);
}

async function noticesOf(monitor: string): Promise<Notices[]> {
  const of = async (alert: string) =>
    (await stack.admin<{ data: Notices[] }>('GET', `/v1/alerts/${alert}/notices`)).body.data;
  return (await Promise.all((await alertsOf(monitor)).map(of))).flat();
}

/** Null if every event and delivery is accounted for, and none that was told of still waits. */
async function unaccounted(): Promise<unknown> {
  const { holds, stranded, deliveries } = await conservation(stack);
  return holds && deliveries.grouped === 0 ? null : { stranded, deliveries };
}

it('6.2 alerts of one monitor are told in one message, whose result is that of each', async () => {
  const monitor = await team('together');
  for (const agent of ['a', 'b', 'c']) await fail('together', `${agent}-together`);
  expect(told('together')).toEqual([]);
  await minutesPass(stack, 1);
  const [message = '', ...others] = told('together');
  expect(others).toEqual([]);
  for (const agent of ['a', 'b', 'c']) expect(message).toContain(`${agent}-together`);
  const notices = await noticesOf(monitor);
  expect(notices).toHaveLength(3);
  expect(new Set(notices.map(({ notices: [first] }) => first?.notice)).size).toBe(1);
  for (const {
    firing,
    notices: [first],
  } of notices) {
    expect(firing).toBe('accepted');
    expect(first).toMatchObject({ outcome: 'sent', notice: expect.stringMatching(/^ntc_/) as string });
    const delivery = await stack.admin('GET', `/v1/deliveries/${first?.delivery}`);
    expect(delivery.body).toMatchObject({ status: 'delivered' });
  }
  expect(await unaccounted()).toBeNull();
});

it('6.2 a notice is retried as it was frozen, and what came later is another', async () => {
  await team('retried');
  weather = () => ({ status: 500 });
  await fail('retried', 'first');
  await minutesPass(stack, 1);
  await fail('retried', 'second');
  weather = () => undefined;
  await minutesPass(stack, 3);
  const accepted = told('retried').filter((message, index, all) => all.indexOf(message) === index);
  expect(accepted).toHaveLength(2);
  expect(accepted[0]).not.toContain('second');
  expect(accepted[1]).not.toContain('first');
});

it('6.2 what has ended while it waited is not told', async () => {
  const monitor = await team('ended');
  await fail('ended', 'brief');
  await fail('ended', 'lasting');
  const alerts = await noticesOf(monitor);
  expect(alerts.every(({ firing }) => firing === 'underWay')).toBe(true);
  const [newest = ''] = await alertsOf(monitor);
  await stack.admin('POST', `/v1/alerts/${newest}/resolve`, {});
  await minutesPass(stack, 4);
  expect(told('ended')).toHaveLength(1);
  const outcomes = (await noticesOf(monitor)).flatMap(({ notices }) =>
    notices.map(({ type, outcome, reason }) => `${type} ${outcome} ${reason}`),
  );
  expect(outcomes.sort()).toEqual([
    'alert.firing sent null',
    'alert.firing withheld resolved',
    'alert.resolved withheld neverTold',
  ]);
});

it('6.2 what comes beyond the cap is told together, and each alert once', async () => {
  const monitor = await team('capped', { grouping: { by: ['group.source'] }, rateCap: { perHour: 1 } });
  const agents = Array.from({ length: 6 }, (_, n) => `capped-${n}`);
  for (const agent of agents) await fail('capped', agent);
  await minutesPass(stack, 1);
  expect(told('capped')).toHaveLength(1);
  await minutesPass(stack, 6);
  const messages = told('capped');
  expect(messages).toHaveLength(2);
  for (const agent of agents)
    expect(
      messages.filter((message) => message.includes(`source\\n${agent}"`) || message.includes(agent)),
    ).toHaveLength(1);
  expect((await noticesOf(monitor)).map(({ firing }) => firing)).toEqual(Array(6).fill('accepted'));
  expect(await unaccounted()).toBeNull();
});

it('6.2 the cap binds alerts that are told alone, too: what comes beyond is one digest', async () => {
  const monitor = await team('alone', { grouping: { waitSeconds: 0 }, rateCap: { perHour: 2 } });
  const agents = Array.from({ length: 5 }, (_, n) => `alone-${n}`);
  for (const agent of agents) await fail('alone', agent);
  await stack.cloud.idle();
  expect(told('alone')).toHaveLength(2);
  await minutesPass(stack, 6);
  const messages = told('alone');
  expect(messages).toHaveLength(3);
  for (const agent of agents)
    expect(messages.filter((message) => message.includes(`source\\n${agent}"`))).toHaveLength(1);
  expect((await noticesOf(monitor)).map(({ firing }) => firing)).toEqual(Array(5).fill('accepted'));
  expect(await unaccounted()).toBeNull();
});

it('6.2 members of a notice that nobody takes are dead with it, and come back with it', async () => {
  const monitor = await team('refused');
  weather = () => ({ status: 400, body: 'invalid_blocks' });
  await fail('refused', 'unlucky');
  await minutesPass(stack, 1);
  const [{ firing, notices = [] } = {}] = await noticesOf(monitor);
  expect(firing).toBe('failed');
  const [{ delivery, notice } = {}] = notices;
  expect((await stack.admin('GET', `/v1/deliveries/${delivery}`)).body).toMatchObject({
    ...{ status: 'dead', reason: 'notice_dead' },
  });
  expect(await unaccounted()).toBeNull();
  const letters = await stack.admin<{ data: { id: string; event: string }[] }>('GET', '/v1/dead-letters');
  const letter = letters.body.data.find(({ event }) => event === notice);
  weather = () => undefined;
  const replay = await stack.admin('POST', `/v1/dead-letters/${letter?.id}/replay`, {});
  expect(replay.status).toBeLessThan(300);
  await minutesPass(stack, 1);
  expect((await stack.admin('GET', `/v1/deliveries/${delivery}`)).body).toMatchObject({
    status: 'delivered',
  });
  expect(await unaccounted()).toBeNull();
});

it('6.4 what still fires is told again, until somebody acknowledges it', async () => {
  const monitor = await team('again', { repeatSeconds: 300 });
  await fail('again', 'stubborn');
  await minutesPass(stack, 1);
  expect(told('again')).toHaveLength(1);
  await minutesPass(stack, 7);
  expect(told('again')).toHaveLength(2);
  expect(told('again')[1]).toContain('told 1 time');
  const [alert = ''] = await alertsOf(monitor);
  await stack.admin('POST', `/v1/alerts/${alert}/acknowledge`, {});
  await minutesPass(stack, 12);
  const messages = told('again');
  expect(messages).toHaveLength(3);
  expect(messages[2]).not.toContain('still firing');
  const [{ notices = [] } = {}] = await noticesOf(monitor);
  expect(notices.map(({ type, reason }) => `${type} ${reason}`)).toEqual([
    ...['alert.firing null', 'alert.firing repeat', 'alert.acknowledged null'],
  ]);
  expect(await unaccounted()).toBeNull();
});
