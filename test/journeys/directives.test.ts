import { type TestCloud, withCloud } from './cloud';
import { Receiver } from './receiver';
import { subscribe } from './subscribe';
import { directiveOf, minutesPass, postAs, times, toldOf, watch } from './watch';

const FAILED = 'agent.run.failed';
const USED = 'llm.request.completed';

let stack: TestCloud;
let receiver: Receiver;
let failures: string;

beforeAll(async () => {
  [stack, receiver] = await Promise.all([withCloud(), Receiver.start()]);
  await subscribe(stack, receiver.url, [
    ...['alert.*', 'agent.paused', 'agent.resumed'],
    ...['agent.model.switched', 'agent.review.requested', 'agent.review.decided'],
  ]);
  failures = await watch(stack, {
    ...{ name: 'five failures', kind: 'count', eventTypes: [FAILED], groupBy: ['source'] },
    ...{ window: { slidingSeconds: 600 }, thresholds: [{ atLeast: 5, severity: 'critical' }] },
    actions: [{ kind: 'pauseAgent' }],
  });
});

afterAll(async () => {
  await Promise.all([stack.stop(), receiver.stop()]);
});

interface Told {
  type: string;
  source: string;
  subject: string;
  data: Record<string, unknown>;
}

const toldOfAgent = (agent: string): Told[] =>
  (toldOf(receiver) as unknown as Told[]).filter(
    ({ type, data }) => type.startsWith('agent.') && JSON.stringify(data).includes(`"${agent}"`),
  );

it('five failures pause the agent: the next answer says so, with the reason, and nobody else is paused', async () => {
  expect(await postAs(stack, 'failing', ...times(4, FAILED))).toMatchObject({ state: 'running' });
  expect(await postAs(stack, 'failing', ...times(1, FAILED))).toMatchObject({ state: 'running' });
  const told = await postAs(stack, 'failing', { type: 'agent.heartbeat' });
  expect(told).toMatchObject({
    ...{ agent: 'failing', state: 'paused', modelSwitches: [] },
    holds: [
      {
        kind: 'pause',
        actor: `monitor ${failures}`,
        reason: expect.stringContaining('five failures'),
        until: null,
      },
    ],
  });
  expect(await directiveOf(stack, 'failing')).toEqual(told);
  expect(await postAs(stack, 'other', { type: 'agent.heartbeat' })).toMatchObject({ state: 'running' });
});

it('5.1 the pause lasts until a person resumes, although its alert has long resolved', async () => {
  await minutesPass(stack, 20);
  const types = toldOf(receiver).map(({ type }) => type);
  expect(types.filter((type) => type === 'alert.resolved')).toHaveLength(1);
  expect(await directiveOf(stack, 'failing')).toMatchObject({ state: 'paused' });
  expect(await stack.admin('POST', '/v1/agents/failing/resume', {})).toMatchObject({ status: 200 });
  expect(await directiveOf(stack, 'failing')).toMatchObject({ state: 'running', holds: [] });
  await minutesPass(stack, 2);
  expect(toldOfAgent('failing').map(({ type }) => type)).toEqual(['agent.paused', 'agent.resumed']);
});

it('5.4 a resume resolves the alert, and failures from before it do not pause again', async () => {
  await postAs(stack, 'resumed', ...times(5, FAILED));
  expect(await directiveOf(stack, 'resumed')).toMatchObject({ state: 'paused' });
  expect(await stack.admin('POST', '/v1/agents/resumed/resume', {})).toMatchObject({ status: 200 });
  await minutesPass(stack, 1);
  const about = toldOf(receiver).filter(({ data }) => data.group?.source === 'resumed');
  expect(about.map(({ type, data }) => [type, data.reason])).toEqual([
    ['alert.firing', null],
    ['alert.resolved', 'resumed'],
  ]);

  await postAs(stack, 'resumed', ...times(4, FAILED));
  expect(await directiveOf(stack, 'resumed')).toMatchObject({ state: 'running' });
  await postAs(stack, 'resumed', ...times(1, FAILED));
  expect(await directiveOf(stack, 'resumed')).toMatchObject({ state: 'paused' });
});

it('a token budget switches the model of all agents until the day ends where the monitor stands', async () => {
  await watch(stack, {
    ...{ name: 'daily tokens', kind: 'sum', eventTypes: [USED], groupBy: [], limit: 1_000_000 },
    ...{
      value: 'data.inputTokens + data.outputTokens',
      window: { calendar: 'day', timeZone: 'Europe/Paris' },
    },
    thresholds: [
      { atPercent: 80, severity: 'warning' },
      { atPercent: 100, severity: 'critical' },
    ],
    actions: [
      {
        ...{ kind: 'switchModel', from: 'gpt-5', to: 'gpt-5-mini', agents: 'all' },
        ...{ until: 'windowEnd', atSeverity: 'critical' },
      },
    ],
  });
  await atNoonIn('Europe/Paris');
  const call = { type: USED, data: { model: 'gpt-5', inputTokens: 400_000, outputTokens: 50_000 } };
  await postAs(stack, 'spender', call, call);
  expect(await directiveOf(stack, 'spender')).toMatchObject({ modelSwitches: [] });
  await postAs(stack, 'saver', call);

  for (const agent of ['spender', 'saver', 'never-seen'])
    expect(await directiveOf(stack, agent)).toMatchObject({
      ...{ state: 'running', modelSwitches: [{ from: 'gpt-5', to: 'gpt-5-mini' }] },
      holds: [{ kind: 'switchModel', until: expect.any(String) }],
    });
  const until = Date.parse((await directiveOf(stack, 'spender')).holds[0]?.until ?? '');
  expect(timeIn('Europe/Paris', until)).toBe('00:00:00');

  stack.cloud.clock.advance(until - stack.cloud.clock.now() - 60_000);
  expect((await directiveOf(stack, 'spender')).modelSwitches).toHaveLength(1);
  stack.cloud.clock.advance(61_000);
  expect((await directiveOf(stack, 'spender')).modelSwitches).toEqual([]);
  await stack.cloud.idle();
  await minutesPass(stack, 3);
  const about = toldOf(receiver).filter(({ data }) => data.monitor?.name === 'daily tokens');
  expect(about.map(({ data }) => [data.edge, data.severity, data.reason])).toEqual([
    ['fired', 'warning', null],
    ['raised', 'critical', null],
    ['resolved', 'critical', 'windowEnded'],
  ]);
});

it('5.5 one request of several agents is answered for each, in the order in which they come first', async () => {
  await stack.admin('POST', '/v1/agents/by-hand/pause', { reason: 'we look at it' });
  const { body } = await stack.post<{ directives: object[] }>([
    { type: 'agent.heartbeat', source: 'second' },
    { type: 'agent.heartbeat', source: 'by-hand' },
    { type: 'agent.heartbeat', source: 'second' },
  ]);
  expect(body.directives).toMatchObject([
    { agent: 'second', state: 'running', version: expect.any(Number) },
    { agent: 'by-hand', state: 'paused', holds: [{ reason: 'we look at it' }] },
  ]);
});

it('who did what is in the list of changes', async () => {
  const { body } = await stack.admin<{ data: { action: string; target: string }[] }>(
    ...(['GET', '/v1/changes?limit=100'] as const),
  );
  const actions = body.data.map(({ action, target }) => `${action} ${target}`);
  expect(actions).toEqual(
    expect.arrayContaining(['agent.pause by-hand', 'agent.resume failing', 'agent.resume resumed']),
  );
});

const timeIn = (timeZone: string, at: number): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone, timeStyle: 'medium' }).format(at);

/** So that no midnight comes in between. */
async function atNoonIn(timeZone: string): Promise<void> {
  const [hours = 0] = timeIn(timeZone, stack.cloud.clock.now()).split(':').map(Number);
  stack.cloud.clock.advance(((36 - hours) % 24) * 3_600_000);
  await stack.cloud.idle();
}
