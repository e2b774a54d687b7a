import http from 'node:http';
import https from 'node:https';
import { createGunzip } from 'node:zlib';
import type { Flaw } from './flaws';

export interface Outgoing {
  url: string;
  headers: Record<string, string>;
  body: string;
  timeoutMs: number;
  agent: http.Agent;
}

export interface Incoming {
  status?: number;
  retryAfter?: string;
  /** The sender itself is out of order. */
  fatal?: true;
}

const KEPT_BYTES = 16 * 1024;
const MEMORY_BYTES = 64 * 1024 * 1024;
/** What a sender without a deadline gets for one, so that tests end. */
const PATIENCE_MS = 5_500;

/** One request. Never throws: without a status it was a failure of the network. */
export async function post(outgoing: Outgoing, has: (flaw: Flaw) => boolean): Promise<Incoming> {
  const timeoutMs = has('noDeadline') ? PATIENCE_MS : outgoing.timeoutMs;
  const signal = AbortSignal.timeout(timeoutMs);
  const incoming: Incoming = {};
  try {
    await exchange(outgoing, incoming, signal, has);
  } catch {
    if (
      has('networkErrorIsFinal') ||
      incoming.status === undefined ||
      (incoming.status < 300 && !has('only200'))
    )
      delete incoming.status;
  }
  return incoming;
}

async function exchange(
  outgoing: Outgoing,
  incoming: Incoming,
  signal: AbortSignal,
  has: (flaw: Flaw) => boolean,
): Promise<void> {
  const answer = await open(outgoing, incoming, signal, has);
  if (!answer) return;
  incoming.status = answer.statusCode ?? 0;
  const retryAfter = has('retryAfterByCase') ? raw(answer, 'Retry-After') : answer.headers['retry-after'];
  if (retryAfter !== undefined) incoming.retryAfter = retryAfter;
  const { location } = answer.headers;
  if (has('followsRedirects') && location !== undefined && incoming.status < 400) {
    answer.destroy();
    await exchange({ ...outgoing, url: new URL(location, outgoing.url).href }, incoming, signal, has);
    return;
  }
  if (has('wantsReason') && answer.statusMessage === '') incoming.status = 500;
  if (has('wantsLength') && incoming.status === 200 && !answer.headers['content-length'])
    incoming.status = 500;
  await read(answer, incoming, has);
  if (incoming.status < 300) signal.throwIfAborted();
}

function raw({ rawHeaders }: http.IncomingMessage, name: string): string | undefined {
  const at = rawHeaders.indexOf(name);
  return at === -1 ? undefined : rawHeaders[at + 1];
}

async function open(
  { url, headers, body, agent }: Outgoing,
  incoming: Incoming,
  signal: AbortSignal,
  has: (flaw: Flaw) => boolean,
): Promise<http.IncomingMessage | undefined> {
  const target = new URL(url);
  const path = target.pathname + (has('dropsQuery') ? '' : target.search);
  const maxHeaderSize = has('readsAllHeads') ? 2 ** 30 : 16 * 1024;
  const request = (target.protocol === 'https:' ? https : http).request(target, {
    ...{ method: 'POST', path, agent, signal, headers, maxHeaderSize },
  });
  return await new Promise((resolve, reject) => {
    const interim = (status: number): void => {
      if (!has('interimIsFinal')) return;
      incoming.status = status;
      request.destroy();
      resolve(undefined);
    };
    request.on('information', ({ statusCode }) => interim(statusCode));
    request.on('continue', () => interim(100));
    request.on('upgrade', (answer, socket) => {
      socket.destroy();
      incoming.status = has('upgradeIsSuccess') ? 200 : (answer.statusCode ?? 0);
      resolve(undefined);
    });
    request.on('response', resolve).on('error', reject);
    request.on('close', () => reject(new Error('no answer')));
    request.end(has('sendsNoBody') ? '' : body);
  });
}

async function read(
  answer: http.IncomingMessage,
  incoming: Incoming,
  has: (flaw: Flaw) => boolean,
): Promise<void> {
  const inflate = answer.headers['content-encoding'] === 'gzip' ? createGunzip() : undefined;
  if (inflate) answer.on('error', (error) => inflate.destroy(error));
  const limit = has('readsAll') ? Infinity : has('inflatesAll') && inflate ? MEMORY_BYTES : KEPT_BYTES;
  let bytes = 0;
  let text = true;
  for await (const chunk of inflate ? answer.pipe(inflate) : answer) {
    bytes += (chunk as Buffer).length;
    text &&= !(chunk as Buffer).includes(0);
    if (bytes >= limit) break;
  }
  if (bytes >= limit) answer.destroy();
  if (bytes >= MEMORY_BYTES && has('inflatesAll')) incoming.fatal = true;
  if (!text && has('storesTextOnly')) incoming.fatal = true;
}
