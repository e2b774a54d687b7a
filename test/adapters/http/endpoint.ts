import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import {
  createServer as createTcpServer,
  type AddressInfo,
  type Server as TcpServer,
  type Socket,
} from 'node:net';
import { text } from 'node:stream/consumers';

/** A destination on this machine; `received` is what came, in order. */
export interface Endpoint {
  url: string;
  received: { request: IncomingMessage; body: string }[];
  connections: number;
  stop: () => Promise<void>;
}

/** Answers every request by `answer`, after its body has come. */
export async function endpoint(answer: RequestListener): Promise<Endpoint> {
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      started.received.push({ request, body });
      answer(request, response);
    });
  });
  const started = await start(server, 'http');
  return started;
}

/** Hands each connection over as it is, for answers that no HTTP server would give. */
export async function tcpEndpoint(connected: (socket: Socket) => void, scheme = 'http'): Promise<Endpoint> {
  const server = createTcpServer((socket) => {
    socket.on('error', () => socket.destroy());
    connected(socket);
  });
  return start(server, scheme);
}

/** A TCP endpoint that answers with these bytes, whatever is asked, and closes. */
export const saying = (bytes: string | Buffer, scheme?: string): Promise<Endpoint> =>
  tcpEndpoint((socket) => socket.once('data', () => socket.end(bytes)), scheme);

async function start(server: Server | TcpServer, scheme: string): Promise<Endpoint> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    started.connections++;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const started: Endpoint = {
    url: `${scheme}://127.0.0.1:${port}/hook`,
    received: [],
    connections: 0,
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
  return started;
}
