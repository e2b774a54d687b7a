import { Client } from '../../sdk/api/client';
import { hostSurroundings, type Surroundings } from '../../sdk/agent/surroundings';
import { AgentPaused, Tocsin, verify } from '../../sdk/tocsin';
import { type TestCloud, withCloud } from './cloud';
import { Receiver } from './receiver';
import { subscribe } from './subscribe';
import { watch } from './watch';

let stack: TestCloud;
let receiver: Receiver;
beforeAll(async () => {
  [stack, receiver] = await Promise.all([withCloud(), Receiver.start()]);
});
afterAll(async () => {
  await Promise.all([stack.stop(), receiver.stop()]);
});

const admin = (): Client => new Client({ url: stack.cloud.apiUrl, key: stack.first.adminKey });

/** By the cloud's clock. What the SDK waits for between tries passes at once, and answers may take their time. */
function impatient(): Partial<Surroundings> {
  const { setTimer } = hostSurroundings(() => undefined);
  return {
    now: () => stack.cloud.clock.now(),
    setTimer(delayMs, call, keepsAlive) {
      const isPause = keepsAlive === true && delayMs <= 10_000;
      return setTimer(isPause ? delayMs / 50 : delayMs * 20, call, keepsAlive);
    },
  };
}

const PATIENT = { timeoutMs: 30_000 };

const tocsinOf = (agent: string): Tocsin =>
  new Tocsin({
    url: `${stack.cloud.apiUrl}/in/${stack.first.pathKey}/${agent}`,
    surroundings: impatient(),
  });

it('what a run tracks is stored in order, once, although its first answer was lost', async () => {
  let isLost = false;
  const losing: Surroundings['fetch'] = async (url, init) => {
    const answer = await fetch(url, init);
    if (isLost) return answer;
    isLost = true;
    throw new TypeError('The answer was lost');
  };
  const tocsin = new Tocsin({
    url: `${stack.cloud.apiUrl}/in/${stack.first.pathKey}/reporter`,
    surroundings: { ...impatient(), fetch: losing },
  });
  await tocsin.run(async (run) => run.track('order.refunded', { amount: 12 }), {
    id: 'run_42',
    deadlineMs: 60_000,
  });
  expect(await tocsin.close(PATIENT)).toBe(true);
  expect(tocsin.counts).toEqual({ sent: 3, dropped: 0, refused: 0 });
  await stack.cloud.idle();
  const { body } = await stack.admin<{ data: { type: string; subject: string }[] }>(
    ...(['GET', '/v1/events?source=reporter'] as const),
  );
  expect(body.data.map(({ type, subject }) => [type, subject]).sort()).toEqual([
    ['agent.run.completed', 'run_42'],
    ['agent.run.started', 'run_42'],
    ['order.refunded', 'run_42'],
  ]);
});

it('a monitor pauses the agent: the next checkpoint throws or waits, and a resume lets it go on', async () => {
  await watch(stack, {
    ...{ name: 'five failures', kind: 'count', eventTypes: ['agent.run.failed'], groupBy: ['source'] },
    ...{ window: { slidingSeconds: 600 }, thresholds: [{ atLeast: 5, severity: 'critical' }] },
    actions: [{ kind: 'pauseAgent' }],
  });
  const tocsin = tocsinOf('failing');
  for (let count = 0; count < 5; count++)
    await tocsin.run(() => Promise.reject(new Error('no answer'))).catch(() => undefined);
  expect(await tocsin.flush(PATIENT)).toBe(true);
  await stack.cloud.idle();
  const options = { maxAgeMs: 0 };
  const thrown: unknown = await tocsin
    .checkpoint({ ...options, whenPaused: 'throw' })
    .catch((error: unknown) => error);
  expect(thrown).toBeInstanceOf(AgentPaused);
  expect((thrown as AgentPaused).reason).toContain('five failures');

  const waiting = tocsin.checkpoint(options);
  await admin().post('/v1/agents/resume', { query: { agent: 'failing' }, body: {} });
  stack.cloud.clock.advance(1_000);
  expect(await waiting).toMatchObject({ model: undefined });
  await tocsin.close(PATIENT);
});

it('a switched model is what model() and the checkpoint answer', async () => {
  const tocsin = tocsinOf('a/spender with spaces'.replaceAll(' ', '%20').replace('/', '%2F'));
  expect(tocsin.agent).toBe('a/spender with spaces');
  await admin().post('/v1/agents/switch-model', {
    ...{ query: { agent: 'a/spender with spaces' } },
    body: { from: 'gpt-5', to: 'gpt-5-mini', reason: 'Load test' },
  });
  expect(await tocsin.checkpoint({ model: 'gpt-5' })).toMatchObject({ model: 'gpt-5-mini' });
  expect([tocsin.model('gpt-5'), tocsin.model('gpt-4o')]).toEqual(['gpt-5-mini', 'gpt-4o']);
  await tocsin.close(PATIENT);
});

it('a receiver verifies what is delivered, by the SDK and the secret that was shown once', async () => {
  const { secret } = await subscribe(stack, receiver.url, ['order.placed']);
  const tocsin = tocsinOf('shop');
  tocsin.track('order.placed', { amount: 12 });
  await tocsin.close(PATIENT);
  await stack.cloud.idle();
  const [request] = receiver.requests;
  const now = () => stack.cloud.clock.now();
  const verified = await verify({ headers: request!.headers, body: request!.body }, { secret, now });
  expect(verified.json()).toMatchObject({ type: 'order.placed', source: 'shop', data: { amount: 12 } });
});
