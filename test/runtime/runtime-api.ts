import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { close, listen } from '../../local/listen';

/** What the function made of the one event that it was given. */
export type Answered = { ok: true; payload: string } | { ok: false; error: string };

interface Job {
  event: string;
  functionArn: string;
  timeoutMs: number;
}

const BASE = '/2018-06-01/runtime';

/** Lambda's Runtime API on loopback, for one event: its client asks for the next invocation and posts what came of it. */
export class RuntimeApi {
  private answers = Promise.withResolvers<Answered>();
  private served = false;

  private constructor(
    private server: Server,
    private job: Job,
    readonly address: string,
  ) {}

  static async start(job: Job): Promise<RuntimeApi> {
    const server = createServer();
    const port = await listen(server, 0);
    const api = new RuntimeApi(server, job, `127.0.0.1:${port}`);
    server.on('request', (request, response) => void api.handle(request, response));
    return api;
  }

  get answered(): Promise<Answered> {
    return this.answers.promise;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await close(this.server);
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method, url = '' } = request;
    if (method === 'GET' && url === `${BASE}/invocation/next`) return this.next(response);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    if (/\/invocation\/[^/]+\/response$/.test(url)) this.answers.resolve({ ok: true, payload: body });
    else this.answers.resolve({ ok: false, error: body });
    response.writeHead(202).end('{"status":"OK"}');
  }

  /** The second time there is no more: the client waits, as it would for hours. */
  private next(response: ServerResponse): void {
    if (this.served) return;
    this.served = true;
    const { event, functionArn, timeoutMs } = this.job;
    response.writeHead(200, {
      'content-type': 'application/json',
      'lambda-runtime-aws-request-id': '8476a536-e9f4-11e8-9739-2dfe598c3fcd',
      'lambda-runtime-deadline-ms': String(Date.now() + timeoutMs),
      'lambda-runtime-invoked-function-arn': functionArn,
    });
    response.end(event);
  }
}
