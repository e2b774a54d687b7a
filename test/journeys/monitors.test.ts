import type { TestCloud } from './cloud';
import { withCloud } from './cloud';
import { type Arrived, Receiver } from './receiver';
import { subscribe, type Subscribed, verified } from './subscribe';
import { directiveOf, minutesPass, postAs, times, toldOf, watch } from './watch';

const FAILED = 'agent.run.failed';

let stack: TestCloud;
let receiver: Receiver;
let subscription: Subscribed;
let monitor: string;

beforeAll(async () => {
  [stack, receiver] = await Promise.all([withCloud(), Receiver.start()]);
  subscription = await subscribe(stack, receiver.url, ['alert.*']);
  monitor = await watch(stack, {
    ...{ name: 'five failures', kind: 'count', eventTypes: [FAILED], groupBy: ['source'] },
    ...{ window: { slidingSeconds: 600 }, thresholds: [{ atLeast: 5, severity: 'critical' }] },
    ...{ resolveAfterSeconds: 60, labels: { team: 'support' } },
  });
});

afterAll(async () => {
  await Promise.all([stack.stop(), receiver.stop()]);
});

const toldAbout = (source: string) => toldOf(receiver).filter(({ data }) => data.group.source === source);

const alertsOf = async (source: string) => {
  const { body } = await stack.admin<{ data: { group: { source: string }; status: string }[] }>(
    ...(['GET', '/v1/alerts?limit=100'] as const),
  );
  return body.data.filter(({ group }) => group.source === source);
};

it('4.4 five failures fire: one signed alert.firing says what, where, how grave, since when and why', async () => {
  const before = stack.cloud.clock.now();
  await postAs(stack, 'four', ...times(4, FAILED));
  await postAs(stack, 'five', ...times(5, FAILED, { subject: 'run_1' }));
  expect(toldAbout('four')).toEqual([]);
  const [told, ...others] = toldAbout('five');
  expect(others).toEqual([]);
  const alert = told?.data;
  const mentioned = {
    ...{
      id: expect.stringMatching(/^evt_/) as string,
      run: 'run_1',
      receivedAt: expect.any(String) as string,
    },
  };
  expect(told).toEqual({
    ...{ id: expect.stringMatching(/^evt_/), type: 'alert.firing', source: 'tocsin', subject: alert?.id },
    time: expect.any(String),
    data: {
      ...{ id: expect.stringMatching(/^alt_/), monitor: { id: monitor, name: 'five failures' } },
      ...{ group: { source: 'five' }, labels: { team: 'support' } },
      ...{ severity: 'critical', previousSeverity: null, status: 'firing', edge: 'fired' },
      ...{ value: 5, threshold: 5, limit: null, percent: null, unit: 'events' },
      ...{ summary: expect.stringMatching(/^5 failures in /) as string, reason: null, links: {} },
      window: { start: expect.any(String), end: expect.any(String) },
      events: Array(3).fill(mentioned),
      actions: [],
      startedAt: expect.any(String),
    },
  });
  const [start = 0, end = 0] = [alert?.window.start, alert?.window.end].map((time) => Date.parse(time ?? ''));
  expect(end - start).toBeGreaterThanOrEqual(600_000);
  expect(end - start).toBeLessThanOrEqual(610_000);
  expect(Date.parse(alert?.startedAt ?? '')).toBeGreaterThanOrEqual(before);
  const request = receiver.requests.find(({ body }) => body.includes(String(told?.id))) as Arrived;
  expect(verified(stack, subscription, request)).toEqual(told);
});

it('3.4, 4.1 it resolves when the window has passed and stayed quiet, and says so once', async () => {
  await postAs(stack, 'quiet', ...times(6, FAILED));
  await minutesPass(stack, 9);
  expect(toldAbout('quiet').map(({ type }) => type)).toEqual(['alert.firing']);
  await minutesPass(stack, 6);
  const [firing, resolved, ...others] = toldAbout('quiet');
  expect(others).toEqual([]);
  expect(resolved).toMatchObject({
    ...{ type: 'alert.resolved', subject: firing?.subject },
    data: { status: 'resolved', edge: 'resolved', reason: 'recovered', previousSeverity: 'critical' },
  });
  expect(await alertsOf('quiet')).toMatchObject([{ id: firing?.subject, status: 'resolved' }]);

  await postAs(stack, 'quiet', ...times(5, FAILED));
  const [, , again] = toldAbout('quiet');
  expect(again).toMatchObject({ type: 'alert.firing', data: { edge: 'fired' } });
  expect(again?.subject).not.toBe(firing?.subject);
});

it('3.1 an event that is posted again, or handed out again, counts once', async () => {
  stack.cloud.faults.duplicateProbability = 1;
  const failures = Array.from({ length: 4 }, (_, n) => ({ type: FAILED, id: `failure-${n}` }));
  for (let again = 0; again < 3; again++) await postAs(stack, 'repeats', ...failures, ...failures);
  // Copies of what was being worked on come back when their visibility ends.
  await minutesPass(stack, 7);
  expect(toldAbout('repeats')).toEqual([]);
  await postAs(stack, 'repeats', { type: FAILED, id: 'failure-5' });
  stack.cloud.faults.duplicateProbability = 0;
  expect(toldAbout('repeats').map(({ data }) => data.value)).toEqual([5]);
});

it('3.3 what happened more than an hour before it was posted is not counted', async () => {
  const time = new Date(stack.cloud.clock.now() - 2 * 3_600_000).toISOString();
  await postAs(stack, 'late', ...times(4, FAILED), ...times(4, FAILED, { time }));
  expect(toldAbout('late')).toEqual([]);
});

it('3.4 failures that lie ten minutes back when they are counted do fire, if they were that close together', async () => {
  const time = new Date(stack.cloud.clock.now() - 30 * 60_000).toISOString();
  await postAs(stack, 'backlog', ...times(5, FAILED, { time }));
  expect(toldAbout('backlog').map(({ type, data }) => [type, data.value])[0]).toEqual(['alert.firing', 5]);
});

it('4.1 a person acknowledges and resolves: subscribers are told of both', async () => {
  await postAs(stack, 'person', ...times(5, FAILED));
  const [alert] = toldAbout('person');
  const path = `/v1/alerts/${alert?.subject}`;
  expect(await stack.admin('POST', `${path}/acknowledge`, {})).toMatchObject({ status: 200 });
  await stack.cloud.idle();
  expect(await stack.admin('POST', `${path}/resolve`, {})).toMatchObject({ status: 200 });
  await stack.cloud.idle();
  expect(toldAbout('person').map(({ type, data }) => [type, data.status, data.reason])).toEqual([
    ['alert.firing', 'firing', null],
    ['alert.acknowledged', 'acknowledged', null],
    ['alert.resolved', 'resolved', 'manual'],
  ]);
});

it('4.3 an event that crosses two thresholds fires once, with the graver severity, and a later one raises it', async () => {
  // One event each: how a queue cuts several into batches is not ours to say.
  await watch(stack, {
    ...{ name: 'tool tokens', kind: 'sum', value: 'data.tokens', eventTypes: ['tool.call.failed'] },
    ...{ groupBy: ['source'], window: { slidingSeconds: 3_600 } },
    thresholds: [
      { atLeast: 2, severity: 'info' },
      { atLeast: 4, severity: 'warning' },
      { atLeast: 6, severity: 'critical' },
    ],
  });
  await postAs(stack, 'jump', { type: 'tool.call.failed', data: { tokens: 5 } });
  await postAs(stack, 'jump', { type: 'tool.call.failed', data: { tokens: 1 } });
  expect(
    toldAbout('jump').map(({ data }) => [data.edge, data.previousSeverity, data.severity, data.threshold]),
  ).toEqual([
    ['fired', null, 'warning', 4],
    ['raised', 'warning', 'critical', 6],
  ]);
});

it('3.9 a group that is idle when an old event comes again is taken away, without the sweep', async () => {
  const id = await watch(stack, {
    ...{ name: 'retries', kind: 'count', eventTypes: ['tool.call.retried'], groupBy: ['source'] },
    ...{ window: { slidingSeconds: 60 }, latenessSeconds: 0 },
    thresholds: [{ atLeast: 2, severity: 'info' }],
  });
  const groups = async () =>
    (await stack.admin<{ data: { group: object }[] }>('GET', `/v1/monitors/${id}/values`)).body.data;
  const { faults } = stack.cloud;
  // The event is counted, and comes again when its visibility ends.
  faults.onInvoke = (name) => (name === 'monitor' ? 'resultLost' : undefined);
  await postAs(stack, 'idle', { type: 'tool.call.retried' });
  expect(await groups()).toMatchObject([{ group: { source: 'idle' }, value: 1 }]);
  faults.onInvoke = (name) => (name === 'sweep' ? 'throttled' : undefined);
  await minutesPass(stack, 7);
  delete faults.onInvoke;
  expect(await groups()).toEqual([]);
});

it('a monitor without actions leaves agents alone', async () => {
  expect(await directiveOf(stack, 'five')).toMatchObject({ state: 'running', holds: [] });
});

it('4.1 deleting a monitor resolves its alerts', async () => {
  await postAs(stack, 'deleted', ...times(5, FAILED));
  expect(await stack.admin('DELETE', `/v1/monitors/${monitor}`)).toMatchObject({ status: 204 });
  await minutesPass(stack, 3);
  expect(toldAbout('deleted').map(({ type, data }) => [type, data.reason])).toEqual([
    ['alert.firing', null],
    ['alert.resolved', 'monitorDeleted'],
  ]);
});
