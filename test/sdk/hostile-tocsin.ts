import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How a Tocsin is unwell; `well` accepts everything and asks for nothing. */
export type Behaviour = 'well' | 'dead' | 'hanging' | '500' | 'garbage';

/** A stand-in of Tocsin on loopback that behaves as badly as it is told. */
export class HostileTocsin {
  /** Events of each request that was answered well. */
  readonly batches: { type: string; data?: Record<string, unknown> }[][] = [];
  /** Of the directive that it answers while it is well. */
  directive: object = { state: 'running', modelSwitches: [], holds: [], version: 0 };

  private requests = 0;
  private waiting: { count: number; resolve: () => void }[] = [];

  private constructor(
    private server: Server,
    /** For `TOCSIN_URL`; the agent is `support-bot`. */
    readonly url: string,
  ) {}

  static async start(behaviour: Behaviour): Promise<HostileTocsin> {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        if (behaviour === 'hanging') return;
        if (behaviour === '500') return response.writeHead(500).end('{"detail":"it fails"}');
        if (behaviour === 'garbage') return response.writeHead(200).end(`<html>${'x'.repeat(10_000)}`);
        tocsin.count();
        const body = tocsin.answer(Buffer.concat(chunks).toString());
        response.writeHead(request.method === 'GET' ? 200 : 202).end(JSON.stringify(body));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const tocsin = new HostileTocsin(server, `http://127.0.0.1:${port}/in/tcn_in_key/support-bot`);
    // Its port stays its own as long as nobody else listens there; a connection is refused.
    if (behaviour === 'dead') await tocsin.stop();
    return tocsin;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    if (this.server.listening) await new Promise((resolve) => this.server.close(resolve));
  }

  /** Resolves when so many requests have come since the last one that was waited for. */
  async asked(count: number): Promise<void> {
    this.requests = 0;
    await new Promise<void>((resolve) => this.waiting.push({ count, resolve }));
  }

  private count(): void {
    this.requests++;
    for (const { count, resolve } of this.waiting) if (this.requests >= count) resolve();
  }

  get types(): string[] {
    return this.batches.flat().map(({ type }) => type);
  }

  private answer(text: string): object {
    const directive = { agent: 'support-bot', ...this.directive };
    if (text === '') return directive;
    const events = JSON.parse(text) as { type: string }[];
    this.batches.push(events);
    return { results: events.map(() => ({ status: 'accepted', id: 'evt_1' })), directives: [directive] };
  }
}
