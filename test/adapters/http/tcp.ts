import { createServer } from 'node:net';
import { constants } from 'node:os';

/** Where a socket was about to go: always an address, whatever the code above has asked for. */
export interface Dialled {
  address: string;
  port: number;
}

/** What becomes of a connection: another place that it goes to instead, a failure, or never an answer. */
export type Dial = (to: Dialled) => Dialled | 'refused' | 'silence';

interface Handle {
  connect(request: object, address: string, port: number): number;
  connect6(request: object, address: string, port: number): number;
  getpeername(out: Record<string, unknown>): number;
}

/**
 * Takes over what Node calls to make a TCP connection, below `net`, `tls`, `http` and every lookup, so that no test
 * reaches farther than this machine. `claimed` is the address that a socket says it is connected to, if it is not to
 * tell the truth. Answers everything that was dialled, and what puts the real thing back.
 */
export async function takeOverTcp(
  dial: Dial = () => 'refused',
  claimed?: string,
): Promise<{ dialled: Dialled[]; restore: () => void }> {
  const prototype = await handlePrototype();
  const { connect, connect6, getpeername } = prototype;
  const dialled: Dialled[] = [];
  const taken = function (this: Handle, request: object, address: string, port: number): number {
    dialled.push({ address, port });
    const to = dial({ address, port });
    if (to === 'refused') return -constants.errno.ECONNREFUSED;
    return to === 'silence' ? 0 : connect.call(this, request, to.address, to.port);
  };
  Object.assign(prototype, { connect: taken, connect6: taken });
  if (claimed !== undefined) {
    prototype.getpeername = (out) => {
      Object.assign(out, { address: claimed, family: claimed.includes(':') ? 'IPv6' : 'IPv4', port: 443 });
      return 0;
    };
  }
  return { dialled, restore: () => void Object.assign(prototype, { connect, connect6, getpeername }) };
}

/** Of the one class that all TCP sockets of the process are made of. */
async function handlePrototype(): Promise<Handle> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const prototype = Object.getPrototypeOf(
    (server as unknown as { _handle: object })._handle,
  ) as unknown as Handle;
  await new Promise((resolve) => server.close(resolve));
  return prototype;
}
