import { lambda, type SmallCloud, startSmall } from '../cloud/small-stack';

const CODE = {
  Echo: `
    console.log('loaded');
    export const handler = async (event, context) => {
      console.log(JSON.stringify({ level: 'INFO', message: 'called', event }));
      return { event, remaining: context.getRemainingTimeInMillis(), name: context.functionName, arn: context.invokedFunctionArn,
        env: process.env.GREETING, pid: process.pid, now: Date.now(), date: new Date().getTime(), fixed: new Date(5).getTime(),
        isDate: new Date() instanceof Date };
    };`,
  Sleeper: `
    let beats = 0;
    export const handler = async ({ start }) => {
      const before = beats;
      if (start) setInterval(() => beats++, 1);
      return { before, pid: process.pid };
    };`,
  Pause: `export const handler = () => new Promise((resolve) => setTimeout(resolve, 60));`,
  Slow: `export const handler = () => new Promise(() => setInterval(() => {}, 1000));`,
  Crash: `export const handler = () => process.exit(3);`,
  Throws: `export const handler = async () => { console.error('before the end'); throw new TypeError('no good'); };`,
  Uncaught: `export const handler = () => new Promise(() => setTimeout(() => { throw new Error('later'); }, 1));`,
  Broken: `import './missing.mjs'; export const handler = () => {};`,
  Unnamed: `export const other = () => {};`,
  Large: `export const handler = async ({ bytes }) => 'x'.repeat(bytes);`,
  Counter: `let count = 0; export const handler = async () => ++count;`,
};

let small: SmallCloud;

beforeAll(async () => {
  const functions = Object.keys(CODE).map((id) =>
    lambda(id, [], { Timeout: id === 'Slow' ? 1 : 20, ...(id === 'Echo' && GREETING) }),
  );
  small = await startSmall({ resources: Object.assign({}, ...functions), code: CODE });
});
const GREETING = { Environment: { Variables: { GREETING: 'hello' } } };

afterAll(() => small.cloud.stop());

const result = async (name: string, event: object = {}): Promise<Record<string, unknown>> => {
  const outcome = await small.cloud.invoke(name, event);
  if (!outcome.ok) throw new Error(outcome.errorMessage);
  return JSON.parse(outcome.payload) as Record<string, unknown>;
};

test('a function gets its event, context and environment', async () => {
  const answer = await result('echo', { a: 1 });
  expect(answer).toMatchObject({
    event: { a: 1 },
    name: 'small-Echo',
    arn: 'arn:aws:lambda:us-east-1:000000000000:function:small-Echo',
    env: 'hello',
  });
  expect(answer['remaining']).toBeGreaterThan(1_000);
  expect(answer['remaining']).toBeLessThanOrEqual(20_000);
});

test('the local clock is the time that a function sees', async () => {
  small.cloud.clock.advance(86_400_000);
  const answer = await result('echo');
  expect(Math.abs(Number(answer['now']) - small.cloud.clock.now())).toBeLessThan(5_000);
  expect(Math.abs(Number(answer['date']) - small.cloud.clock.now())).toBeLessThan(5_000);
  expect(answer).toMatchObject({ fixed: 5, isDate: true });
});

test('one process serves one invocation after the other', async () => {
  expect(await result('counter')).toBe(1);
  expect(await result('counter')).toBe(2);
});

test('two invocations at once have a process each', async () => {
  const pids = await Promise.all([result('echo'), result('echo')]);
  expect(new Set(pids.map((answer) => answer['pid'])).size).toBe(2);
});

test('nothing runs in a process between two invocations', async () => {
  const first = await result('sleeper', { start: true });
  await result('pause');
  expect(await result('sleeper', {})).toEqual({ before: 0, pid: first['pid'] });
});

test('a function that takes too long is ended, and the next invocation begins anew', async () => {
  expect(await small.cloud.invoke('slow', {})).toMatchObject({
    ok: false,
    errorType: 'Sandbox.Timedout',
    errorMessage: expect.stringContaining('Task timed out after 1.00 seconds') as string,
  });
  expect(small.cloud.context).toBeDefined();
});

test.each([
  ['crash', 'Runtime.ExitError', 'exit status 3'],
  ['throws', 'TypeError', 'no good'],
  ['uncaught', 'Runtime.UncaughtException', 'later'],
  ['broken', 'Runtime.ImportModuleError', 'missing.mjs'],
  ['unnamed', 'Runtime.ImportModuleError', 'index.handler is undefined or not exported'],
])('%s fails as %s', async (name, errorType, message) => {
  const outcome = await small.cloud.invoke(name, {});
  expect(outcome).toMatchObject({ ok: false, errorType });
  expect(outcome.ok ? '' : outcome.errorMessage).toContain(message);
  expect(small.reports.join('\n')).toContain(`[${name}] ${errorType}`);
});

test('what a function wrote is reported if it failed, and kept if not', async () => {
  await small.cloud.invoke('throws', {});
  await result('echo', { quiet: true });
  expect(small.reports).toContain('[throws] before the end');
  expect(small.reports.join('\n')).not.toContain('quiet');
  expect(small.cloud.output('echo').join('\n')).toContain('"quiet":true');
});

test('an answer of more than 6 MB is an error', async () => {
  expect(await small.cloud.invoke('large', { bytes: 6 * 2 ** 20 - 100 })).toMatchObject({ ok: true });
  expect(await small.cloud.invoke('large', { bytes: 6 * 2 ** 20 + 200 })).toMatchObject({
    ok: false,
    errorType: 'Function.ResponseSizeTooLarge',
  });
});

test('an event of more than 6 MB is refused', async () => {
  await expect(small.cloud.invoke('echo', { text: 'x'.repeat(6 * 2 ** 20) })).rejects.toThrow(
    'payload is too large',
  );
});
