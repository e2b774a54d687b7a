import { type TestCloud, withCloud } from './cloud';
import { type Find, patchedAssembly } from './patched-assembly';
import { Receiver } from './receiver';
import { deliveriesOf, rows } from './rows';
import { subscribe } from './subscribe';
import { minutesPass } from './watch';

let stack: TestCloud | undefined;
let receiver: Receiver;

beforeEach(async () => {
  receiver = await Receiver.start();
});

afterEach(async () => {
  await Promise.all([stack?.stop(), receiver.stop()]);
  stack = undefined;
});

type Properties = Record<string, unknown>;

async function start(name: string, change: (find: Find) => void): Promise<TestCloud> {
  stack = await withCloud({ assembly: patchedAssembly(name, change), faults: { duplicateProbability: 0 } });
  return stack;
}

/** The stack in which EventBridge may not put anything into the monitor queue. */
const withoutArrow = (find: Find): void => {
  const policy = find('MonitorQueuePolicy').Properties as { PolicyDocument: { Statement: Properties[] } };
  policy.PolicyDocument.Statement = policy.PolicyDocument.Statement.filter(({ Effect }) => Effect === 'Deny');
};

async function letters(stack: TestCloud): Promise<{ id: string; kind: string; reason: string }[]> {
  const { body } = await stack.admin<{ data: { id: string; kind: string; reason: string }[] }>(
    'GET',
    '/v1/dead-letters',
  );
  return body.data;
}

const monitorDepth = ({ cloud }: TestCloud): number => {
  const [, depth] = Object.entries(cloud.queueDepths()).find(([name]) => name.includes('MonitorQueue')) ?? [];
  return depth ? depth.visible + depth.inFlight : 0;
};

describe('what the bus could not bring to the monitors', () => {
  const event = (id: string): object => ({ type: 'an.event', source: 'bot', id });

  it('is a dead letter of its own kind, and goes to them alone when it is replayed, one or all', async () => {
    const stack = await start('no-monitor-arrow', withoutArrow);
    await subscribe(stack, receiver.url, ['an.event']);
    const since = new Date(stack.cloud.clock.now() - 60_000).toISOString();
    await stack.post([event('one'), event('two')]);
    await stack.cloud.idle();
    const dead = await letters(stack);
    expect(dead).toEqual([
      expect.objectContaining({ kind: 'monitor', reason: 'bus_no_permissions' }),
      expect.objectContaining({ kind: 'monitor', reason: 'bus_no_permissions' }),
    ]);
    expect(await stack.admin('POST', `/v1/dead-letters/${dead[0]?.id}/replay`)).toMatchObject({
      status: 202,
    });
    await stack.cloud.idle();
    expect(await letters(stack)).toHaveLength(1);
    const until = new Date(stack.cloud.clock.now() + 60_000).toISOString();
    const job = await stack.admin('POST', '/v1/dead-letters/replay', { since, until });
    expect(job.status).toBe(202);
    await minutesPass(stack, 2);
    expect(await letters(stack)).toEqual([]);
    expect(monitorDepth(stack)).toBe(0);
    expect(receiver.requests).toHaveLength(2);
  });
});

it('a sweep that the schedule may not start is buried: the next minute makes up for it', async () => {
  const stack = await start('no-sweep', (find) => {
    (find('EveryMinuteAllowEventRule').Properties as Properties)['SourceArn'] = 'arn:aws:events:another';
  });
  await stack.cloud.runSchedules();
  expect(stack.cloud.output('sweep')).toEqual([]);
  expect(stack.cloud.output('bury').join('\n')).toContain('"origin":"schedule"');
  expect(await rows(stack, 'dead')).toEqual([]);
});

it('an endpoint that has taken seconds is served by the slow queue', async () => {
  stack = await withCloud({ faults: { duplicateProbability: 0 } });
  const { id } = await subscribe(stack, receiver.url, ['an.event']);
  const slowUntil = { N: String(stack.cloud.clock.now() + 600_000) };
  await stack.cloud.call('DynamoDB_20120810.PutItem', {
    TableName: stack.cloud.ref('Subscriptions'),
    Item: { pk: { S: `subscription#${id}` }, sk: { S: 'pace' }, slowUntil },
  });
  const { body } = await stack.post<{ results: { id: string }[] }>({ type: 'an.event', source: 'bot' });
  await stack.cloud.idle();
  const [delivery] = await deliveriesOf(stack, body.results[0]?.id ?? '');
  expect(delivery).toMatchObject({ state: 'delivered', attempts: { length: 1 } });
  expect(stack.cloud.output('deliver').join('\n')).toContain('"unit":"deliver.slow-lane"');
});
