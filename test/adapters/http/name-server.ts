import { createSocket } from 'node:dgram';
import { isIPv6 } from 'node:net';

/** A name server on this machine. `answers` gives the addresses of a name; it may change its mind, or say nothing. */
export interface NameServer {
  /** For `nameServers`. */
  address: string;
  asked: string[];
  stop: () => Promise<void>;
}

type Answers = (name: string, family: 4 | 6) => string[] | 'nothing' | 'missing' | 'failure';

const CODES = { missing: 3, failure: 2 };
const A = 1;
const AAAA = 28;

/** Speaks as much DNS (RFC 1035) as a lookup of addresses needs. */
export async function startNameServer(answers: Answers): Promise<NameServer> {
  const socket = createSocket('udp4');
  const asked: string[] = [];
  socket.on('message', (query, from) => {
    const { name, type, end } = question(query);
    asked.push(name);
    const found = answers(name, type === AAAA ? 6 : 4);
    if (found !== 'nothing') socket.send(reply(query, end, type, found), from.port, from.address);
  });
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  const { port } = socket.address();
  return {
    address: `127.0.0.1:${port}`,
    asked,
    stop: () => new Promise((resolve) => socket.close(() => resolve())),
  };
}

function question(query: Buffer): { name: string; type: number; end: number } {
  const labels: string[] = [];
  let at = 12;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join('.').toLowerCase(), type: query.readUInt16BE(at + 1), end: at + 5 };
}

function reply(query: Buffer, end: number, type: number, found: string[] | keyof typeof CODES): Buffer {
  const addresses = Array.isArray(found) ? found.filter((one) => isIPv6(one) === (type === AAAA)) : [];
  const header = Buffer.alloc(12);
  query.copy(header, 0, 0, 2);
  header.writeUInt16BE(0x8180 | (Array.isArray(found) ? 0 : CODES[found]), 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(addresses.length, 6);
  return Buffer.concat([header, query.subarray(12, end), ...addresses.map((one) => record(one, type))]);
}

/** Time to live 0: whoever asks again is to be told anew. */
function record(address: string, type: number): Buffer {
  const data = type === A ? Buffer.from(address.split('.').map(Number)) : ipv6Bytes(address);
  const head = Buffer.from([0xc0, 0x0c, 0, type, 0, 1, 0, 0, 0, 0, 0, data.length]);
  return Buffer.concat([head, data]);
}

function ipv6Bytes(address: string): Buffer {
  const [left = '', right] = address.split('::');
  const words = (text: string | undefined): string[] => (text ? text.split(':') : []);
  const missing = 8 - words(left).length - words(right).length;
  const all = [
    ...words(left),
    ...Array<string>(right === undefined ? 0 : missing).fill('0'),
    ...words(right),
  ];
  return Buffer.from(all.map((word) => word.padStart(4, '0')).join(''), 'hex');
}
