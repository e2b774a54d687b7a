import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** What a process of its own, which may post to 127.0.0.1, is answered: what its environment holds matters at its start. */
export async function postFromProcess(url: string, environment: Record<string, string>): Promise<unknown> {
  const code = `
    const { Poster } = require('./adapters/http/poster');
    new Poster(['127.0.0.1'])
      .post({ url: '${url}', headers: {}, body: '{}', timeoutMs: 10000 })
      .then((answer) => console.log(JSON.stringify(answer)));`;
  const child = spawn(process.execPath, ['--import', 'tsx', '-e', code], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let output = '';
  child.stdout.on('data', (text: Buffer) => (output += text.toString()));
  await once(child, 'close');
  return JSON.parse(output);
}
