import { type ChildProcess, spawn } from 'node:child_process';
import { openSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { close, listen } from '../../local/listen';

const READY_WITHIN_MS = 30_000;
const CHECK_MS = 100;

/** A fresh process of MiniStack on loopback: what a stack leaves behind, its DeleteStack does not take away. */
export class MiniStack {
  private constructor(
    private child: ChildProcess,
    readonly url: string,
    /** Its clock, and that of its functions, is ahead of the machine's by the ms in this file. */
    readonly clockFile: string,
    private ended: Promise<unknown>,
  ) {}

  /**
   * In the Python of a virtual environment that has it. The folder takes its log and its clock. Functions run on the
   * `node` that the path names first.
   */
  static async start(python: string, folder: string): Promise<MiniStack> {
    const port = await freePort();
    const [log, clockFile] = [join(folder, 'ministack.log'), join(folder, 'clock')];
    writeFileSync(clockFile, '0');
    // Not by a pipe: nobody empties it while a command is waited for.
    const output = openSync(log, 'a');
    const child = spawn(python, [join(__dirname, 'ministack-with-clock.py')], {
      cwd: folder,
      env: {
        ...process.env,
        ...{ BIND_HOST: '127.0.0.1', GATEWAY_PORT: String(port) },
        ...{ IOT_MTLS_ENABLED: '0', LAMBDA_EXECUTOR: 'local' },
        ...{ TOCSIN_CLOCK_FILE: clockFile },
        NODE_OPTIONS: `--import=${pathToFileURL(join(__dirname, 'function-clock.mts')).href}`,
      },
      stdio: ['ignore', output, output],
    });
    const ended = new Promise<Error>((resolve) => {
      child.once('error', resolve);
      child.once('exit', (code) => resolve(new Error(`exit status ${code}`)));
    });
    const url = `http://127.0.0.1:${port}`;
    const failure = await Promise.race([ready(url), ended]);
    if (!failure) return new MiniStack(child, url, clockFile, ended);
    child.kill();
    throw new Error(`MiniStack does not start: ${failure.message}\n${readFileSync(log, 'utf8')}`);
  }

  async stop(): Promise<void> {
    this.child.kill();
    await this.ended;
  }
}

async function ready(url: string): Promise<Error | undefined> {
  for (const giveUpAt = Date.now() + READY_WITHIN_MS; Date.now() < giveUpAt; await wait(CHECK_MS)) {
    if (await answers(url)) return undefined;
  }
  return new Error(`no answer within ${READY_WITHIN_MS / 1_000} s`);
}

const answers = (url: string): Promise<boolean> =>
  fetch(`${url}/_ministack/health`).then(
    ({ ok }) => ok,
    () => false,
  );

async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server, 0);
  await close(server);
  return port;
}
