import { Tocsin, type TocsinOptions } from '../../sdk/tocsin';
import { FakeHost } from './fake-host';

const URL = 'https://api.example.com/in/tcn_in_key/support-bot';

let host: FakeHost;
beforeEach(() => {
  host = new FakeHost();
});

const tocsin = (options: TocsinOptions = {}): Tocsin =>
  new Tocsin({ url: URL, surroundings: host, ...options });

const types = (): string[] => host.events().map(({ type }) => type);

it('an event is posted a second after it was tracked, with the time of its tracking', async () => {
  tocsin().track('order.refunded', { amount: 12 }, { run: 'run_42' });
  await host.advance(999);
  expect(host.requests).toEqual([]);
  await host.advance(1);
  expect(host.posts()).toMatchObject([
    {
      headers: { authorization: 'Bearer tcn_in_key', 'content-type': 'application/json' },
      body: [
        {
          ...{ type: 'order.refunded', source: 'support-bot', subject: 'run_42' },
          ...{ time: '2026-01-31T12:00:00.000Z', data: { amount: 12 } },
        },
      ],
    },
  ]);
  expect(host.posts()[0]?.url.href).toBe('https://api.example.com/v1/events');
});

it('twenty events are posted at once, in one request', async () => {
  const one = tocsin();
  for (let count = 0; count < 20; count++) one.track(`event.n${count}`);
  await host.advance(0);
  expect(host.posts().map(({ body }) => (body as object[]).length)).toEqual([20]);
  expect(one.counts).toEqual({ sent: 20, dropped: 0, refused: 0 });
});

it('a batch that fails is sent again under the same key with the same events, and later ones wait', async () => {
  host.instead = () => (host.requests.length < 3 ? { status: 503 } : undefined);
  const one = tocsin();
  one.track('first');
  await host.advance(1_000);
  one.track('second');
  await host.advance(5_000);
  const [first, repeat, third, fourth] = host.posts();
  expect([repeat, third].map((post) => [post?.headers['idempotency-key'], post?.body])).toEqual([
    ...[first, first].map((post) => [post?.headers['idempotency-key'], post?.body]),
  ]);
  expect(fourth?.body).toMatchObject([{ type: 'second' }]);
  expect(fourth?.headers['idempotency-key']).not.toBe(first?.headers['idempotency-key']);
  expect(one.counts.sent).toBe(2);
});

it.each([
  ['no connection', new TypeError('fetch failed')],
  ['no answer in three seconds', 'hang' as const],
  ['500', { status: 500, body: 'oops' }],
  ['another server', { status: 200, body: '<html>welcome</html>' }],
  ['JSON of another server', { status: 200, body: [1, 2] }],
  ['null', { status: 202, body: null }],
  ['a redirect', { status: 302, headers: { location: 'https://elsewhere.example.com' } }],
])('%s: after five failures nothing is sent for 30 seconds, then everything arrives', async (_, answer) => {
  host.instead = () => answer;
  const one = tocsin();
  one.track('kept');
  await host.advance(24_000);
  expect(host.posts()).toHaveLength(5);
  host.instead = () => undefined;
  await host.advance(25_000);
  expect(one.counts).toEqual({ sent: 1, dropped: 0, refused: 0 });
});

it('Retry-After is waited for', async () => {
  host.instead = ({ at }) =>
    at < host.posts()[0]!.at + 7_000 ? { status: 429, headers: { 'retry-after': '7' } } : undefined;
  tocsin().track('later');
  await host.advance(7_999);
  expect(host.posts()).toHaveLength(1);
  await host.advance(1);
  expect(host.posts()).toHaveLength(2);
});

it('if an event of a batch is refused for now, all of it is sent again, so that nothing counts twice', async () => {
  host.instead = ({ body }) =>
    host.requests.length === 1
      ? {
          status: 207,
          body: {
            results: [
              { status: 'accepted', id: 'evt' },
              { status: 'refused', error: { status: 503 } },
            ],
            directives: null,
          },
        }
      : {
          status: 202,
          body: { results: (body as object[]).map(() => ({ status: 'accepted' })), directives: null },
        };
  const one = tocsin();
  one.track('stored');
  one.track('not.stored');
  await host.advance(2_000);
  expect(types()).toEqual(['stored', 'not.stored', 'stored', 'not.stored']);
  expect(new Set(host.posts().map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
  expect(one.counts).toEqual({ sent: 2, dropped: 0, refused: 0 });
});

it('a batch that the API itself can never store does not hold up the others for ever', async () => {
  host.instead = ({ body }) =>
    JSON.stringify(body).includes('poison') ? { status: 500, body: { detail: 'it fails' } } : undefined;
  const one = tocsin();
  one.track('poison');
  await host.advance(1_000);
  one.track('good');
  await host.advance(300_000);
  expect(one.counts).toEqual({ sent: 1, dropped: 0, refused: 1 });
});

it('events that are refused are counted and the developer is told why, and the others have arrived', async () => {
  const error = { status: 400, detail: 'The event is not valid' };
  host.instead = () => ({
    status: 207,
    body: {
      results: [
        { status: 'refused', error },
        { status: 'accepted', id: 'evt' },
      ],
      directives: null,
    },
  });
  const one = tocsin();
  one.track('wrong type');
  one.track('right');
  await host.advance(1_000);
  expect(one.counts).toEqual({ sent: 1, dropped: 0, refused: 1 });
  expect(host.lines).toEqual(['Tocsin refuses 1 events: 207 The event is not valid']);
});

it('a key that is not taken is tried again after 30 seconds', async () => {
  host.instead = () => ({ status: 403, body: { message: 'Forbidden' } });
  const one = tocsin();
  one.track('first');
  await host.advance(1_000);
  one.track('second');
  await host.advance(29_000);
  expect([host.posts().length, one.counts.refused]).toEqual([1, 1]);
  await host.advance(1_000);
  expect(host.posts()).toHaveLength(2);
});

it('of 100,000 events without Tocsin 1,000 are kept, the newest, and the next request counts the others', async () => {
  host.instead = () => new TypeError('fetch failed');
  const one = tocsin();
  for (let count = 0; count < 100_000; count++) one.track('tick', { count });
  await host.advance(30_000);
  expect(one.counts.dropped).toBe(99_000);
  host.instead = () => undefined;
  await host.advance(60_000);
  const arrived = new Map(host.posts().map(({ headers, body }) => [headers['idempotency-key'], body]));
  const events = [...arrived.values()].flat() as { type: string; data: { count: number } }[];
  const ticks = events.filter(({ type }) => type === 'tick').map(({ data }) => data.count);
  expect([ticks.length, ticks.at(0), ticks.at(-1)]).toEqual([1_000, 99_000, 99_999]);
  const reports = events.filter(({ type }) => type === 'agent.events.dropped');
  expect(reports.map(({ data }) => data.count)).toEqual([99_000]);
});

it('what happens to runs is dropped last, and 4 MiB are kept', async () => {
  host.instead = () => new TypeError('fetch failed');
  const one = tocsin();
  one.track('agent.run.started', undefined, { run: 'run_1' });
  for (let count = 0; count < 30; count++) one.track('large', { text: 'x'.repeat(200_000) });
  host.instead = () => undefined;
  await host.advance(60_000);
  expect(types()[0]).toBe('agent.run.started');
  expect(one.counts).toEqual({ sent: 22, dropped: 10, refused: 0 });
});

it('data that is no JSON, throws or is too large is not reported, and nothing is thrown', () => {
  const one = tocsin();
  const circular: Record<string, unknown> = {};
  circular.self = circular;
  const throwing = {
    toJSON: () => {
      throw new Error('mine');
    },
  };
  for (const data of [circular, throwing, 1n, 'x'.repeat(300_000)]) one.track('odd', data);
  one.track('odd', {}, { time: new Date(Number.NaN) });
  expect(one.counts.refused).toBe(4);
  expect(host.lines).toHaveLength(5);
});

it('what is tracked is what it was then, whatever becomes of the object', async () => {
  const data = { state: 'before' };
  tocsin().track('changed', data);
  data.state = 'after';
  await host.advance(1_000);
  expect(host.events()[0]?.data).toEqual({ state: 'before' });
});

it('beforeSend changes an event, drops it by null, and one that throws drops it as well', async () => {
  const one = tocsin({
    beforeSend(event) {
      if (event.type === 'secret') return null;
      if (event.type === 'broken') throw new Error('mine');
      return { ...event, data: { redacted: true } };
    },
  });
  for (const type of ['secret', 'broken', 'kept']) one.track(type, { card: '4111' });
  await host.advance(1_000);
  expect(host.events()).toMatchObject([{ type: 'kept', data: { redacted: true } }]);
});

it('close sends what waits and resolves to whether it has arrived; nothing is sent afterwards', async () => {
  const one = tocsin();
  one.track('last');
  expect(await one.close()).toBe(true);
  one.track('late');
  await host.advance(60_000);
  expect(types()).toEqual(['last']);
  expect([one.counts, host.pendingTimers]).toEqual([{ sent: 1, dropped: 1, refused: 0 }, 0]);
});

it('close gives up on a Tocsin that hangs after its time, and leaves no timer', async () => {
  host.instead = () => 'hang';
  const one = tocsin();
  one.track('lost');
  const closed = one.close({ timeoutMs: 2_000 });
  await host.advance(2_000);
  expect(await closed).toBe(false);
  expect([one.counts.dropped, host.pendingTimers]).toEqual([1, 0]);
});

it('close tries a dead Tocsin three times, even while nothing else is sent', async () => {
  host.instead = () => new TypeError('fetch failed');
  const one = tocsin();
  one.track('lost');
  await host.advance(20_000);
  const before = host.posts().length;
  const closed = one.close();
  await host.advance(1_000);
  expect(await closed).toBe(false);
  expect(host.posts().length - before).toBe(3);
});

it('only a flush keeps a process alive', async () => {
  const one = tocsin();
  one.track('waits');
  expect(host.keptAlive).toBe(0);
  host.instead = () => 'hang';
  const flushed = one.flush();
  await host.advance(0);
  expect(host.keptAlive).toBe(1);
  await host.advance(3_000);
  expect([await flushed, host.keptAlive]).toEqual([false, 0]);
});
