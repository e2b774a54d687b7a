import { FUNCTION_NAMES } from '../../lib/function-names';
import { type TestCloud, withCloud } from './cloud';
import { fillRate } from './key-rate';
import { linesOf } from './measured';
import { patchedAssembly } from './patched-assembly';
import { Receiver } from './receiver';
import { subscribe } from './subscribe';
import { minutesPass, watch } from './watch';
import { watchedMetrics } from './watched-metrics';

const MAX_RECEIVE_COUNT = 2;
/** Longer than any queue hides a message that has failed. */
const HIDDEN_MS = 361_000;
const WINDOW_MINUTES = 5;

let stack: TestCloud;
let receiver: Receiver;

beforeAll(async () => {
  const assembly = patchedAssembly('metrics', (find) => {
    const { RedrivePolicy } = find('RouteQueue').Properties as { RedrivePolicy: Record<string, unknown> };
    RedrivePolicy.maxReceiveCount = MAX_RECEIVE_COUNT;
  });
  const faults = { duplicateProbability: 0 };
  [stack, receiver] = await Promise.all([
    withCloud({ assembly, faults }),
    Receiver.start(({ path }) => ({ status: path === '/down' ? 500 : 204 })),
  ]);
});

afterAll(async () => {
  await Promise.all([stack.stop(), receiver.stop()]);
});

async function post(type: string): Promise<void> {
  await stack.post({ type, source: 'bot' });
  await stack.cloud.idle();
}

/** From now on these functions cannot write to any table. */
function withoutTables(...names: string[]): void {
  stack.cloud.faults.onCall = ({ caller, service, action }) =>
    names.includes(caller) && service === 'dynamodb' && /Put|Update|Write/.test(action)
      ? { kind: 'error', code: 'ValidationException', status: 400 }
      : undefined;
}

async function ordinaryDay(): Promise<void> {
  await subscribe(stack, `${receiver.url}/up`, ['good']);
  const thresholds = [{ atLeast: 1, severity: 'info' }];
  await watch(stack, {
    kind: 'count',
    eventTypes: ['good'],
    thresholds,
    window: { slidingSeconds: WINDOW_MINUTES * 60 },
  });
  await post('good');
  await minutesPass(stack, 2);
}

async function givenUp(): Promise<void> {
  await subscribe(stack, `${receiver.url}/down`, ['hopeless'], { retry: { scheduleSeconds: [1] } });
  await post('hopeless');
  stack.cloud.clock.advance(10_000);
  await stack.cloud.idle();
}

async function failingInPart(): Promise<void> {
  withoutTables('ingest', 'admin', 'deliver', 'monitor', 'sweep');
  await post('good');
  await stack.admin('GET', '/v1/subscriptions');
  // The window ends, which the sweep cannot note.
  await minutesPass(stack, WINDOW_MINUTES);
}

async function buried(): Promise<void> {
  withoutTables('route', 'bury');
  await post('good');
  for (let received = 0; received <= MAX_RECEIVE_COUNT; received++) {
    stack.cloud.clock.advance(HIDDEN_MS);
    await stack.cloud.idle();
  }
  delete stack.cloud.faults.onCall;
  stack.cloud.clock.advance(HIDDEN_MS);
  await stack.cloud.idle();
}

async function throttled(): Promise<void> {
  const { body } = await stack.admin<{ id: string; key: string }>('POST', '/v1/keys', {
    name: 'busy',
    scopes: ['ingest', 'read'],
  });
  await fillRate(stack, body.id);
  const event = { type: 'good', source: 'bot' };
  const answers = await Promise.all([
    stack.request('POST', '/v1/events', { key: body.key, body: event }),
    stack.request('GET', '/v1/subscriptions', { key: body.key }),
  ]);
  expect(answers.map(({ status }) => status)).toEqual([429, 429]);
}

/** Pairs of function and metric, as CloudWatch reads them out of the lines. */
const written = (): Set<string> =>
  new Set(
    FUNCTION_NAMES.flatMap((name) => linesOf(stack, name)).flatMap(({ _aws, FunctionName }) =>
      (_aws?.CloudWatchMetrics ?? []).flatMap(({ Metrics }) =>
        Metrics.map(({ Name }) => `${String(FunctionName)} ${Name}`),
      ),
    ),
  );

it('whatever alarms and dashboard look at is written by the function that they ask', async () => {
  for (const part of [ordinaryDay, givenUp, failingInPart, buried, throttled]) await part();
  const { byAlarms, onDashboard } = watchedMetrics();
  expect(byAlarms.length).toBeGreaterThan(7);
  expect(onDashboard.length).toBeGreaterThan(10);
  const seen = written();
  const missing = [...byAlarms, ...onDashboard]
    .filter(({ metric, logicalId }) => !seen.has(`${stack.cloud.ref(logicalId)} ${metric}`))
    .map(({ metric, logicalId }) => `${logicalId} ${metric}`);
  expect(missing).toEqual([]);
});
