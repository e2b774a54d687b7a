import { createServer, type IncomingMessage, type Server } from 'node:http';
import { close, listen } from '../../local/listen';

interface PostedEvent {
  id: string;
  type: string;
  source: string;
  subject: string;
  data: Record<string, unknown>;
}

/** A request of an agent, and what it was answered. */
export interface Relayed {
  method: string;
  path: string;
  headers: IncomingMessage['headers'];
  events: PostedEvent[];
  status: number;
}

/** Stands between an agent and the API: hands on, writes down, and answers in the API's place what it was told to. */
export class Relay {
  readonly requests: Relayed[] = [];
  private failures: number[] = [];
  private waiting: (() => void)[] = [];

  private constructor(
    private server: Server,
    readonly url: string,
    private api: string,
  ) {}

  static async start(api: string): Promise<Relay> {
    const server = createServer();
    const port = await listen(server, 0);
    const relay = new Relay(server, `http://127.0.0.1:${port}`, api);
    server.on('request', (request, response) => {
      relay.answer(request).then(
        ({ status, headers, body }) => response.writeHead(status, headers).end(body),
        () => request.socket.destroy(),
      );
    });
    return relay;
  }

  /** The next posts reach the API, but their answers are lost: the agent reads these statuses. */
  loseAnswers(...statuses: number[]): void {
    this.failures.push(...statuses);
  }

  /** Resolves with what `found` gives as soon as it is something; it is asked now and after each request. */
  async until<T>(found: (requests: Relayed[]) => T | undefined): Promise<T> {
    for (;;) {
      const result = found(this.requests);
      if (result !== undefined) return result;
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await close(this.server);
  }

  private async answer(request: IncomingMessage) {
    const { method = '', url: path = '', headers } = request;
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const sent = Buffer.concat(chunks).toString();
    const answer = await fetch(this.api + path, {
      method,
      headers: Object.fromEntries(
        ['authorization', 'content-type', 'if-none-match'].flatMap((name) =>
          headers[name] === undefined ? [] : [[name, String(headers[name])]],
        ),
      ),
      ...(sent !== '' && { body: sent }),
    });
    const body = await answer.text();
    const failure = method === 'POST' ? this.failures.shift() : undefined;
    const status = failure ?? answer.status;
    const events = sent === '' ? [] : (JSON.parse(sent) as PostedEvent[]);
    this.requests.push({ method, path, headers, events, status });
    for (const wake of this.waiting.splice(0)) wake();
    const etag = answer.headers.get('etag');
    if (failure !== undefined)
      return { status, headers: { 'retry-after': '0' }, body: '{"message":"Service Unavailable"}' };
    const type = answer.headers.get('content-type');
    return { status, headers: { ...(etag && { etag }), ...(type && { 'content-type': type }) }, body };
  }
}
