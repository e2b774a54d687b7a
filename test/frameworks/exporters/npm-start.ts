import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LocalFile } from '../../../local/state-folder';

const ROOT = join(__dirname, '../../..');

/** A `npm start` of this checkout. */
export interface Started {
  apiUrl: string;
  adminKey: string;
  /** The variable for an agent of this name, over another address if one is given. */
  endpointOf(agent: string, url?: string): string;
  stop(): Promise<void>;
}

/** Starts it with its state in `folder`, on a port of its own; rejects if it ends before it is ready. */
export async function startTocsin(folder: string): Promise<Started> {
  const state = join(folder, 'state');
  const child = spawn(process.execPath, ['--import', 'tsx', 'local/main.ts'], {
    cwd: ROOT,
    env: { ...process.env, PORT: '0', TOCSIN_STATE: state },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise<void>((resolve, reject) => {
    let printed = '';
    child.stdout.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
      if (printed.includes('Ctrl-C stops')) resolve();
    });
    child.once('exit', (code) => reject(new Error(`npm start ended with ${code}:\n${printed}`)));
  });
  const { apiUrl, adminKey, pathKey } = JSON.parse(
    readFileSync(join(state, 'local.json'), 'utf8'),
  ) as LocalFile;
  return {
    apiUrl,
    adminKey,
    endpointOf: (agent, url = apiUrl) => `${url}/in/${pathKey}/${agent}`,
    stop: async () => {
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}
