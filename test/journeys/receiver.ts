import { createServer, type IncomingMessage, type Server } from 'node:http';
import { close, listen } from '../../local/listen';
import { webhookFaults } from '../openapi/webhook-faults';

/** A request that an endpoint got. */
export interface Arrived {
  method: string;
  path: string;
  headers: IncomingMessage['headers'];
  /** Names and values in turn, in the order and the letter case of the wire. */
  rawHeaders: string[];
  /** Byte for byte. */
  body: string;
}

export interface Reply {
  status: number;
  headers?: Record<string, string>;
  body?: string | Buffer;
}

/** Decides what the endpoint answers; `index` counts requests from 0. Rejecting breaks the connection. */
type Script = (request: Arrived, index: number) => Reply | Promise<Reply>;

/** An endpoint on this machine that records what it gets. */
export class Receiver {
  readonly requests: Arrived[] = [];
  private waiting: (() => void)[] = [];
  private faults: string[] = [];

  private constructor(
    private server: Server,
    readonly url: string,
    private script: Script,
  ) {}

  /** Answers 204 to everything unless told otherwise. */
  static async start(script: Script = () => ({ status: 204 })): Promise<Receiver> {
    const server = createServer();
    const port = await listen(server, 0);
    const receiver = new Receiver(server, `http://127.0.0.1:${port}`, script);
    server.on('request', (request, response) => {
      receiver.answer(request).then(
        ({ status, headers, body }) => response.writeHead(status, headers).end(body),
        () => request.socket.destroy(),
      );
    });
    return receiver;
  }

  /** From now on. */
  answerWith(script: Script): void {
    this.script = script;
  }

  /** Resolves with all requests as soon as there are `count` of them. */
  async received(count: number): Promise<Arrived[]> {
    return await this.until((requests) => requests.length >= count);
  }

  /** Resolves as soon as `holds` does; it is asked now and after each request. */
  async until(holds: (requests: Arrived[]) => boolean): Promise<Arrived[]> {
    while (!holds(this.requests)) await new Promise<void>((resolve) => this.waiting.push(resolve));
    return this.requests;
  }

  /** Rejects if a webhook has arrived that is not what the OpenAPI document says. */
  async stop(): Promise<void> {
    await close(this.server);
    if (this.faults.length > 0) throw new Error(this.faults.join('\n'));
  }

  private async answer(request: IncomingMessage): Promise<Reply> {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const arrived: Arrived = {
      method: request.method ?? '',
      path: request.url ?? '',
      headers: request.headers,
      rawHeaders: request.rawHeaders,
      body: Buffer.concat(chunks).toString('utf8'),
    };
    const index = this.requests.push(arrived) - 1;
    const faults = webhookFaults(arrived);
    if (faults.length > 0)
      this.faults.push(`Not as GET /v1/openapi.json says: ${faults.join('; ')}: ${arrived.body}`);
    for (const wake of this.waiting.splice(0)) wake();
    return await this.script(arrived, index);
  }
}
