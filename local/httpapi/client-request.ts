import type { IncomingMessage } from 'node:http';

/** Request line and headers may take 10,240 bytes (HTTP API quotas). */
const LARGEST_HEAD = 10_240;
/** A payload may take 10 MB (HTTP API quotas). */
const LARGEST_BODY = 10 * 2 ** 20;

/** A client's request, read whole. Paths and query as they came, percent-encoded. */
export interface ClientRequest {
  id: string;
  method: string;
  path: string;
  query: string;
  /** In lower case, repeated headers joined by commas, without cookies. */
  headers: Record<string, string>;
  cookies: string[];
  body: Buffer;
  sourceIp: string;
}

export function headTooLarge(request: IncomingMessage): boolean {
  const line = `${request.method} ${request.url} HTTP/1.1\r\n`;
  const headers = request.rawHeaders.reduce((sum, text) => sum + Buffer.byteLength(text) + 2, 0);
  return Buffer.byteLength(line) + headers > LARGEST_HEAD;
}

/** Nothing if the body is larger than API Gateway takes. */
export async function readRequest(request: IncomingMessage, id: string): Promise<ClientRequest | undefined> {
  const body = await readBody(request);
  if (!body) return undefined;
  const url = request.url ?? '/';
  const queryAt = url.indexOf('?');
  const { cookie, connection: _, ...headers } = joinedHeaders(request);
  return {
    id,
    method: request.method ?? 'GET',
    path: queryAt < 0 ? url : url.slice(0, queryAt),
    query: queryAt < 0 ? '' : url.slice(queryAt + 1),
    headers,
    cookies: cookie ? cookie.split(';').map((each) => each.trim()) : [],
    body,
    sourceIp: request.socket.remoteAddress ?? '127.0.0.1',
  };
}

function joinedHeaders(request: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = {};
  for (let index = 0; index < request.rawHeaders.length; index += 2) {
    const name = (request.rawHeaders[index] ?? '').toLowerCase();
    const value = request.rawHeaders[index + 1] ?? '';
    const separator = name === 'cookie' ? ';' : ',';
    headers[name] = name in headers ? `${headers[name]}${separator}${value}` : value;
  }
  return headers;
}

async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST_BODY) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
