import type { Agent, ClientRequest, IncomingMessage } from 'node:http';
import https from 'node:https';
import { isPublicAddress } from '../../core/destination/public-address';
import { decodeBody } from './decode-body';
import { errorName, statusErrorName } from './error-name';
import { BlockedAddressError } from './guarded-lookup';
import { readBody } from './read-body';

export interface PostRequest {
  url: string;
  headers: Readonly<Record<string, string>>;
  body: string;
  /** One deadline over name resolution, connection, TLS, headers and body. */
  timeoutMs: number;
}

/** What came of a request. Without `error` it was a 2xx, read to its end or to the cap. */
export interface PostAnswer {
  status?: number;
  error?: string;
  response?: string;
  retryAfter?: string;
  address?: string;
}

/** By which connection a request goes. */
interface Way {
  agent: Agent;
  /** The host is an allowed one: its address need not be public. */
  anyAddress: boolean;
  deadline: AbortSignal;
}

/** What is kept of an answer's body, counted after decompression (SEMANTICS 2.4). */
const MAX_RESPONSE_BYTES = 16 * 1024;

/** What is read of it. Twice as much: no coding that is worth its name makes less than 16 KiB of it. */
const MAX_WIRE_BYTES = 2 * MAX_RESPONSE_BYTES;

/** Of an answer's status line and headers. */
const MAX_HEADER_BYTES = 16 * 1024;

/** `103 Early Hints` and the like; each of them may be as long as the headers of an answer. */
const MAX_INTERIM_ANSWERS = 16;

/** A kept connection that the other side had closed meanwhile fails at once; what fails later was being worked on. */
const STALE_WITHIN_MS = 1_000;

/** The connection ended without an answer: the protocol was changed, or the answers before the answer were too many. */
class NoAnswerError extends Error {
  constructor(readonly code: 'NO_ANSWER' | 'TOO_MANY_INTERIM_ANSWERS') {
    super(code);
  }
}

/**
 * Sends a request and reads the answer. `stale` if it went by a connection that had been kept, and that was gone before
 * a byte of an answer came: then the endpoint has not been tried yet. Throws only for a fault of this machine.
 */
export async function exchange(
  request: PostRequest,
  way: Way,
): Promise<{ answer: PostAnswer; stale: boolean }> {
  const answer: PostAnswer = {};
  const connection = { reused: false, heard: false };
  const began = performance.now();
  try {
    await send(request, way, answer, connection);
  } catch (error) {
    answer.error = way.deadline.aborted ? 'timeout' : errorName(error);
  }
  const silent = connection.reused && !connection.heard && answer.error === 'connection_reset';
  return { answer, stale: silent && performance.now() - began < STALE_WITHIN_MS };
}

async function send(
  request: PostRequest,
  way: Way,
  answer: PostAnswer,
  connection: { reused: boolean; heard: boolean },
): Promise<void> {
  const sent = open(request, way);
  // Why the connection was ended; the answer itself only tells that it was.
  let fault: unknown;
  sent.on('error', (error) => (fault = error));
  sent.on('socket', (socket) => {
    connection.reused = sent.reusedSocket;
    socket.once('data', () => (connection.heard = true));
    watchAddress(sent, way, answer);
  });
  const { headers, body } = await answered(sent, request.body, answer);
  const bytes = await body.catch((error: unknown) => {
    throw fault ?? error;
  });
  // A body that only the connection's end would end looks complete when the deadline ends the connection.
  way.deadline.throwIfAborted();
  answer.response = text(await decodeBody(bytes, headers['content-encoding'], MAX_RESPONSE_BYTES));
  const error = statusErrorName(answer.status ?? 0);
  if (error) answer.error = error;
}

function open({ url: address, headers, body }: PostRequest, { agent, deadline }: Way): ClientRequest {
  const url = new URL(address);
  return (url.protocol === 'https:' ? https : process.getBuiltinModule('node:http')).request(url, {
    method: 'POST',
    headers: {
      ...headers,
      host: undotted(url.host),
      'content-length': Buffer.byteLength(body),
      'accept-encoding': 'identity',
    },
    agent,
    // An address is no name: Node sends none then.
    ...(url.hostname.endsWith('.') && { servername: undotted(url.hostname) }),
    signal: deadline,
    maxHeaderSize: MAX_HEADER_BYTES,
  });
}

/**
 * A final dot says that a DNS name is complete, as every name is here. In a TLS greeting it must not stand (RFC 6066,
 * section 3), and servers that look for their name in `Host` do not know it with one. The name that is looked up stays as
 * it was checked: without its dot it might be another thing.
 */
const undotted = (host: string): string => host.replace(/\.(?=:\d+$|$)/, '');

/** Looks once more at where the connection has led, before anything is written to it, a TLS greeting included. */
function watchAddress(sent: ClientRequest, { anyAddress }: Way, answer: PostAnswer): void {
  const { socket } = sent;
  if (!socket) return;
  const note = (): void => {
    const address = socket.remoteAddress ?? '';
    if (anyAddress || isPublicAddress(address)) answer.address = address;
    else sent.destroy(new BlockedAddressError(sent.host, address));
  };
  if (socket.connecting) socket.prependOnceListener('connect', note);
  else note();
}

/** Resolves with the answer's headers. Reading its body has begun then: what comes with them in one piece must not be missed. */
async function answered(
  sent: ClientRequest,
  body: string,
  answer: PostAnswer,
): Promise<Pick<IncomingMessage, 'headers'> & { body: Promise<Buffer> }> {
  let interim = 0;
  sent.on('information', () => {
    if (++interim > MAX_INTERIM_ANSWERS) sent.destroy(new NoAnswerError('TOO_MANY_INTERIM_ANSWERS'));
  });
  return await new Promise((resolve, reject) => {
    sent.on('response', (received) => {
      const { headers, statusCode = 0 } = received;
      answer.status = statusCode;
      if (headers['retry-after'] !== undefined) answer.retryAfter = headers['retry-after'];
      const reading = readBody(received, MAX_WIRE_BYTES);
      // Awaited a moment later; until then a rejection is nobody's.
      reading.catch(() => {});
      resolve({ headers, body: reading });
    });
    sent.on('error', reject);
    // A change of protocol that nobody asked for closes the request without an answer and without an error.
    sent.on('close', () => reject(new NoAnswerError('NO_ANSWER')));
    sent.end(body);
  });
}

/** Bytes that are no UTF-8 become U+FFFD; a character that the cap has cut is left out. */
const text = (bytes: Buffer): string =>
  new TextDecoder().decode(bytes.subarray(0, MAX_RESPONSE_BYTES), { stream: true });
