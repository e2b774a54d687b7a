import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { Poster, type PostAnswer } from '../../../adapters/http/poster';
import { endpoint, saying, tcpEndpoint, type Endpoint } from './endpoint';

const LOCAL = ['127.0.0.1', 'localhost'];
const KIB = 1024;

let started: Endpoint[] = [];
afterEach(async () => {
  await Promise.all(started.map((one) => one.stop()));
  started = [];
});

async function use(starting: Promise<Endpoint>): Promise<Endpoint> {
  const one = await starting;
  started.push(one);
  return one;
}

async function post(
  to: Endpoint | string,
  timeoutMs = 5_000,
  poster = new Poster(LOCAL),
): Promise<PostAnswer> {
  const url = typeof to === 'string' ? to : to.url;
  return poster.post({ url, headers: { 'x-env': 'prod' }, body: '{"t":"\u{1f514}"}', timeoutMs });
}

const answering = (status: number, headers: Record<string, string> = {}, body: string | Buffer = '') =>
  use(endpoint((_, response) => void response.writeHead(status, headers).end(body)));

describe('a request', () => {
  it('carries the body byte for byte, its length, and the headers that were given', async () => {
    const to = await answering(200);
    await post(to);
    expect(to.received).toHaveLength(1);
    const { request, body } = to.received[0]!;
    expect([request.method, request.url, body]).toEqual(['POST', '/hook', '{"t":"\u{1f514}"}']);
    expect(request.headers).toMatchObject({
      ...{ host: new URL(to.url).host, 'x-env': 'prod' },
      ...{ 'content-length': '12', 'accept-encoding': 'identity' },
    });
  });

  it('2.4 is named invalid if it cannot be written, and sends nothing', async () => {
    const to = await answering(200);
    const request = { url: to.url, body: '', timeoutMs: 5_000 };
    const poster = new Poster(LOCAL);
    expect(await poster.post({ ...request, headers: { 'x-a': 'a\r\nb: c' } })).toEqual({
      error: 'invalid_request',
    });
    expect(await poster.post({ ...request, headers: { 'x a': '' } })).toEqual({ error: 'invalid_request' });
    expect(to.connections).toBe(0);
  });
});

describe('an answer', () => {
  it.each<[number, string | undefined]>([
    [200, undefined],
    [204, undefined],
    [299, undefined],
    [304, 'http_3xx'],
    [400, 'http_4xx'],
    [410, 'http_4xx'],
    [503, 'http_5xx'],
    [599, 'http_5xx'],
  ])('2.4 of %i has the error %s', async (status, error) => {
    const answer = await post(await answering(status));
    expect(answer).toEqual({ status, address: '127.0.0.1', response: '', ...(error && { error }) });
  });

  it.each([301, 302, 303, 307, 308])('2.4 of %i is not followed', async (status) => {
    const elsewhere = await answering(200);
    const to = await answering(status, { location: elsewhere.url }, 'moved');
    expect(await post(to)).toMatchObject({ status, error: 'http_3xx', response: 'moved' });
    expect(elsewhere.connections).toBe(0);
  });

  it('2.4 gives its Retry-After', async () => {
    expect(await post(await answering(429, { 'retry-after': '120' }))).toMatchObject({ retryAfter: '120' });
    expect(await post(await answering(429))).not.toHaveProperty('retryAfter');
  });

  it.each<[string, Record<string, string>, Buffer | string, string]>([
    ['plain', {}, 'caf\u00e9', 'caf\u00e9'],
    ['gzip', { 'content-encoding': 'gzip' }, gzipSync('thanks'), 'thanks'],
    ['x-gzip', { 'content-encoding': 'X-GZIP' }, gzipSync('thanks'), 'thanks'],
    ['deflate', { 'content-encoding': 'deflate' }, deflateSync('thanks'), 'thanks'],
    ['br', { 'content-encoding': 'br' }, brotliCompressSync('thanks'), 'thanks'],
    ['an unknown coding', { 'content-encoding': 'zzz' }, 'as it is', 'as it is'],
    ['bytes that are no text', {}, Buffer.from([0x6f, 0xff, 0xfe, 0x6b]), 'o\ufffd\ufffdk'],
  ])('2.4 is kept as text: %s', async (_, headers, body, response) => {
    expect(await post(await answering(200, headers, body))).toEqual({
      ...{ status: 200, address: '127.0.0.1' },
      response,
    });
  });

  it.each<[string, Record<string, string>, Buffer]>([
    ['a huge body', {}, Buffer.alloc(10_000 * KIB, 'x')],
    ['a gzip bomb', { 'content-encoding': 'gzip' }, gzipSync(Buffer.alloc(10_000 * KIB, 'x'))],
    ['a brotli bomb', { 'content-encoding': 'br' }, brotliCompressSync(Buffer.alloc(10_000 * KIB, 'x'))],
  ])('2.4 of %s is kept to 16 KiB, and is a success', async (_, headers, body) => {
    const answer = await post(await answering(200, headers, body));
    expect(answer.error).toBeUndefined();
    expect(answer.response).toBe('x'.repeat(16 * KIB));
  });

  it('2.4 that never ends is read to the cap, not to its end', async () => {
    const to = await use(
      endpoint((_, response) => {
        response.writeHead(500);
        const more = (): void =>
          void (response.write('x'.repeat(KIB)) ? setImmediate(more) : response.once('drain', more));
        more();
      }),
    );
    const answer = await post(to);
    expect(answer).toMatchObject({ status: 500, error: 'http_5xx' });
    expect(answer.response).toHaveLength(16 * KIB);
  });

  it('2.4 does not forget that a body of exactly 16 KiB has ended', async () => {
    const to = await answering(200, {}, 'x'.repeat(16 * KIB));
    expect(await post(to)).toMatchObject({ status: 200, response: 'x'.repeat(16 * KIB) });
  });
});

describe('a failure', () => {
  const HEAD = 'HTTP/1.1 200 OK\r\n';

  it.each<[string, string | Buffer, PostAnswer]>([
    ['closed without an answer', '', { error: 'connection_reset' }],
    ['no HTTP', 'SSH-2.0-OpenSSH_9.6\r\n', { error: 'invalid_response' }],
    ['a broken header', `${HEAD}a b\r\n\r\n`, { error: 'invalid_response' }],
    ['control characters in a header', `${HEAD}x-a: a\u0001b\r\n\r\n`, { error: 'invalid_response' }],
    ['too many headers', `${HEAD}x-a: ${'a'.repeat(40 * KIB)}\r\n\r\n`, { error: 'invalid_response' }],
    ['two lengths', `${HEAD}content-length: 1\r\ncontent-length: 2\r\n\r\nab`, { error: 'invalid_response' }],
    [
      'a change of protocol',
      'HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n',
      { error: 'invalid_response' },
    ],
    ['a body cut short', `${HEAD}content-length: 10\r\n\r\nabc`, { status: 200, error: 'connection_reset' }],
    [
      'a broken chunk',
      `${HEAD}transfer-encoding: chunked\r\n\r\nzz\r\n`,
      { status: 200, error: 'invalid_response' },
    ],
    [
      'no gzip',
      `${HEAD}content-encoding: gzip\r\ncontent-length: 3\r\n\r\nabc`,
      { status: 200, error: 'invalid_response' },
    ],
    [
      'half a gzip',
      Buffer.concat([
        Buffer.from(`${HEAD}content-encoding: gzip\r\nconnection: close\r\n\r\n`),
        gzipSync('thanks').subarray(0, 12),
      ]),
      { status: 200, error: 'invalid_response' },
    ],
  ])('2.4 %s', async (_, bytes, expected) => {
    expect(await post(await use(saying(bytes)), 2_000)).toMatchObject(expected);
  });

  it('2.4 reset', async () => {
    const to = await use(tcpEndpoint((socket) => socket.once('data', () => socket.resetAndDestroy())));
    expect(await post(to)).toEqual({ error: 'connection_reset', address: '127.0.0.1' });
    expect(to.connections).toBe(1);
  });

  it('2.4 refused', async () => {
    const to = await endpoint(() => undefined);
    await to.stop();
    expect(await post(to)).toEqual({ error: 'connection_refused' });
  });

  it('2.4 of TLS: the other side does not speak it', async () => {
    const to = await use(saying('HTTP/1.1 400 Bad Request\r\n\r\n', 'https'));
    expect(await post(to)).toMatchObject({ error: 'tls_error' });
  });

  it.each<[string, (socket: import('node:net').Socket) => void, string, PostAnswer]>([
    ['TLS', () => undefined, 'https', { error: 'timeout' }],
    ['headers', () => undefined, 'http', { error: 'timeout' }],
    ['the rest of the headers', (socket) => socket.write(HEAD), 'http', { error: 'timeout' }],
    [
      'anything but 100 Continue',
      (socket) => socket.write('HTTP/1.1 100 Continue\r\n\r\n'),
      'http',
      { error: 'timeout' },
    ],
    ['the body', (socket) => socket.write(`${HEAD}\r\nabc`), 'http', { status: 200, error: 'timeout' }],
    [
      'the rest of a gzip',
      (socket) => {
        socket.write(`${HEAD}content-encoding: gzip\r\n\r\n`);
        socket.write(gzipSync('thanks').subarray(0, 12));
      },
      'http',
      { status: 200, error: 'timeout' },
    ],
  ])('2.4 waits no longer than the one deadline for %s', async (_, connected, scheme, expected) => {
    const answer = await post(await use(tcpEndpoint(connected, scheme)), 50);
    expect(answer).toMatchObject(expected);
    expect(answer).not.toHaveProperty('response');
  });
});

describe('connections', () => {
  it('are kept and used again', async () => {
    const to = await answering(200);
    const poster = new Poster(LOCAL);
    for (let round = 0; round < 3; round++)
      expect(await post(to, 5_000, poster)).toMatchObject({ status: 200 });
    expect([to.received.length, to.connections]).toEqual([3, 1]);
  });

  it('that were kept and closed meanwhile cost no attempt: the request goes out once more', async () => {
    let requests = 0;
    const to = await use(
      tcpEndpoint((socket) => {
        let first = true;
        socket.on('data', () => {
          requests++;
          if (first) socket.write('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n');
          else socket.resetAndDestroy();
          first = false;
        });
      }),
    );
    const poster = new Poster(LOCAL);
    expect(await post(to, 5_000, poster)).toMatchObject({ status: 200 });
    expect(await post(to, 5_000, poster)).toEqual({ status: 200, address: '127.0.0.1', response: '' });
    expect([requests, to.connections]).toEqual([3, 2]);
  });

  it('that are new and reset are not tried again', async () => {
    const to = await use(saying(''));
    expect(await post(to)).toMatchObject({ error: 'connection_reset' });
    expect(to.connections).toBe(1);
  });
});
