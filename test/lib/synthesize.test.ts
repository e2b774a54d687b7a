import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FUNCTION_NAMES } from '../../lib/function-names';
import { synthesize, type Synthesized } from '../../local/synthesize';

const temporary = mkdtempSync(join(tmpdir(), 'tocsin-synthesize-'));
const bundleDir = join(temporary, 'bundles');
const outdir = join(temporary, 'out');
const steps: string[] = [];
let made: Synthesized;

beforeAll(async () => {
  for (const name of FUNCTION_NAMES) {
    mkdirSync(join(bundleDir, name), { recursive: true });
    writeFileSync(join(bundleDir, name, 'index.mjs'), `export const handler = () => '${name}';\n`);
  }
  made = await synthesize({ stage: 'dev', outdir, bundleDir, onProgress: (step) => steps.push(step) });
});

afterAll(() => rmSync(temporary, { recursive: true }));

const readJson = <T>(path: string): T => JSON.parse(readFileSync(path, 'utf8')) as T;

describe('synthesis without the CLI', () => {
  it('answers where template and assets are, and the name of the stack', () => {
    expect(made.stackName).toBe('Tocsin-dev');
    expect(existsSync(made.templatePath)).toBe(true);
    expect(existsSync(made.assetsPath)).toBe(true);
  });

  it('makes the bundle of every function an asset that its S3 key leads to', () => {
    const { Resources } = readJson<{
      Resources: Record<string, { Type: string; Properties: { Code?: { S3Key: string } } }>;
    }>(made.templatePath);
    const { files } = readJson<{ files: Record<string, { source: { path: string } }> }>(made.assetsPath);
    const keys = Object.values(Resources).flatMap(({ Properties }) => Properties.Code?.S3Key ?? []);
    const bundles = keys.map((key) =>
      readFileSync(join(outdir, files[key.replace('.zip', '')]!.source.path, 'index.mjs'), 'utf8'),
    );
    expect(bundles.sort()).toEqual(
      FUNCTION_NAMES.map((name) => `export const handler = () => '${name}';\n`).sort(),
    );
  });

  it('bundles nothing when it is given bundles', () => {
    expect(steps).toEqual(['synthesizing']);
  });

  it('refuses a stage that is not known', async () => {
    await expect(synthesize({ stage: 'nowhere', outdir, bundleDir })).rejects.toThrow(
      'Unknown stage "nowhere"',
    );
  });
});
