import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { PostAnswer } from '../../../adapters/http/exchange';
import { Poster } from '../../../adapters/http/poster';
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

  it('keeps the letter case of the headers that were configured', async () => {
    const received: string[] = [];
    const to = await use(
      tcpEndpoint((socket) =>
        socket.once('data', (data) => {
          received.push(data.toString());
          socket.end('HTTP/1.1 204 No Content\r\n\r\n');
        }),
      ),
    );
    const headers = { 'X-Api-KEY': 'k', 'x-lower': 'l', Authorization: 'Bearer t' };
    await new Poster(LOCAL).post({ url: to.url, headers, body: '', timeoutMs: 5_000 });
    expect(received.join('').split('\r\n')).toEqual(
      expect.arrayContaining([
        'POST /hook HTTP/1.1',
        'X-Api-KEY: k',
        'x-lower: l',
        'Authorization: Bearer t',
      ]),
    );
    expect(received.join('')).toContain('content-length: 0\r\n');
  });

  it('carries what is sent with every request, whatever the subscription says', async () => {
    const to = await answering(200);
    const poster = new Poster(LOCAL, { headers: { 'tocsin-installation': 'a1' } });
    const headers = { 'Tocsin-Installation': 'b2', 'x-env': 'prod' };
    await poster.post({ url: to.url, headers, body: '', timeoutMs: 5_000 });
    expect(to.received[0]?.request.headers).toMatchObject({ 'tocsin-installation': 'a1', 'x-env': 'prod' });
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

  it.each<[string, string, PostAnswer]>([
    [
      'early hints',
      'HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok',
      { response: 'ok' },
    ],
    [
      '100 Continue',
      'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok',
      { response: 'ok' },
    ],
    ['no length', 'HTTP/1.1 200 OK\r\n\r\nuntil the end', { response: 'until the end' }],
    ['HTTP/1.0', 'HTTP/1.0 200 OK\r\n\r\nold', { response: 'old' }],
    [
      'Connection: close',
      'HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 2\r\n\r\nok',
      { response: 'ok' },
    ],
    [
      'chunks with trailers',
      'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2;a=b\r\nok\r\n0\r\nx-a: b\r\n\r\n',
      { response: 'ok' },
    ],
    ['no reason phrase', 'HTTP/1.1 200\r\ncontent-length: 2\r\n\r\nok', { response: 'ok' }],
    [
      'header names in any case',
      'HTTP/1.1 200 OK\r\nCONTENT-LENGTH: 2\r\nReTrY-AfTeR: 7\r\n\r\nok',
      { response: 'ok', retryAfter: '7' },
    ],
    [
      '204 with a body',
      'HTTP/1.1 204 No Content\r\ncontent-length: 2\r\n\r\nok',
      { status: 204, response: '' },
    ],
    [
      '205 with a body',
      'HTTP/1.1 205 Reset Content\r\ncontent-length: 2\r\n\r\nok',
      { status: 205, response: 'ok' },
    ],
    ['garbage after its end', 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nokgarbage', { response: 'ok' }],
    [
      'garbage after its end, and Connection: close',
      'HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 2\r\n\r\nokgarbage',
      { response: 'ok' },
    ],
    [
      'a second answer after it',
      'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nokHTTP/1.1 500 No\r\ncontent-length: 0\r\n\r\n',
      { response: 'ok' },
    ],
  ])('2.4 with %s is a success', async (_, bytes, expected) => {
    const answer = await post(await use(saying(bytes)), 2_000);
    expect(answer).toEqual({ status: 200, address: '127.0.0.1', ...expected });
  });

  it('2.4 gives its Retry-After', async () => {
    expect(await post(await answering(429, { 'retry-after': '120' }))).toMatchObject({ retryAfter: '120' });
    expect(await post(await answering(429))).not.toHaveProperty('retryAfter');
  });

  it('2.4 of whatever bytes is kept as text, and the cap cuts no character in two', async () => {
    const bytes = Buffer.from([0x6f, 0xff, 0xfe, 0x00, 0xed, 0xa0, 0x80, 0x6b]);
    const answer = await post(await answering(200, { 'content-type': 'text/plain; charset=latin1' }, bytes));
    expect(answer.response).toBe('o\ufffd\ufffd\u0000\ufffd\ufffd\ufffdk');
    expect(answer.response?.isWellFormed()).toBe(true);
    const long = await post(await answering(200, {}, 'x' + '\u{1f514}'.repeat(5_000)));
    expect(long.response).toBe('x' + '\u{1f514}'.repeat(4_095));
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

describe('2.4 an answer before whose end nobody would come', () => {
  const HEAD = 'HTTP/1.1 200 OK\r\n';

  it.each<[string, string]>([
    ['a header', `${HEAD}x-a: ${'a'.repeat(17 * KIB)}\r\n\r\n`],
    ['headers', `${HEAD}${'x-a: a\r\n'.repeat(6 * KIB)}\r\n`],
    ['a reason', `HTTP/1.1 200 ${'a'.repeat(17 * KIB)}\r\n\r\n`],
    ['early hints', 'HTTP/1.1 103 Early Hints\r\n\r\n'.repeat(17)],
  ])('is response_too_large: %s', async (_, bytes) => {
    expect(await post(await use(saying(bytes)), 2_000)).toEqual({
      ...{ error: 'response_too_large', address: '127.0.0.1' },
    });
  });

  it.each<[string, string]>([
    ['the extensions of a chunk', `1;${'a'.repeat(17 * KIB)}\r\nx\r\n0\r\n\r\n`],
    ['trailers', `0\r\nx-a: ${'a'.repeat(17 * KIB)}\r\n\r\n`],
  ])('is response_too_large: %s', async (_, bytes) => {
    const to = await use(saying(`${HEAD}transfer-encoding: chunked\r\n\r\n${bytes}`));
    expect(await post(to, 2_000)).toMatchObject({ error: 'response_too_large', status: 200 });
  });

  it('is one if its headers never end', async () => {
    const to = await use(
      tcpEndpoint((socket) => {
        socket.write(HEAD);
        const more = (): void => {
          if (!socket.destroyed) socket.write('x-a: a\r\n', () => setImmediate(more));
        };
        socket.once('data', more);
      }),
    );
    expect(await post(to)).toMatchObject({ error: 'response_too_large' });
  });
});

describe('a failure', () => {
  const HEAD = 'HTTP/1.1 200 OK\r\n';

  it.each<[string, string | Buffer, PostAnswer]>([
    ['closed without an answer', '', { error: 'connection_reset' }],
    ['no HTTP', 'SSH-2.0-OpenSSH_9.6\r\n', { error: 'invalid_response' }],
    ['a broken header', `${HEAD}a b\r\n\r\n`, { error: 'invalid_response' }],
    ['control characters in a header', `${HEAD}x-a: a\u0001b\r\n\r\n`, { error: 'invalid_response' }],
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
});
