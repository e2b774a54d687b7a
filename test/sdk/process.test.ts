import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { HostileTocsin } from './hostile-tocsin';

const SDK = join(__dirname, '..', '..', 'sdk', 'tocsin.ts');

/** Runs a script with `tocsin` to its end; `send` is how it tells how far it is. */
async function host(url: string, script: string, flags: string[] = []) {
  const source = `
    const { Tocsin } = require(${JSON.stringify(SDK)});
    const tocsin = new Tocsin();
    ${script}`;
  const child = spawn(process.execPath, [...flags, '--require', 'tsx/cjs', '--eval', source], {
    cwd: join(__dirname, '..', '..'),
    env: { ...process.env, TOCSIN_URL: url },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let endedAt = 0;
  child.on('message', () => (endedAt = performance.now()));
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout!),
    text(child.stderr!),
    once(child, 'close') as Promise<[number | null]>,
  ]);
  return { stdout, stderr, code, exitMs: performance.now() - endedAt };
}

const withTocsin = async (
  behaviour: Parameters<typeof HostileTocsin.start>[0],
  test: (tocsin: HostileTocsin) => Promise<void>,
): Promise<void> => {
  const tocsin = await HostileTocsin.start(behaviour);
  await test(tocsin).finally(() => tocsin.stop());
};

const TRACK_AND_END = `
  for (let count = 0; count < 450; count++) tocsin.track('tick', { count });
  process.send('the end');
  process.disconnect();`;

it('a process that comes to its end loses nothing, and ends at once', () =>
  withTocsin('well', async (tocsin) => {
    const { code, stderr, exitMs } = await host(tocsin.url, TRACK_AND_END);
    expect([code, stderr, tocsin.types.length]).toEqual([0, '', 450]);
    expect(exitMs).toBeLessThan(2_000);
  }));

it('after close, process.exit loses nothing', () =>
  withTocsin('well', async (tocsin) => {
    const script = `tocsin.track('last'); tocsin.close().then(() => process.exit(3));`;
    const { code } = await host(tocsin.url, script);
    expect([code, tocsin.types]).toEqual([3, ['last']]);
  }));

it.each(['dead', 'hanging', '500', 'garbage'] as const)(
  'although Tocsin is %s a process ends after its last request and half a second, with its own exit code and no output',
  (behaviour) =>
    withTocsin(behaviour, async (tocsin) => {
      const { code, stdout, stderr, exitMs } = await host(
        tocsin.url,
        `process.exitCode = 7; ${TRACK_AND_END}`,
      );
      expect([code, stdout, stderr]).toEqual([7, '', '']);
      expect(exitMs).toBeLessThan(4_500);
    }),
);

it('forked processes report for themselves, and none reports for another', () =>
  withTocsin('well', async (tocsin) => {
    const child = `const { Tocsin } = require(${JSON.stringify(SDK)}); new Tocsin().track('child');`;
    const script = `
      tocsin.track('parent');
      const { fork } = require('node:child_process');
      const execArgv = ['--require', 'tsx/cjs', '--eval', ${JSON.stringify(child)}];
      for (let count = 0; count < 2; count++) fork('ignored', [], { execArgv });`;
    const { code } = await host(tocsin.url, script);
    expect([code, tocsin.types.sort()]).toEqual([0, ['child', 'child', 'parent']]);
  }));

it('100,000 events without Tocsin keep the heap flat, and what was dropped is counted', () =>
  withTocsin('dead', async (tocsin) => {
    const script = `
      const heap = () => (gc(), process.memoryUsage().heapUsed / 1024 / 1024);
      (async () => {
        const round = async (events) => {
          for (let count = 0; count < events; count++) {
            tocsin.track('tick', { count, text: 'some words of an event' });
            if (count % 1000 === 0) await new Promise(setImmediate);
          }
          return heap();
        };
        const before = await round(10_000);
        const after = await round(90_000);
        console.log(JSON.stringify({ grownMiB: after - before, dropped: tocsin.counts.dropped }));
        process.exit(0);
      })();`;
    const { stdout } = await host(tocsin.url, script, ['--expose-gc']);
    const { grownMiB, dropped } = JSON.parse(stdout) as { grownMiB: number; dropped: number };
    expect(grownMiB).toBeLessThan(1);
    // The report of what was dropped takes a place.
    expect([99_000, 99_001]).toContain(dropped);
  }));
