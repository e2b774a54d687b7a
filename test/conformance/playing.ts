import { connect, type Socket } from 'node:net';
import type { EndpointScript } from '../../conformance/format/endpoint';
import { Authority } from '../../conformance/receiver/certificate';
import { Endpoint } from '../../conformance/receiver/endpoint';

export const authority = new Authority(['127.0.0.1', 'localhost']);

/** An endpoint that plays a script, with a clock that stands still. */
export async function playing(script: EndpointScript): Promise<Endpoint> {
  return await Endpoint.open({
    ...{ script, authority, bind: '127.0.0.1', host: '127.0.0.1' },
    senderNow: () => ({ earliest: 1_000, latest: 1_000 }),
    fillIn: (text) => text.replace('{{url:b}}', 'http://b.example/'),
  });
}

export const POST = 'POST /hook HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{}';

/** A client made of a socket: what it got so far, and how it ended. */
export class Client {
  received = '';
  ended: 'open' | 'closed' | 'reset' = 'open';
  readonly closed: Promise<void>;
  private waiting: (() => void)[] = [];

  private constructor(readonly socket: Socket) {
    socket.setEncoding('latin1');
    socket.on('data', (text: string) => this.got(text));
    socket.on('error', () => (this.ended = 'reset'));
    this.closed = new Promise((resolve) => {
      socket.on('close', () => {
        if (this.ended === 'open') this.ended = 'closed';
        this.got('');
        resolve();
      });
    });
  }

  static to(endpoint: Endpoint): Client {
    return new Client(connect(Number(new URL(endpoint.url('/')).port), '127.0.0.1'));
  }

  send(text: string): this {
    this.socket.write(text, 'latin1');
    return this;
  }

  /** Resolves when so much has come, or the connection has ended. */
  async until(holds: (received: string) => boolean): Promise<string> {
    while (!holds(this.received) && this.ended === 'open')
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    return this.received;
  }

  private got(text: string): void {
    this.received += text;
    for (const wake of this.waiting.splice(0)) wake();
  }
}
