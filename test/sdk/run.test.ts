import { AgentPaused, Tocsin } from '../../sdk/tocsin';
import { FakeHost } from './fake-host';

let host: FakeHost;
let tocsin: Tocsin;
beforeEach(() => {
  host = new FakeHost();
  tocsin = new Tocsin({ url: 'https://api.example.com/in/tcn_in_key/support-bot', surroundings: host });
});

const reported = async (): Promise<unknown[]> => {
  await host.advance(1_000);
  return host.events().map(({ type, subject, data }) => [type, subject, data]);
};

it('a run reports that it began and completed, and what is tracked within it belongs to it', async () => {
  const result = await tocsin.run(
    async (run) => {
      await Promise.resolve();
      tocsin.track('order.refunded', { amount: 1 });
      run.track('order.closed');
      return 'refunded';
    },
    { id: 'run_42', deadlineMs: 60_000, data: { customer: 7 } },
  );
  tocsin.track('afterwards');
  expect(result).toBe('refunded');
  expect(await reported()).toEqual([
    ['agent.run.started', 'run_42', { customer: 7, deadlineMs: 60_000 }],
    ['order.refunded', 'run_42', { amount: 1 }],
    ['order.closed', 'run_42', undefined],
    ['agent.run.completed', 'run_42', { durationMs: 0 }],
    ['afterwards', undefined, undefined],
  ]);
});

it('a run that throws is reported as failed, and throws the very same', async () => {
  const error = Object.assign(new RangeError('x'.repeat(1_000)), { status: 429 });
  await expect(
    tocsin.run(
      () => {
        throw error;
      },
      { id: 'run_43' },
    ),
  ).rejects.toBe(error);
  const message = `${'x'.repeat(499)}…`;
  expect((await reported())[1]).toEqual([
    ...['agent.run.failed', 'run_43'],
    { durationMs: 0, error: { type: 'RangeError', message, code: '429' } },
  ]);
});

it('whatever is thrown comes through as it is, even if it cannot be looked at', async () => {
  const hostile: unknown = new Proxy(new Error('mine'), {
    get: () => {
      throw new Error('not yours');
    },
    getPrototypeOf: () => {
      throw new Error('not yours');
    },
  });
  const thrown: unknown[] = [];
  for (const error of [hostile, null, undefined, 42, 'text', { message: 7n, name: {} }])
    await tocsin
      .run(() => {
        throw error;
      })
      .catch((caught: unknown) => thrown.push(caught));
  expect(thrown[0] === hostile).toBe(true);
  expect(thrown.slice(1)).toEqual([null, undefined, 42, 'text', { message: 7n, name: {} }]);
  expect(await reported()).toHaveLength(12);
});

it('runs at the same time are told apart, and each has an id of its own', async () => {
  const work = async () => {
    await Promise.resolve();
    tocsin.track('inside');
  };
  await Promise.all([tocsin.run(work), tocsin.run(work)]);
  const events = (await reported()) as [string, string][];
  const inside = events.filter(([type]) => type === 'inside').map(([, run]) => run);
  expect(new Set(inside).size).toBe(2);
  expect(events.filter(([type, run]) => type === 'agent.run.completed' && inside.includes(run))).toHaveLength(
    2,
  );
});

it('a step waits while the agent is paused, then works and reports how it ended', async () => {
  host.directive = { state: 'paused', version: 1, holds: [] };
  let worked = 0;
  const done = tocsin.run(
    async () => {
      await tocsin.step('search', () => worked++);
      await tocsin.step('answer', () => Promise.reject(new Error('no answer'))).catch(() => undefined);
    },
    { id: 'run_44' },
  );
  await host.advance(5_000);
  expect(worked).toBe(0);
  host.directive = { state: 'running', version: 2 };
  await host.advance(10_000);
  await done;
  const steps = ((await reported()) as [string, string, object][]).filter(([type]) =>
    type.startsWith('agent.step'),
  );
  expect(steps).toEqual([
    ['agent.step.completed', 'run_44', { step: 'search', durationMs: 0 }],
    [
      'agent.step.failed',
      'run_44',
      { step: 'answer', durationMs: 0, error: { type: 'Error', message: 'no answer' } },
    ],
  ]);
});

it('a run that obeys a pause by ending has not failed', async () => {
  host.directive = { state: 'paused', version: 1, holds: [] };
  const run = tocsin.run((one) => one.checkpoint({ whenPaused: 'throw' }), { id: 'run_46' });
  await expect(run).rejects.toThrow(AgentPaused);
  expect((await reported())[1]).toEqual([
    ...['agent.run.completed', 'run_46', { durationMs: 0, paused: true }],
  ]);
});

it('where nothing tells asynchronous calls apart, the run that is handed over does', async () => {
  const { AsyncLocalStorage } = await import('node:async_hooks');
  const builtin = process.getBuiltinModule;
  process.getBuiltinModule = () => undefined;
  const browser = new Tocsin({ url: 'https://api.example.com/in/k/a', surroundings: host });
  process.getBuiltinModule = builtin;
  expect(AsyncLocalStorage).toBeDefined();
  await browser.run(async (run) => run.step('one', () => run.track('inside')), { id: 'run_45' });
  expect(browser.currentRun).toBeUndefined();
  const events = (await reported()) as [string, string][];
  expect(events.map(([, run]) => run)).toEqual(['run_45', 'run_45', 'run_45', 'run_45']);
});
