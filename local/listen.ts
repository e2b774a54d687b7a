import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Listens on the loopback interface only; answers the port. Throws a readable message if the port is taken. */
export async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new PortTaken(port) : error),
    );
    server.listen(port, '127.0.0.1', resolve);
  });
  return (server.address() as AddressInfo).port;
}

/**
 * Keeps connections of clients open between two requests. Node's own 5 s end just when many clients send again, which
 * then see ECONNRESET. Every answer names the time in its Keep-Alive header.
 */
export function keepIdleConnections(server: Server, idleMs: number): void {
  server.keepAliveTimeout = idleMs;
}

/** Throws PortTaken if the port cannot be had. */
export async function checkFree(port: number): Promise<void> {
  const server = createServer();
  await listen(server, port);
  await close(server);
}

/** Another program listens there. */
export class PortTaken extends Error {
  constructor(readonly port: number) {
    super(`Port ${port} is in use`);
    this.name = 'PortTaken';
  }
}

/** Stops listening and ends every connection. */
export async function close(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections();
  await closed;
}
