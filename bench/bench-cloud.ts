import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Cloud, startCloud } from '../local/cloud';
import { createFirstProject } from '../local/first-project';
import { close, listen } from '../local/listen';
import { synthesize } from '../local/synthesize';

/** The stack in this process, in memory, with a project in it. */
export interface BenchCloud {
  cloud: Cloud;
  /** Throws unless the answer is a success. */
  admin<Body>(method: string, path: string, body?: object): Promise<Body>;
  /** Posts events and answers their ids. */
  post(events: object[]): Promise<string[]>;
  stop(): Promise<void>;
}

export async function startBenchCloud(): Promise<BenchCloud> {
  const folder = mkdtempSync(join(tmpdir(), 'tocsin-bench-'));
  const assembly = await synthesize({ outdir: folder });
  const allowedHosts = 'localhost,127.0.0.1';
  const cloud = await startCloud({ assembly, stateDir: ':memory:', allowedHosts, seed: 1 });
  const { adminKey, ingestKey } = await createFirstProject(cloud, 'bench');
  const call = async <Body>(key: string, method: string, path: string, body?: object): Promise<Body> => {
    const response = await fetch(`${cloud.apiUrl}${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as Body;
  };
  return {
    cloud,
    admin: (method, path, body) => call(adminKey, method, path, body),
    async post(events) {
      const { results } = await call<{ results: { id: string }[] }>(ingestKey, 'POST', '/v1/events', events);
      return results.map(({ id }) => id);
    },
    async stop() {
      await cloud.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** Endpoints on this machine, told apart by their paths. */
export async function startEndpoints(answer: Answer): Promise<{ url: string; stop(): Promise<void> }> {
  const server = createServer((request, response) => {
    request.resume().on('end', () => answer(request, response));
  });
  const port = await listen(server, 0);
  return { url: `http://127.0.0.1:${port}`, stop: () => close(server) };
}

/** The value below which `share` (0 to 1) of all lie; NaN without any. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
}

/** One line that replaces itself; not written where nobody watches. */
export function progress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text}`);
}
