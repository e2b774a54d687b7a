import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { createGzip } from 'node:zlib';
import type { Answer } from '../format/endpoint';

const CHUNK = Buffer.alloc(64 * 1024, 'x');
const ZEROS = Buffer.alloc(1024 * 1024);

/** Fills in what a scenario cannot know: URLs of endpoints, dates. */
export type FillIn = (text: string) => string;

/** What the endpoint is to do with the connection after the answer. */
type After = 'keep' | 'close' | 'reset' | 'dropNext' | 'silence';

/** The status that a sender understands from this answer, if it is one that ends. */
export function statusOf(answer: Answer): number | undefined {
  if ('status' in answer) return answer.status;
  if ('endless' in answer) return 200;
  if ('raw' in answer && !('drip' in answer)) {
    const statuses = [...(answer.raw ?? '').matchAll(/^HTTP\/1\.1 ([2-9]\d\d)\b/gm)];
    return statuses[0] && Number(statuses[0][1]);
  }
  return undefined;
}

/** Writes the answer, however long that takes, and says what is to become of the connection. */
export async function playAnswer(socket: Socket, answer: Answer, fillIn: FillIn): Promise<After> {
  if ('silence' in answer) return 'silence';
  if ('reset' in answer) return 'reset';
  if ('endless' in answer) return await playEndless(socket, answer);
  if ('drip' in answer) return await playDrip(socket, answer, fillIn);
  if ('raw' in answer) {
    await write(socket, Buffer.from(fillIn(answer.raw), 'latin1'));
    return answer.then;
  }
  await realTime(socket, (answer.afterSeconds ?? 0) * 1_000);
  await write(socket, plain(answer, fillIn));
  return answer.then ?? 'keep';
}

function plain(answer: Extract<Answer, { status: number }>, fillIn: FillIn): Buffer {
  const { status, reason = STATUS_CODES[status] ?? 'Unknown', headers = {}, body = '' } = answer;
  const content = Buffer.from(fillIn(body));
  // A 204 and a 304 have no content (RFC 9110, sections 15.3.5 and 15.4.5).
  const length = status === 204 || status === 304 ? [] : [`Content-Length: ${content.length}`];
  const fields = [...Object.entries(headers).map(([name, value]) => `${name}: ${fillIn(value)}`), ...length];
  const head = [`HTTP/1.1 ${status} ${reason}`, ...fields, '', ''].join('\r\n');
  return Buffer.concat([Buffer.from(head), content]);
}

async function playDrip(
  socket: Socket,
  { raw, drip, everyMs }: Extract<Answer, { drip: string }>,
  fillIn: FillIn,
): Promise<After> {
  if (raw !== undefined) await write(socket, Buffer.from(fillIn(raw), 'latin1'));
  const bytes = Buffer.from(drip, 'latin1');
  for (let at = 0; open(socket); at = (at + 1) % bytes.length) {
    await write(socket, bytes.subarray(at, at + 1));
    await realTime(socket, everyMs);
  }
  return 'close';
}

async function playEndless(
  socket: Socket,
  { endless, limitBytes }: Extract<Answer, { endless: string }>,
): Promise<After> {
  if (endless === 'gzip') return await playGzip(socket, limitBytes);
  const line = Buffer.from(`x-filler: ${'x'.repeat(1_000)}\r\n`);
  await write(socket, Buffer.from('HTTP/1.1 200 OK\r\n'));
  if (endless === 'body') await write(socket, Buffer.from(`Content-Length: ${limitBytes}\r\n\r\n`));
  for (let sent = 0; sent < limitBytes && open(socket);) {
    const piece = (endless === 'head' ? line : CHUNK).subarray(0, limitBytes - sent);
    await write(socket, piece);
    sent += piece.length;
  }
  if (endless === 'head') await write(socket, Buffer.from('\r\nContent-Length: 0\r\n\r\n'));
  return 'close';
}

/** `limitBytes` are of zeros, before compression: what a sender that inflates without a bound would hold. */
async function playGzip(socket: Socket, limitBytes: number): Promise<After> {
  const head =
    'HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\n';
  await write(socket, Buffer.from(head));
  const gzip = createGzip();
  const compressed = gzip[Symbol.asyncIterator]();
  for (let fed = 0; fed < limitBytes; fed += ZEROS.length) gzip.write(ZEROS.subarray(0, limitBytes - fed));
  gzip.end();
  for (let piece = await compressed.next(); !piece.done && open(socket); piece = await compressed.next())
    await write(socket, piece.value as Buffer);
  gzip.destroy();
  return 'close';
}

const open = (socket: Socket): boolean => !socket.destroyed && socket.writable;

/** Resolves when the bytes are on their way, so that no more is ever in memory than the sender takes. */
async function write(socket: Socket, bytes: Buffer): Promise<void> {
  if (!open(socket)) return;
  await new Promise<void>((resolve) => {
    const done = (): void => {
      socket.off('close', done);
      resolve();
    };
    socket.once('close', done);
    socket.write(bytes, done);
  });
}

/** Real time, or until the connection is gone. */
async function realTime(socket: Socket, ms: number): Promise<void> {
  if (ms === 0 || !open(socket)) return;
  await new Promise<void>((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      socket.off('close', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    socket.once('close', done);
  });
}
