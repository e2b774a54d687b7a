import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import type { AddressInfo } from 'node:net';
import type { Answer, EndpointScript } from '../format/endpoint';
import type { Authority } from './certificate';
import { type FillIn, playAnswer, statusOf } from './play-answer';
import type { Moment, RecordedConnection, RecordedRequest } from './record';
import { RequestReader } from './request-reader';

const NO_CONTENT: Answer = { status: 204 };

export interface EndpointSettings {
  script: EndpointScript;
  authority: Authority;
  /** Where to listen, and under which name senders reach it. */
  bind: string;
  host: string;
  senderNow: () => Moment;
  fillIn: FillIn;
}

/**
 * A scripted endpoint on a port of its own, made of sockets rather than of an HTTP server: it records what arrives
 * byte for byte, and answers as no polite server would.
 */
export class Endpoint {
  readonly requests: RecordedRequest[] = [];
  readonly connections: RecordedConnection[] = [];
  /** What arrived and was no HTTP/1 request. */
  readonly nonsense: string[] = [];
  private server: Server;
  private sockets = new Set<Socket>();
  private watchers = new Set<() => void>();
  private port = 0;

  private constructor(private settings: EndpointSettings) {
    const { script, authority } = settings;
    const secure = script.server === 'https';
    this.server = secure
      ? createTlsServer({
          ...authority.certified(script.certificate ?? 'trusted'),
          ALPNProtocols: ['http/1.1'],
        })
      : createServer({ noDelay: true });
    // A TLS server tells of plain connections too: those whose handshake failed count as connections.
    this.server.on('connection', (socket: Socket) => this.connected(socket, !secure));
    if (secure) this.server.on('secureConnection', (socket: Socket) => this.serve(socket, this.newest()));
    this.server.on('tlsClientError', (_error: Error, socket: Socket) => socket.destroy());
  }

  /** A port is taken even if nobody is to listen there yet. */
  static async open(settings: EndpointSettings): Promise<Endpoint> {
    const endpoint = new Endpoint(settings);
    await endpoint.listen(0);
    if (settings.script.server === 'closed') await endpoint.closeServer();
    return endpoint;
  }

  /** What the sender is given; `path` tells scenarios apart in its logs. */
  url(path: string): string {
    const { script, host } = this.settings;
    if (script.url !== undefined) return script.url.replaceAll('{{port}}', String(this.port));
    if (script.server === 'unresolvable') return `https://nobody.invalid:${this.port}${path}`;
    const secure = script.server === 'https';
    return `${secure ? 'https' : 'http'}://${host}:${this.port}${path}`;
  }

  /** From now on, somebody listens. */
  async startListening(): Promise<void> {
    await this.listen(this.port);
  }

  /** Resolves as soon as `holds` does, or after `ms` of real time; answers whether it does. */
  async until(holds: () => boolean, ms: number): Promise<boolean> {
    if (holds()) return true;
    return await new Promise((resolve) => {
      const settle = (): void => {
        clearTimeout(timer);
        this.watchers.delete(look);
        resolve(holds());
      };
      const look = (): void => (holds() ? settle() : undefined);
      const timer = setTimeout(settle, ms);
      this.watchers.add(look);
    });
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    if (this.server.listening) await this.closeServer();
  }

  private async listen(port: number): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject).listen(port, this.settings.bind, resolve);
    });
    this.port = (this.server.address() as AddressInfo).port;
  }

  private async closeServer(): Promise<void> {
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private newest = (): RecordedConnection => this.connections.at(-1) as RecordedConnection;

  private connected(socket: Socket, plain: boolean): void {
    const connection: RecordedConnection = {
      openedAt: performance.now(),
      get bytesSent() {
        return socket.bytesWritten;
      },
    };
    this.connections.push(connection);
    this.sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => {
      this.sockets.delete(socket);
      connection.closedAt = performance.now();
      this.changed();
    });
    if (plain) this.serve(socket, connection);
    this.changed();
  }

  private serve(socket: Socket, connection: RecordedConnection): void {
    const reader = new RequestReader();
    let busy: Promise<void> = Promise.resolve();
    let dropNext = false;
    let continued = false;
    socket.on('error', () => {});
    socket.on('data', (bytes: Buffer) => {
      if (dropNext) return void socket.resetAndDestroy();
      reader.push(bytes);
      busy = busy.then(async () => {
        for (let request = this.read(reader, socket); request; request = this.read(reader, socket)) {
          continued = false;
          dropNext = await this.answer(socket, this.record(request, connection));
        }
        if (reader.expectsContinue && !continued) continued = socket.write('HTTP/1.1 100 Continue\r\n\r\n');
      });
    });
  }

  private read(reader: RequestReader, socket: Socket): ReturnType<RequestReader['next']> {
    try {
      return reader.next();
    } catch (error) {
      this.nonsense.push((error as Error).message);
      socket.destroy();
      this.changed();
      return undefined;
    }
  }

  private record(
    request: Omit<RecordedRequest, 'number' | 'connection' | 'at' | 'senderAt'>,
    connection: RecordedConnection,
  ): RecordedRequest {
    const number = this.requests.length + 1;
    const moments = { at: performance.now(), senderAt: this.settings.senderNow() };
    const recorded: RecordedRequest = { ...request, number, connection, ...moments };
    this.requests.push(recorded);
    return recorded;
  }

  /** Answers whether the next request on this connection is to be dropped. */
  private async answer(socket: Socket, request: RecordedRequest): Promise<boolean> {
    const answer = this.answerFor(request.number);
    const status = statusOf(answer);
    if (status !== undefined) request.status = status;
    this.changed();
    const after = await playAnswer(socket, answer, this.settings.fillIn);
    if (after === 'close') socket.end();
    if (after === 'reset') reset(socket);
    // What was written before the sender saw the end of the connection is not answered any more.
    return after === 'dropNext' || after === 'close';
  }

  private answerFor(number: number): Answer {
    const answers = this.settings.script.answers ?? [NO_CONTENT];
    let before = 0;
    for (const answer of answers) {
      before += answer.times ?? 1;
      if (number <= before) return answer;
    }
    return answers.at(-1) ?? NO_CONTENT;
  }

  private changed(): void {
    for (const watcher of [...this.watchers]) watcher();
  }
}

/** A TCP reset where the system can send one; a TLS connection is only ended abruptly. */
function reset(socket: Socket): void {
  if (socket.destroyed) return;
  socket.resetAndDestroy();
}
