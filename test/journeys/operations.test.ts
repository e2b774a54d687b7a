import { type TestCloud, withCloud } from './cloud';
import { fillRate, WINDOW_MS } from './key-rate';
import { type Line, linesOf, measuredBy } from './measured';
import { Receiver } from './receiver';
import { subscribe } from './subscribe';
import { minutesPass, postAs, watch } from './watch';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';

let stack: TestCloud;
let receiver: Receiver;

beforeAll(async () => {
  [stack, receiver] = await Promise.all([withCloud(), Receiver.start()]);
});

afterAll(async () => {
  await Promise.all([stack.stop(), receiver.stop()]);
});

describe('one event on its way', () => {
  const SECRETS = ['very private words', 'hunter2'];
  let traceparent: string | undefined;

  beforeAll(async () => {
    const destination = { kind: 'webhook', url: receiver.url, headers: { authorization: 'Bearer hunter2' } };
    await subscribe(stack, receiver.url, ['an.event'], { destination });
    await watch(stack, {
      kind: 'count',
      eventTypes: ['an.event'],
      thresholds: [{ atLeast: 1_000, severity: 'info' }],
      window: { slidingSeconds: 60 },
    });
    const event = { type: 'an.event', source: 'bot', data: { text: SECRETS[0] } };
    await stack.post(event, { traceparent: `00-${TRACE}-00f067aa0ba902b7-01` });
    await stack.cloud.idle();
    await stack.cloud.runSchedules();
    await minutesPass(stack, 1);
    traceparent = receiver.requests[0]?.headers.traceparent as string | undefined;
  });

  it('carries the trace of the request to the endpoint, each attempt a span of its own', () => {
    expect(traceparent).toMatch(new RegExp(`^00-${TRACE}-[0-9a-f]{16}-01$`));
    expect(traceparent).not.toContain('00f067aa0ba902b7');
  });

  it.each(['ingest', 'route', 'deliver', 'monitor'])('is found by its trace in the log of %s', (name) => {
    const traceOf = (line: Line): string => String(line['traceparent'] ?? line['traceparents']);
    expect(linesOf(stack, name).some((line) => traceOf(line).includes(TRACE))).toBe(true);
  });

  it.each([
    ['ingest', ['EventsAccepted', 'EventsRefused']],
    ['route', ['EventsRouted', 'RoutingDelay']],
    ['deliver', ['AttemptDuration', 'Attempts', 'AttemptsFailed', 'DeliveryDelay']],
    ['monitor', ['EventsCounted']],
    ['sweep', ['OldestOverdueDelivery', 'TickLag']],
  ])('is measured in the lines of %s, by the function alone', (name, metrics) => {
    expect([...measuredBy(stack, name)].sort()).toEqual(metrics);
    for (const line of linesOf(stack, name).filter(({ _aws }) => _aws))
      expect(line._aws).toMatchObject({
        CloudWatchMetrics: [{ Namespace: 'Tocsin', Dimensions: [['FunctionName']] }],
      });
  });

  it('tells by how many seconds the monitors are behind, once they have heard of a tick', () => {
    const lags = linesOf(stack, 'sweep').flatMap(({ unit, TickLag }) => (unit === 'sweep' ? [TickLag] : []));
    expect(lags[0]).toBeUndefined();
    expect(lags.at(-1)).toBeGreaterThan(30);
    expect(lags.at(-1)).toBeLessThan(120);
  });

  it('leaves no body, no secret and no key in any log', () => {
    const everything = ['authorize', 'ingest', 'route', 'deliver', 'monitor', 'sweep', 'bury', 'admin']
      .flatMap((name) => stack.cloud.output(name))
      .join('\n');
    expect(everything).toContain('"unit":"deliver"');
    const keys = [stack.first.adminKey, stack.first.ingestKey, stack.first.rootKey];
    for (const secret of [...SECRETS, ...keys, 'whsec_']) expect(everything).not.toContain(secret);
  });
});

it('no trace is begun where none was sent, and nonsense is none', async () => {
  await subscribe(stack, `${receiver.url}/quiet`, ['untraced']);
  await stack.post({ type: 'untraced', source: 'bot' }, { traceparent: '00-not-a-trace' });
  await stack.cloud.idle();
  expect(receiver.requests.at(-1)?.headers).not.toHaveProperty('traceparent');
});

it('a key that asks too often is told when to come back, others are not', async () => {
  const made = await stack.admin<{ id: string; key: string }>('POST', '/v1/keys', {
    name: 'busy',
    scopes: ['ingest'],
  });
  await fillRate(stack, made.body.id);
  const event = { type: 'an.event', source: 'bot' };
  const refused = await stack.request('POST', '/v1/events', { key: made.body.key, body: event });
  expect(refused).toMatchObject({ status: 429, body: { status: 429 } });
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
  expect(Number(refused.headers.get('retry-after'))).toBeLessThanOrEqual(10);
  expect((await stack.post(event)).status).toBe(202);
  stack.cloud.clock.advance(2 * WINDOW_MS);
  expect((await stack.request('POST', '/v1/events', { key: made.body.key, body: event })).status).toBe(202);
});

it('a revoked key stops working within 30 seconds', async () => {
  const made = await stack.admin<{ id: string; key: string }>('POST', '/v1/keys', {
    name: 'old',
    scopes: ['ingest'],
  });
  const post = (): Promise<{ status: number }> =>
    stack.request('POST', '/v1/events', { key: made.body.key, body: { type: 'an.event', source: 'bot' } });
  expect((await post()).status).toBe(202);
  expect((await stack.admin('DELETE', `/v1/keys/${made.body.id}`)).status).toBe(204);
  stack.cloud.clock.advance(30_001);
  expect((await post()).status).toBe(403);
});

it('what an agent is told is not delayed by counting its key', async () => {
  expect(await postAs(stack, 'bot', { type: 'an.event' })).toMatchObject({ agent: 'bot' });
});
