import { createServer, type IncomingMessage, type Server } from 'node:http';
import { close, listen } from '../../../local/listen';

/** Stands before an API: refuses the first request to traces, and loses the answer to the second. */
export class LosingProxy {
  /** To traces. */
  requests = 0;

  private constructor(
    private server: Server,
    readonly url: string,
  ) {}

  static async start(apiUrl: string): Promise<LosingProxy> {
    const server = createServer();
    const port = await listen(server, 0);
    const proxy = new LosingProxy(server, `http://127.0.0.1:${port}`);
    server.on('request', (request: IncomingMessage, response) => {
      void proxy.forward(apiUrl, request).then(({ status, type, body }) => {
        response.writeHead(status, { 'content-type': type }).end(body);
      });
    });
    return proxy;
  }

  stop(): Promise<void> {
    return close(this.server);
  }

  private async forward(
    apiUrl: string,
    request: IncomingMessage,
  ): Promise<{ status: number; type: string; body: Buffer }> {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const number = request.url?.endsWith('/v1/traces') ? ++this.requests : 0;
    const refused = { status: 503, type: 'application/x-protobuf', body: Buffer.alloc(0) };
    if (number === 1) return refused;
    const { 'content-type': type = '', 'content-encoding': encoding } = request.headers;
    const headers = { 'content-type': type, ...(encoding !== undefined && { 'content-encoding': encoding }) };
    const answer = await fetch(`${apiUrl}${request.url}`, {
      method: 'POST',
      headers,
      body: Buffer.concat(chunks),
    });
    const body = Buffer.from(await answer.arrayBuffer());
    if (number === 2) return refused;
    return { status: answer.status, type: answer.headers.get('content-type') ?? '', body };
  }
}
