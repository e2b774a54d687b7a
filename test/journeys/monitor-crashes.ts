import { type TestCloud, withCloud } from './cloud';
import { Receiver } from './receiver';
import { rows } from './rows';
import { subscribe } from './subscribe';
import { directiveOf, times, toldOf, watch } from './watch';

/** Before the call has an effect, or after it and before its answer. */
type Moment = 'crashBefore' | 'crashAfter';

/** Where `monitor` is killed in a life: at every write, and at some reads. */
const NTH: Record<string, number[]> = {
  'dynamodb GetItem': [1, 3, 5],
  'dynamodb Query': [1, 3],
  'dynamodb BatchGetItem': [1, 3],
  'dynamodb UpdateItem': [1, 2, 3],
  'dynamodb TransactWriteItems': [1, 2, 3, 4, 5, 6, 7, 8],
  'dynamodb DeleteItem': [1],
  'events PutEvents': [1, 2, 3],
};
const CALLS = Object.entries(NTH).flatMap(([call, numbers]) =>
  numbers.map((nth): [string, number] => [call, nth]),
);
const MINUTE = 60_000;
const FAILED = 'agent.run.failed';

let stack: TestCloud;
let receiver: Receiver;

/** A test for each call of `monitor`: killed at `moment`, it counts, pauses and tells once all the same. */
export function testMonitorCrashes(moment: Moment): void {
  beforeAll(async () => {
    [stack, receiver] = await Promise.all([withCloud(), Receiver.start()]);
    await subscribe(stack, receiver.url, ['alert.*', 'agent.paused', 'agent.resumed']);
    await watch(stack, {
      ...{ name: 'five failures', kind: 'count', eventTypes: [FAILED], groupBy: ['source'] },
      ...{ window: { slidingSeconds: 86_400 }, thresholds: [{ atLeast: 5, severity: 'critical' }] },
      actions: [{ kind: 'pauseAgent' }],
    });
    await watch(stack, {
      ...{ name: 'failures in a row', kind: 'streak', eventTypes: [FAILED], groupBy: ['source'] },
      ...{ badFilter: { type: [FAILED] }, thresholds: [{ atLeast: 5, severity: 'warning' }] },
    });
  });

  afterAll(async () => {
    await Promise.all([stack.stop(), receiver.stop()]);
  });

  it('all calls that monitor makes are among those at which it is killed', async () => {
    const counts = new Map<string, number>();
    stack.cloud.faults.onCall = ({ caller, service, action }) => {
      const call = `${service} ${action}`;
      if (caller === 'monitor') counts.set(call, (counts.get(call) ?? 0) + 1);
      return undefined;
    };
    await live('no-crash');
    expect([...counts.keys()].sort()).toEqual([...new Set(CALLS.map(([call]) => call))].sort());
  });

  it.each(CALLS)('%s, number %i', async (call, nth) => {
    let count = 0;
    let happened = false;
    stack.cloud.faults.onCall = ({ caller, service, action }) => {
      if (caller !== 'monitor' || `${service} ${action}` !== call || ++count !== nth) return undefined;
      happened = true;
      return { kind: moment };
    };
    await live(`${call}-${nth}`.replaceAll(' ', '-'));
    expect(happened).toBe(true);
  });
}

/** An agent fails four times and is left alone, fails again, is paused, and is let go on by a person. */
async function live(agent: string): Promise<void> {
  // What functions remember is forgotten by then: each life makes all its calls.
  stack.cloud.clock.advance(11 * MINUTE);
  await stack.cloud.idle();
  await post(agent, 4);
  await settle();
  expect(await directiveOf(stack, agent)).toMatchObject({ state: 'running' });
  await post(agent, 1);
  await settle();
  expect(await directiveOf(stack, agent)).toMatchObject({ state: 'paused', holds: [{ kind: 'pause' }] });
  expect(toldAbout(agent)).toEqual(['agent.paused', 'alert.firing critical 5', 'alert.firing warning 5']);
  expect((await stack.admin('POST', `/v1/agents/${agent}/resume`, {})).status).toBe(200);
  await settle();
  expect(await directiveOf(stack, agent)).toMatchObject({ state: 'running', holds: [] });
  expect(toldAbout(agent).filter((told) => told.startsWith('agent.resumed'))).toHaveLength(1);
  expect(toldAbout(agent).filter((told) => told.startsWith('alert.resolved critical'))).toHaveLength(1);
}

const post = async (agent: string, count: number): Promise<void> => {
  const events = times(count, FAILED).map((event) => ({ source: agent, ...event }));
  expect((await stack.post(events)).status).toBe(202);
};

/** What was told of an agent, each event once, sorted. */
const toldAbout = (agent: string): string[] =>
  toldOf(receiver)
    .filter(({ data }) => JSON.stringify(data).includes(`"${agent}"`))
    .map(({ type, data }) => (type.startsWith('alert.') ? `${type} ${data.severity} ${data.value}` : type))
    .sort();

/** Time passes, with its visibility timeouts and sweeps, until nothing is under way any more. */
async function settle(): Promise<void> {
  await stack.cloud.idle();
  for (let round = 0; !(await settled()); round++) {
    if (round === 6) throw new Error(`Not settled: ${stack.reports.slice(-5).join('\n')}`);
    stack.cloud.clock.advance(6.5 * MINUTE);
    await stack.cloud.idle();
  }
}

async function settled(): Promise<boolean> {
  const depths = Object.values(stack.cloud.queueDepths());
  if (depths.some(({ visible, delayed, inFlight }) => visible + delayed + inFlight > 0)) return false;
  if ((await rows(stack, 'outbox')).length > 0) return false;
  return (await rows(stack, 'alert')).every(({ todo }) => Object.keys(todo).length === 0);
}
