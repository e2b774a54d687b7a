import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/** How Tocsin does: as it does, or dead, slow, broken. */
export type Mood = 'well' | 'dead' | 'slow' | 'garbage' | 'failing';

const SLOW_MS = 5_000;

export interface Passed {
  path: string;
  body: string;
}

/** Stands between a program and Tocsin, on an address that stays while Tocsin comes and goes. */
export class Front {
  mood: Mood = 'well';
  /** What programs have sent, whatever became of it. */
  passed: Passed[] = [];
  /** Asked before a request is handed on, so that a test can act at exactly this point. */
  before: (passed: Passed) => Promise<void> | void = () => {};

  private constructor(
    private server: Server,
    private target: string,
    readonly url: string,
  ) {}

  static async start(target: string): Promise<Front> {
    const server = createServer((request, response) => void front.handle(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const front = new Front(server, target, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    return front;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** Well again, and with nothing remembered. */
  reset(): void {
    Object.assign(this, { mood: 'well', passed: [], before: () => {} });
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const passed = { path: request.url ?? '/', body: body.toString() };
    this.passed.push(passed);
    if (this.mood === 'dead') return void request.socket.destroy();
    if (this.mood === 'garbage') return void response.writeHead(200).end('<html>Welcome</html>');
    if (this.mood === 'failing')
      return void response.writeHead(500).end('{"message":"Internal Server Error"}');
    if (this.mood === 'slow') await wait(SLOW_MS);
    await this.before(passed);
    await this.handOn(request, body, response);
  }

  private async handOn(request: IncomingMessage, body: Buffer, response: ServerResponse): Promise<void> {
    const { method = 'POST', url = '/', headers } = request;
    const type = headers['content-type'];
    const answer = await fetch(this.target + url, {
      method,
      body,
      headers: type ? { 'content-type': type } : {},
    });
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'text/plain' });
    response.end(await answer.text());
  }
}
