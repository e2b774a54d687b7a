import { spawn } from 'node:child_process';
import http from 'node:http';
import path from 'node:path';
import { createInterface } from 'node:readline';

export interface PythonReceiver {
  /** Of the Python that runs it. */
  version: string;
  post(
    target: string,
    body: string,
    headers: Record<string, string>,
  ): Promise<{ status: number; text: string }>;
  stop(): void;
}

/** receiver.py in a process of its own, with `secret`. */
export async function startReceiver(secret: string): Promise<PythonReceiver> {
  const child = spawn('python3', [path.join(__dirname, 'receiver.py')], {
    env: { ...process.env, SECRET: secret },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const line = await Promise.race([
    createInterface(child.stdout)
      [Symbol.asyncIterator]()
      .next()
      .then(({ value }) => String(value)),
    new Promise<never>((_, reject) => child.on('error', reject).on('exit', reject)),
  ]);
  const [port, version = ''] = line.split(' ');
  const agent = new http.Agent({ keepAlive: true, maxSockets: 4 });
  return {
    version,
    post: (target, body, headers) => post({ host: '127.0.0.1', port, path: target, agent, headers }, body),
    stop() {
      agent.destroy();
      child.stdin.end();
    },
  };
}

function post(options: http.RequestOptions, body: string): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const request = http.request({ ...options, method: 'POST' }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() }),
      );
    });
    request.on('error', reject);
    request.setHeader('content-length', Buffer.byteLength(body));
    request.end(body);
  });
}
