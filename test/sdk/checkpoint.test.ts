import { AgentPaused, Tocsin, type TocsinOptions } from '../../sdk/tocsin';
import { FakeHost } from './fake-host';

const URL = 'https://api.example.com/in/tcn_in_key/support-bot';

let host: FakeHost;
beforeEach(() => {
  host = new FakeHost();
});

const tocsin = (options: TocsinOptions = {}): Tocsin =>
  new Tocsin({ url: URL, surroundings: host, ...options });

const hold = (more: object = {}) => ({
  ...{ id: 'hold_1', kind: 'pause', actor: 'monitor mon_1', reason: 'five failures', until: null, ...more },
});
const paused = (version: number, ...holds: object[]) => ({
  ...{ state: 'paused' as const, version, holds: holds.length === 0 ? [hold()] : holds },
});
const running = (version: number) => ({ state: 'running' as const, version });

/** Whether it is resolved or rejected by now. */
function watched<Value>(promise: Promise<Value>): { state: string; value?: Value; error?: unknown } {
  const seen: { state: string; value?: Value; error?: unknown } = { state: 'waits' };
  promise.then(
    (value) => Object.assign(seen, { state: 'done', value }),
    (error: unknown) => Object.assign(seen, { state: 'failed', error }),
  );
  return seen;
}

it('the first checkpoint asks by the query, later ones answer from memory for two seconds, then by the ETag', async () => {
  const one = tocsin({ agent: 'a/b' });
  await one.checkpoint();
  await host.advance(2_000);
  await one.checkpoint();
  expect(host.asks().map(({ url }) => url.href)).toEqual([
    'https://api.example.com/v1/agents/directive?agent=a%2Fb',
  ]);
  await host.advance(1);
  await one.checkpoint();
  await host.advance(2_001);
  host.directive = paused(1);
  await expect(one.checkpoint({ whenPaused: 'throw' })).rejects.toThrow(AgentPaused);
  expect(host.asks().map(({ headers }) => headers['if-none-match'])).toEqual([undefined, '"0"', '"0"']);
});

it('the answer to events is news as well, so that nothing is asked', async () => {
  const one = tocsin();
  host.directive = { ...running(1), modelSwitches: [{ from: 'gpt-5', to: 'gpt-5-mini' }] };
  one.track('event');
  await host.advance(1_000);
  expect(await one.checkpoint({ model: 'gpt-5' })).toEqual({ model: 'gpt-5-mini', waitedMs: 0 });
  expect([one.model('gpt-5'), one.model('gpt-4'), host.asks()]).toEqual(['gpt-5-mini', 'gpt-4', []]);
});

it('a paused agent waits, asks ever less often, says that it is alive, and goes on when it is resumed', async () => {
  host.directive = paused(1);
  const one = tocsin();
  const checkpoint = watched(one.checkpoint());
  await host.advance(60_000);
  expect(checkpoint.state).toBe('waits');
  const beats = host.events().map(({ type }) => type);
  expect(beats).toEqual(['agent.heartbeat', 'agent.heartbeat']);
  const asked = host.asks().map(({ at }) => at);
  const gaps = asked.slice(1).map((at, index) => at - asked[index]!);
  expect([Math.min(...gaps) >= 2_000, Math.max(...gaps) <= 12_000, gaps.length > 5]).toEqual([
    true,
    true,
    true,
  ]);
  host.directive = running(2);
  await host.advance(10_000);
  expect(checkpoint).toMatchObject({ state: 'done', value: { waitedMs: expect.any(Number) } });
  expect(checkpoint.value!.waitedMs).toBeGreaterThan(59_000);
});

it('a wait keeps the process alive, and leaves no timer when it is over', async () => {
  host.directive = paused(1);
  const one = tocsin();
  const checkpoint = watched(one.checkpoint());
  await host.advance(20_000);
  expect(host.keptAlive).toBe(1);
  host.directive = running(2);
  await host.advance(10_000);
  expect([checkpoint.state, host.pendingTimers]).toEqual(['done', 0]);
});

it('with whenPaused throw, AgentPaused says who, why and until when', async () => {
  host.directive = paused(
    1,
    hold({ until: '2026-01-31T13:00:00.000Z' }),
    hold({ kind: 'switchModel', reason: 'x' }),
  );
  const error: unknown = await tocsin({ whenPaused: 'throw' })
    .checkpoint()
    .catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({
    ...{ name: 'AgentPaused', agent: 'support-bot', reason: 'five failures' },
    ...{ until: '2026-01-31T13:00:00.000Z', message: 'The agent support-bot is paused: five failures' },
  });
});

it('after waitMs AgentPaused is thrown, and an aborted signal throws its reason', async () => {
  host.directive = paused(1);
  const one = tocsin();
  const short = watched(one.checkpoint({ waitMs: 5_000 }));
  const controller = new AbortController();
  const aborted = watched(one.checkpoint({ signal: controller.signal }));
  await host.advance(4_999);
  expect([short.state, aborted.state]).toEqual(['waits', 'waits']);
  controller.abort(new Error('stop'));
  await host.advance(1);
  expect(short.error).toBeInstanceOf(AgentPaused);
  expect(aborted.error).toEqual(new Error('stop'));
  expect(host.keptAlive).toBe(0);
});

it.each([
  ['no connection', new TypeError('fetch failed')],
  ['garbage', { status: 200, body: { agent: 'support-bot', state: 'paused', holds: 'many' } }],
  [
    'a directive of somebody else',
    { status: 200, body: { ...paused(1), agent: 'other', modelSwitches: [] } },
  ],
  ['500', { status: 500, body: {} }],
])('%s: the agent goes on at once', async (_, answer) => {
  host.instead = () => answer;
  const checkpoint = watched(tocsin().checkpoint({ model: 'gpt-5' }));
  await host.advance(0);
  expect(checkpoint).toEqual({ state: 'done', value: { model: 'gpt-5', waitedMs: 0 } });
});

it('a Tocsin that hangs costs half a second once; until it answers again nobody waits for it', async () => {
  host.instead = () => 'hang';
  const one = tocsin();
  const first = watched(one.checkpoint());
  await host.advance(499);
  expect(first.state).toBe('waits');
  await host.advance(1);
  expect(first.state).toBe('done');
  for (let count = 0; count < 100; count++) {
    const next = watched(one.checkpoint());
    await host.advance(0);
    expect(next.state).toBe('done');
    await host.advance(1_000);
  }
  expect(host.asks().length).toBeLessThan(12);
});

it('with onUnreachable pause, an agent of which nothing is known waits until Tocsin says that it may run', async () => {
  host.instead = () => new TypeError('fetch failed');
  const one = tocsin({ onUnreachable: 'pause' });
  const checkpoint = watched(one.checkpoint());
  await host.advance(60_000);
  expect(checkpoint.state).toBe('waits');
  await expect(one.checkpoint({ whenPaused: 'throw' })).rejects.toThrow('Tocsin cannot be reached');
  host.instead = () => undefined;
  await host.advance(60_000);
  expect(checkpoint.state).toBe('done');
});

it('a pause holds for five minutes while Tocsin cannot be reached, then the agent goes on', async () => {
  host.directive = paused(1);
  const one = tocsin();
  const checkpoint = watched(one.checkpoint());
  await host.advance(0);
  host.instead = () => new TypeError('fetch failed');
  await host.advance(299_000);
  expect(checkpoint.state).toBe('waits');
  await host.advance(20_000);
  expect(checkpoint.state).toBe('done');
});

it('a pause that has ended by itself ends without Tocsin, a review that nobody answered does not', async () => {
  const until = '2026-01-31T12:01:00.000Z';
  host.directive = paused(1, hold({ until }));
  const timed = watched(tocsin().checkpoint());
  await host.advance(0);
  host.directive = paused(1, hold({ until, kind: 'review' }));
  const reviewed = watched(tocsin().checkpoint());
  await host.advance(0);
  host.instead = () => new TypeError('fetch failed');
  await host.advance(75_000);
  expect([timed.state, reviewed.state]).toEqual(['done', 'waits']);
});

it('an answer that was overtaken by a newer one does not count', async () => {
  const one = tocsin();
  let answerLate: (response: Response) => void = () => undefined;
  const late = new Promise<Response>((resolve) => (answerLate = resolve));
  host.instead = ({ method }) => (method === 'GET' ? late : undefined);
  const first = watched(one.checkpoint());
  host.directive = paused(3);
  one.track('event');
  const flushed = one.flush();
  await host.advance(0);
  expect(await flushed).toBe(true);
  answerLate(Response.json({ agent: 'support-bot', ...running(2), modelSwitches: [], holds: [] }));
  await host.advance(0);
  expect(one.directive).toMatchObject({ state: 'paused', version: 3 });
  expect(first.state).toBe('waits');
});

it('a Tocsin that has begun anew, with lower versions, is believed', async () => {
  host.directive = paused(9);
  const one = tocsin();
  await one.checkpoint({ whenPaused: 'throw' }).catch(() => undefined);
  host.directive = running(0);
  await host.advance(3_000);
  expect((await one.checkpoint({ whenPaused: 'throw' })).waitedMs).toBe(0);
});

it('a clock that was set back makes what is known old, not new', async () => {
  const one = tocsin();
  await one.checkpoint();
  host.setBack(3_600_000);
  await one.checkpoint();
  expect(host.asks()).toHaveLength(2);
});
