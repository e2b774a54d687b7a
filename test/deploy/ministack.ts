import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { close, listen } from '../../local/listen';

const READY_WITHIN_MS = 30_000;
const CHECK_MS = 100;

/** A fresh process of MiniStack on loopback: what a stack leaves behind, its DeleteStack does not take away. */
export class MiniStack {
  private constructor(
    private child: ChildProcess,
    readonly url: string,
  ) {}

  /** The folder takes its log. Functions run on the `node` that the path names first. */
  static async start(executable: string, folder: string): Promise<MiniStack> {
    const port = await freePort();
    const log = join(folder, 'ministack.log');
    const child = spawn(executable, [], {
      cwd: folder,
      env: {
        ...process.env,
        ...{ BIND_HOST: '127.0.0.1', GATEWAY_PORT: String(port) },
        ...{ IOT_MTLS_ENABLED: '0', LAMBDA_EXECUTOR: 'local' },
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const lines = createWriteStream(log);
    child.stdout.pipe(lines);
    child.stderr.pipe(lines);
    const ended = new Promise<Error>((resolve) => {
      child.once('error', resolve);
      child.once('exit', (code) => resolve(new Error(`exit status ${code}\n${readFileSync(log, 'utf8')}`)));
    });
    const url = `http://127.0.0.1:${port}`;
    const failure = await Promise.race([ready(url), ended]);
    if (!failure) return new MiniStack(child, url);
    child.kill();
    throw new Error(`MiniStack does not start: ${failure.message}`);
  }

  stop(): void {
    this.child.kill();
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
