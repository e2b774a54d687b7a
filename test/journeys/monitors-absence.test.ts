import { type TestCloud, withCloud } from './cloud';
import { Receiver } from './receiver';
import { subscribe } from './subscribe';
import { directiveOf, minutesPass, postAs, toldOf, watch } from './watch';

let stack: TestCloud;
let receiver: Receiver;

beforeAll(async () => {
  [stack, receiver] = await Promise.all([withCloud(), Receiver.start()]);
  await subscribe(stack, receiver.url, ['alert.*', 'agent.run.stalled']);
  await watch(stack, {
    ...{ name: 'a run hangs', kind: 'absence', groupBy: ['source'], deadlineSeconds: 600 },
    startTypes: ['agent.run.started'],
    endTypes: ['agent.run.completed', 'agent.run.failed'],
    ...{ thresholds: [{ atLeast: 1, severity: 'error' }], resolveAfterSeconds: 0, cooldownSeconds: 0 },
    actions: [{ kind: 'pauseAgent' }],
  });
  await minutesPass(stack, 1);
});

afterAll(async () => {
  await Promise.all([stack.stop(), receiver.stop()]);
});

const started = (subject: string, data: object = {}) => ({ type: 'agent.run.started', subject, data });
const ended = (subject: string) => ({ type: 'agent.run.completed', subject });
const alertsOn = (source: string) =>
  toldOf(receiver)
    .filter(({ type, data }) => type.startsWith('alert.') && data.group.source === source)
    .map(({ type, data }) => [type, data.reason]);

it('3.7 a run that does not end is found by the sweep, its agent is paused, and a late end resolves the alert', async () => {
  await postAs(stack, 'hanging', started('ends'), started('hangs'));
  await minutesPass(stack, 5);
  await postAs(stack, 'hanging', ended('ends'));
  await minutesPass(stack, 4);
  expect(alertsOn('hanging')).toEqual([]);
  await minutesPass(stack, 5);
  expect(alertsOn('hanging')).toEqual([['alert.firing', null]]);
  const stalled = (toldOf(receiver) as unknown as { type: string; data: object }[]).filter(
    ({ type }) => type === 'agent.run.stalled',
  );
  expect(stalled).toHaveLength(1);
  expect(JSON.stringify(stalled)).toContain('hangs');
  expect(await directiveOf(stack, 'hanging')).toMatchObject({ state: 'paused' });

  await postAs(stack, 'hanging', ended('hangs'));
  await minutesPass(stack, 3);
  expect(alertsOn('hanging')).toEqual([
    ['alert.firing', null],
    ['alert.resolved', 'recovered'],
  ]);
  expect(await directiveOf(stack, 'hanging')).toMatchObject({ state: 'paused' });
  await stack.admin('POST', '/v1/agents/hanging/resume', {});
  expect(await directiveOf(stack, 'hanging')).toMatchObject({ state: 'running', holds: [] });
});

it('3.7 who never began is missed from the making of the monitor on, and who has begun is not', async () => {
  await watch(stack, {
    ...{ name: 'a heart stands still', kind: 'absence', groupBy: ['source'], deadlineSeconds: 600 },
    ...{ eventTypes: ['agent.heartbeat'], expected: ['never', 'begins', { source: 'absent' }] },
    ...{ thresholds: [{ atLeast: 1, severity: 'error' }], resolveAfterSeconds: 0 },
  });
  await minutesPass(stack, 8);
  await postAs(stack, 'begins', { type: 'agent.heartbeat' });
  expect(['never', 'absent', 'begins'].map(alertsOn)).toEqual([[], [], []]);
  await minutesPass(stack, 7);
  const fired = [['alert.firing', null]];
  expect(['never', 'absent', 'begins'].map(alertsOn)).toEqual([fired, fired, []]);
  await postAs(stack, 'never', { type: 'agent.heartbeat' });
  await minutesPass(stack, 1);
  expect(alertsOn('never')).toEqual([...fired, ['alert.resolved', 'recovered']]);
  await minutesPass(stack, 5);
  expect(alertsOn('begins')).toEqual(fired);
});

it('3.7 a run may bring its own deadline', async () => {
  await postAs(stack, 'hasty', started('quick', { deadlineMs: 60_000 }));
  await postAs(stack, 'patient', started('slow', { deadlineMs: 3_600_000 }));
  await minutesPass(stack, 6);
  expect(alertsOn('hasty')).toEqual([['alert.firing', null]]);
  await minutesPass(stack, 20);
  expect(alertsOn('patient')).toEqual([]);
});

it('3.7 an end that comes before its start is enough', async () => {
  const at = (ago: number) => ({ time: new Date(stack.cloud.clock.now() - ago).toISOString() });
  const [first, last] = [at(2_000), at(1_000)];
  await postAs(stack, 'reordered', { ...ended('swapped'), ...last });
  await postAs(stack, 'reordered', { ...started('swapped'), ...first });
  await minutesPass(stack, 15);
  expect(alertsOn('reordered')).toEqual([]);
});

it('3.7 while the monitor queue stands still nothing is declared absent; then what is, is', async () => {
  await postAs(stack, 'held-up', started('waits'));
  stack.cloud.faults.onInvoke = (name) => (name === 'monitor' ? 'throttled' : undefined);
  await minutesPass(stack, 20);
  expect(alertsOn('held-up')).toEqual([]);
  delete stack.cloud.faults.onInvoke;
  await minutesPass(stack, 10);
  expect(alertsOn('held-up')).toEqual([['alert.firing', null]]);
});
