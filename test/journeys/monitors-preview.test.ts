import type { TestCloud } from './cloud';
import { withCloud } from './cloud';
import { minutesPass, postAs, times, watch } from './watch';

const FAILED = 'agent.run.failed';
const NEW = {
  ...{ name: 'five failures', kind: 'count', eventTypes: [FAILED], groupBy: ['source'] },
  ...{ window: { slidingSeconds: 600 }, thresholds: [{ atLeast: 5, severity: 'critical' }] },
};

interface Values {
  data: { group: object; value: number; state: string; alert: string | null }[];
}
interface Alerts {
  data: { status: string; severity: string; reason: string | null }[];
}

let stack: TestCloud;

beforeAll(async () => {
  stack = await withCloud();
});
afterAll(() => stack.stop());

const valuesOf = async (id: string) =>
  (await stack.admin<Values>('GET', `/v1/monitors/${id}/values`)).body.data;
const alertsOf = async (id: string) =>
  (await stack.admin<Alerts>('GET', `/v1/alerts?monitor=${id}`)).body.data;

it('a preview says of stored events what a monitor then says of new ones', async () => {
  const since = new Date(stack.cloud.clock.now()).toISOString();
  await postAs(stack, 'bot', ...times(6, FAILED));
  const tried = await stack.admin('POST', '/v1/monitors/preview', { monitor: NEW, since });
  expect(tried).toMatchObject({
    status: 200,
    body: { complete: true, events: 6, edges: [{ group: { source: 'bot' }, edge: 'fired', value: 5 }] },
  });
  const id = await watch(stack, NEW);
  expect(await valuesOf(id)).toEqual([]);
  await postAs(stack, 'bot', ...times(6, FAILED));
  expect(await valuesOf(id)).toMatchObject([
    { group: { source: 'bot' }, value: 6, state: 'firing', alert: expect.stringMatching(/^alt_/) },
  ]);
});

it('3.9 another window begins anew and resolves the alert (monitorChanged)', async () => {
  const id = await watch(stack, NEW);
  await postAs(stack, 'changed', ...times(5, FAILED));
  await stack.admin('PATCH', `/v1/monitors/${id}`, { window: { slidingSeconds: 60 } });
  await minutesPass(stack, 2);
  expect(await alertsOf(id)).toMatchObject([{ status: 'resolved', reason: 'monitorChanged' }]);
  expect(await valuesOf(id)).toEqual([]);
});

it('3.9 other thresholds are applied to what has been counted, although nothing happens', async () => {
  const id = await watch(stack, { ...NEW, window: { slidingSeconds: 3_600 } });
  await postAs(stack, 'quiet', ...times(3, FAILED));
  await stack.admin('PATCH', `/v1/monitors/${id}`, { thresholds: [{ atLeast: 3, severity: 'warning' }] });
  await minutesPass(stack, 4);
  expect(await alertsOf(id)).toMatchObject([{ status: 'firing', severity: 'warning' }]);
});
