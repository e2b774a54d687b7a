import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

/** What the receiver has seen: each event once, however often it was delivered. */
export interface Received {
  /** Event id → when it came first, epoch ms. */
  arrivals: Map<string, number>;
  repeats: number;
  badSignatures: number;
}

/** What was delivered, verified. */
export interface ReceivedEvent {
  id: string;
  type: string;
  data: unknown;
}

export interface Receiver {
  url: string;
  received: Received;
  /** To be set before the first delivery can come. */
  secret: string;
  /** Told of each event once. */
  onEvent: (event: ReceivedEvent) => void;
  close(): void;
}

/** A webhook endpoint as our users write it: verifies every signature, answers 204, deduplicates by `webhook-id`. */
export async function startReceiver(): Promise<Receiver> {
  const received: Received = { arrivals: new Map(), repeats: 0, badSignatures: 0 };
  const receive = async (request: http.IncomingMessage, response: http.ServerResponse): Promise<void> => {
    const at = Date.now();
    const body = await text(request);
    if (!isSigned(receiver.secret, request, body)) {
      received.badSignatures++;
      response.writeHead(401).end();
      return;
    }
    const id = String(request.headers['webhook-id']);
    response.writeHead(204).end();
    if (received.arrivals.has(id)) {
      received.repeats++;
      return;
    }
    received.arrivals.set(id, at);
    receiver.onEvent(JSON.parse(body) as ReceivedEvent);
  };
  const server = http.createServer((request, response) => {
    receive(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const receiver: Receiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhook`,
    received,
    secret: '',
    onEvent: () => undefined,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
  return receiver;
}

function isSigned(secret: string, request: http.IncomingMessage, body: string): boolean {
  try {
    new Webhook(secret).verify(body, request.headers as Record<string, string>);
    return true;
  } catch {
    return false;
  }
}

async function text(request: http.IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
