import { join } from 'node:path';
import { type Cloud, startCloud } from './cloud';
import { createFirstProject, rootKeyOf } from './first-project';
import { PortTaken } from './listen';
import { BadSettings, readSettings, type Settings, USAGE } from './settings';
import { type LocalFile, StateFolder, StateInUse } from './state-folder';
import { UnsupportedTemplate } from './template/build';
import { welcome } from './welcome';

const startedAt = performance.now();

async function main(): Promise<void> {
  const settings = readSettings(process.argv.slice(2), process.env);
  if (settings.help) return void process.stdout.write(USAGE);
  const folder = new StateFolder(settings.stateDir);
  folder.open();
  if (settings.fresh) folder.forget();
  const stopped = new AbortController();
  onSignal(() => stopped.abort());
  const cloud = await start(settings);
  const file = await localFile(cloud, folder.read());
  folder.write(file);
  progress('');
  process.stdout.write(welcome(file, settings.stateDir, performance.now() - startedAt));
  if (!stopped.signal.aborted)
    await new Promise((resolve) => stopped.signal.addEventListener('abort', resolve));
  await cloud.stop();
  folder.close();
}

async function start(settings: Settings): Promise<Cloud> {
  progress('Starting: loading');
  // The CDK is the slowest thing to load: what can be refused is refused before.
  const { synthesize } = await import('./synthesize');
  const outdir = join(settings.stateDir, 'cdk.out');
  const assembly = await synthesize({ outdir, onProgress: (step) => progress(`Starting: ${step}`) });
  progress('Starting: functions and services');
  const { port, stateDir, allowedHosts, verbose } = settings;
  return await startCloud({ assembly, port, stateDir, allowedHosts, verbose });
}

/** The keys of an earlier start are still good as long as its database is. */
async function localFile(cloud: Cloud, before: LocalFile | undefined): Promise<LocalFile> {
  const rootKey = await rootKeyOf(cloud);
  const keys = before?.rootKey === rootKey ? before : await createFirstProject(cloud, 'local');
  return { ...keys, apiUrl: cloud.apiUrl, consoleUrl: null, pid: process.pid };
}

/** The first signal stops in order, a second one at once. */
function onSignal(stop: () => void): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      stop();
      process.once(signal, () => process.exit(130));
    });
  }
}

/** One line that replaces itself; not written where nobody watches. */
function progress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text}`);
}

function explain(error: unknown): string {
  if (error instanceof PortTaken)
    return `${error.message}. Choose another with PORT=4848 npm start, or PORT=0 for any free one.`;
  if (error instanceof BadSettings) return `${error.message}\n\n${USAGE}`;
  if (error instanceof StateInUse)
    return `${error.message}. Stop it, or choose another folder with TOCSIN_STATE.`;
  if (error instanceof UnsupportedTemplate) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    progress('');
    process.stderr.write(`${explain(error)}\n`);
    process.exit(1);
  },
);
