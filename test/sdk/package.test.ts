import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';

const ROOT = join(__dirname, '..', '..');
const BIN = join(ROOT, 'node_modules', '.bin');

interface Manifest {
  version: string;
  dependencies?: object;
  exports: Record<string, Record<'import' | 'require', { types: string; default: string }>>;
}

const manifestOf = (file: string) => JSON.parse(readFileSync(file, 'utf8')) as Manifest;

/** A folder of somebody who has installed what would be published. */
let consumer: string;
let installed: string;
const entries = Object.keys(manifestOf(join(ROOT, 'sdk', 'package.json')).exports);

/** What it prints, complaints among it. */
function run(program: string, args: string[], cwd: string): string {
  const env = { ...process.env, PATH: `${BIN}:${process.env.PATH}` };
  const { stdout, stderr, error } = spawnSync(program, args, { cwd, encoding: 'utf8', env });
  if (error) throw error;
  return stdout + stderr;
}

beforeAll(() => {
  run('npm', ['run', '--silent', 'build:sdk'], ROOT);
  consumer = mkdtempSync(join(tmpdir(), 'tocsin-sdk-'));
  const tarball = run('npm', ['pack', '--silent', '--pack-destination', consumer], join(ROOT, 'sdk')).trim();
  writeFileSync(join(consumer, 'package.json'), '{"private":true,"type":"module"}');
  run('npm', ['install', '--offline', '--no-audit', '--no-fund', '--silent', `./${tarball}`], consumer);
  installed = join(consumer, 'node_modules', '@tocsin', 'sdk');
}, 120_000);

afterAll(() => rmSync(consumer, { recursive: true, force: true }));

const specifier = (entry: string): string => `@tocsin/sdk${entry.slice(1)}`;

it('import and require find every entry, with the same exports', () => {
  const names = `(module) => Object.keys(module).filter((name) => name !== 'default').sort().join()`;
  const specifiers = JSON.stringify(entries.map(specifier));
  const esm = `for (const one of ${specifiers}) console.log((${names})(await import(one)))`;
  const cjs = `for (const one of ${specifiers}) console.log((${names})(require(one)))`;
  writeFileSync(join(consumer, 'esm.mjs'), esm);
  writeFileSync(join(consumer, 'cjs.cjs'), cjs);
  const [imported, required] = ['esm.mjs', 'cjs.cjs'].map((file) => run(process.execPath, [file], consumer));
  expect(imported).toBe(required);
  expect(imported?.split('\n')[0]).toBe('AgentPaused,Tocsin,VerificationFailed,verify');
});

it.each(['nodenext', 'bundler'])('the types are found under the module resolution %s', (resolution) => {
  const specifiers = entries.map(specifier);
  const esm = specifiers.map((one, index) => `import * as m${index} from '${one}'; export { m${index} };`);
  const use = `
    import { Tocsin, type Directive } from '@tocsin/sdk';
    import { Client, type Schema } from '@tocsin/sdk/api';
    const tocsin = new Tocsin({ agent: 'a' });
    export const model: string = tocsin.model('gpt-5');
    export const directive: Directive | undefined = tocsin.directive;
    export const state = async (client: Client): Promise<Schema<'ChangedAgent'>['state']> =>
      (await client.post('/v1/agents/pause', { query: { agent: 'a' }, body: { reason: 'r' } })).state;
    // @ts-expect-error: a reason is required
    export const wrong = (client: Client) => client.post('/v1/agents/pause', { query: { agent: 'a' }, body: {} });
    // @ts-expect-error: there is no such path
    export const nowhere = (client: Client) => client.get('/v1/nowhere');`;
  writeFileSync(join(consumer, 'use.mts'), [...esm, use].join('\n'));
  writeFileSync(
    join(consumer, 'use.cts'),
    `import { Tocsin } from '@tocsin/sdk'; export const one: Tocsin = new Tocsin();`,
  );
  const module = resolution === 'bundler' ? 'preserve' : 'nodenext';
  const compilerOptions = {
    ...{
      noEmit: true,
      strict: true,
      types: [],
      lib: ['es2024', 'dom'],
      module,
      moduleResolution: resolution,
    },
  };
  writeFileSync(
    join(consumer, 'tsconfig.json'),
    JSON.stringify({ compilerOptions, files: ['use.mts', 'use.cts'] }),
  );
  expect(run('tsc', [], consumer)).toBe('');
});

it('there is no dependency, no import, and nothing is packed but what is built', () => {
  const manifest = manifestOf(join(installed, 'package.json'));
  expect(manifest.dependencies).toBeUndefined();
  expect(manifest.version).toBe(manifestOf(join(ROOT, 'package.json')).version);
  expect(readdirSync(installed).sort()).toEqual(['README.md', 'dist', 'package.json']);
  const files = readdirSync(join(installed, 'dist'));
  expect(files).toContain('LICENSE');
  for (const file of files.filter((name) => /\.[cm]js$/.test(name))) {
    const text = readFileSync(join(installed, 'dist', file), 'utf8');
    const imported = [...text.matchAll(/(?:from|import|require)\s*\(?\s*["']([^"']+)["']/g)].map(
      ([, name]) => name,
    );
    expect(imported.filter((name) => !name?.startsWith('./'))).toEqual([]);
  }
});

it('it works where there is nothing of Node: only what browsers and edge functions have', async () => {
  const requests: string[] = [];
  const web = {
    ...{ URL, Headers, Response, AbortController, AbortSignal, TextEncoder, TextDecoder, crypto, atob },
    ...{ setTimeout, clearTimeout, ReadableStream },
    fetch: (url: string) => {
      requests.push(url);
      return Promise.resolve(
        new Response('{"results":[{"status":"accepted"}],"directives":null}', { status: 202 }),
      );
    },
  };
  const context = createContext({ ...web, results: {} });
  const modules = new Map<string, object>();
  const load = (file: string): object => {
    const known = modules.get(file);
    if (known) return known;
    const module = { exports: {} };
    modules.set(file, module.exports);
    const text = readFileSync(join(installed, 'dist', file), 'utf8');
    const wrapped = runInContext(`(function (exports, require, module) {${text}\n})`, context) as (
      ...args: unknown[]
    ) => void;
    wrapped(module.exports, (name: string) => load(name.replace('./', '')), module);
    return module.exports;
  };
  const loaded = entries.map((entry) =>
    load(manifestOf(join(installed, 'package.json')).exports[entry]!.require.default.replace('./dist/', '')),
  );
  expect(loaded.every((one) => Object.keys(one).length > 0)).toBe(true);
  Object.assign(context, { sdk: loaded[0] });
  const sent = (await runInContext(
    `(async () => {
      const tocsin = new sdk.Tocsin({ url: 'https://api.example.com/in/k/a' });
      await tocsin.run((run) => run.step('one', () => tocsin.track('event')));
      await tocsin.close();
      const body = '{}';
      const key = await crypto.subtle.importKey('raw', new TextEncoder().encode('s'), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
      const bytes = new Uint8Array(await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(body)));
      const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
      const headers = { 'x-hub-signature-256': 'sha256=' + hex, 'x-github-delivery': 'evt_1' };
      const { id } = await sdk.verify({ headers, body }, { scheme: 'github', secret: 's' });
      return [tocsin.counts.sent, id];
    })()`,
    context,
  )) as unknown[];
  expect(sent).toEqual([4, 'evt_1']);
  expect(requests).toEqual([
    'https://api.example.com/v1/agents/directive?agent=a',
    'https://api.example.com/v1/events',
  ]);
});
