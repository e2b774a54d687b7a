import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { filesIn, read, ROOT } from './pages';
import { HostileTocsin } from '../sdk/hostile-tocsin';

const page = read('docs/sdk.md');
const blocks = [...page.matchAll(/```ts\n([^]*?)```/g)].map(([, block = '']) => block);

it('docs/sdk.md: the agent works as it stands there, and reports its run', async () => {
  const tocsin = await HostileTocsin.start('well');
  tocsin.directive = {
    ...{ state: 'running', modelSwitches: [{ from: 'gpt-5', to: 'gpt-5-mini' }], holds: [], version: 1 },
  };
  const source = blocks[0]!.replace("'@tocsin/sdk'", JSON.stringify(join(ROOT, 'sdk', 'tocsin.ts')));
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', source], {
    ...{ cwd: ROOT, env: { ...process.env, TOCSIN_URL: tocsin.url } },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [printed, complaints] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  await tocsin.stop();
  expect([printed, complaints]).toEqual(['1 order\n', '']);
  expect(tocsin.types).toEqual([
    ...['agent.run.started', 'agent.step.completed', 'llm.request.completed', 'agent.run.completed'],
  ]);
  expect(tocsin.batches.flat()[2]?.data).toMatchObject({ model: 'gpt-5-mini' });
});

it('docs/sdk.md: every name that is imported from the SDK and every entry exists, and none is left out', () => {
  const { exports } = JSON.parse(read('sdk/package.json')) as { exports: Record<string, unknown> };
  const imported = [...page.matchAll(/from '@tocsin\/sdk([\w/-]*)'/g)].map(([, entry = '']) => `.${entry}`);
  expect(new Set(imported)).toEqual(new Set(Object.keys(exports)));
});

it('docs/sdk.md: the version of each framework is the one that is tested', () => {
  const { dependencies } = JSON.parse(read('test/frameworks/package.json')) as {
    dependencies: Record<string, string>;
  };
  const named = [...page.matchAll(/^### .*\(`([^`]+)` ([\d.]+)\)$/gm)].map(([, name = '', version = '']) => [
    name,
    version,
  ]);
  expect(named.length).toBe(filesIn('test/frameworks/js', '.test.mts').length);
  for (const [name = '', version = ''] of named)
    expect(dependencies[name]?.startsWith(`${version}.`)).toBe(true);
});

it('docs/sdk.md: every type that the SDK reports by itself is in docs/events.md', () => {
  const events = read('docs/events.md');
  const sources = filesIn('sdk', '.ts').filter(
    (file) => !file.startsWith('sdk/dist') && !file.includes('/api/'),
  );
  const types = sources.flatMap((file) =>
    [...read(file).matchAll(/'((?:agent|llm|tool)(?:\.[a-z]+)+)'/g)].map(([, type = '']) => type),
  );
  const whole = types.flatMap((type) =>
    /^agent\.(run|step)$/.test(type) ? [`${type}.completed`, `${type}.failed`] : [type],
  );
  expect(new Set(whole).size).toBeGreaterThan(8);
  expect([...new Set(whole)].filter((type) => !events.includes(`| \`${type}\``))).toEqual([]);
});
