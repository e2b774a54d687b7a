import { join } from 'node:path';
import { columnsOf, fold } from '../terminal/fold';
import type { Cloud } from './cloud';
import { createFirstProject, rootKeyOf } from './first-project';
import { checkFree, PortTaken } from './listen';
import { BadSettings, readSettings, type Settings, USAGE } from './settings';
import { type LocalFile, StateFolder, StateInUse } from './state-folder';
import { synthesizeInChild } from './synthesize-in-child';
import { UnsupportedTemplate } from './template/build';
import { welcome } from './welcome';

async function main(): Promise<void> {
  const settings = readSettings(process.argv.slice(2), process.env);
  if (settings.help) return void process.stdout.write(USAGE);
  const folder = new StateFolder(settings.stateDir);
  folder.open();
  if (settings.fresh) folder.forget();
  const stop = stopSignal();
  await checkFree(settings.port);
  const cloud = await start(settings);
  const file = await localFile(cloud, folder.read());
  folder.write(file);
  progress('');
  process.stdout.write(welcome(file, settings.stateDir, performance.now(), columnsOf(process.stdout)));
  await stop();
  await cloud.stop();
  folder.close();
}

/** The functions are bundled and the stack is synthesized by a process that ends; this one loads the services meanwhile. */
async function start({ port, stateDir, allowedHosts, verbose }: Settings): Promise<Cloud> {
  progress('Starting: bundling the functions');
  const onProgress = (): void => progress('Starting: synthesizing the stack');
  const outdir = join(stateDir, 'cdk.out');
  const [assembly, { startCloud }] = await Promise.all([
    synthesizeInChild({ outdir, onProgress }),
    import('./cloud'),
  ]);
  progress('Starting: services');
  return await startCloud({ assembly, port, stateDir, allowedHosts, verbose });
}

/** The keys of an earlier start are still good as long as its database is. */
async function localFile(cloud: Cloud, before: LocalFile | undefined): Promise<LocalFile> {
  const rootKey = await rootKeyOf(cloud);
  const keys =
    before?.rootKey === rootKey && before.pathKey ? before : await createFirstProject(cloud, 'local');
  const { apiUrl, mailboxUrl } = cloud;
  const otlpEndpoint = `${apiUrl}/in/${keys.pathKey}/my-agent`;
  return { ...keys, otlpEndpoint, apiUrl, consoleUrl: null, mailboxUrl, pid: process.pid };
}

/**
 * Until somebody waits for a signal, one ends the process at once: no start is worth finishing then, and none leaves
 * anything that the next one could not take over. A second signal ends it at once as well.
 */
function stopSignal(): () => Promise<void> {
  let stop = (): void => process.exit(0);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop());
  return () =>
    new Promise((resolve) => {
      stop = () => {
        stop = () => process.exit(130);
        resolve();
      };
    });
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
    process.stderr.write(`${fold(explain(error), columnsOf(process.stderr))}\n`);
    process.exit(1);
  },
);
