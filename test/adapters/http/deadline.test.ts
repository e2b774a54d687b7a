import type { Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { PostAnswer } from '../../../adapters/http/exchange';
import { Poster, type PosterOptions } from '../../../adapters/http/poster';
import { nameServers } from '../../../adapters/http/resolve';
import { tcpEndpoint } from './endpoint';
import { startNameServer } from './name-server';
import { takeOverTcp } from './tcp';

const HEAD = 'HTTP/1.1 200 OK\r\n';
const DEADLINE_MS = 80;

/** What comes of it, and whether that was at the deadline: not before, and not much later. */
async function post(url: string, options: PosterOptions = {}, allowed = ['127.0.0.1']) {
  const began = performance.now();
  const poster = new Poster(allowed, options);
  const answer = await poster.post({ url, headers: {}, body: '{}', timeoutMs: DEADLINE_MS });
  const took = performance.now() - began;
  return { answer, inTime: took >= DEADLINE_MS - 5 && took < DEADLINE_MS + 1_500 };
}

/** Writes the bytes one by one, again and again, so that something always comes. */
const drip =
  (first: string, bytes: string) =>
  (socket: Socket): void => {
    socket.once('data', () => {
      socket.write(first);
      let sent = 0;
      const timer = setInterval(() => socket.write(bytes[sent++ % bytes.length] ?? ''), 5);
      socket.on('close', () => clearInterval(timer));
    });
  };

const silent = (socket: Socket): void => void socket.on('data', () => undefined);

describe('11. the one deadline holds for', () => {
  it('DNS: a name server that says nothing', async () => {
    const server = await startNameServer(() => 'nothing');
    const { answer, inTime } = await post('https://slow.example.com/', {
      resolve: nameServers([server.address]),
    });
    await server.stop();
    expect({ answer, inTime }).toEqual({ answer: { error: 'timeout' }, inTime: true });
  });

  it.each([['93.184.215.14'], ['93.184.215.14', '2606:4700::1111', '8.8.8.8']])(
    'connecting: nobody answers at %s %s %s',
    async (...addresses) => {
      const tcp = await takeOverTcp(() => 'silence');
      const outcome = await post('https://slow.example.com/', { resolve: async () => addresses });
      tcp.restore();
      expect(outcome).toEqual({ answer: { error: 'timeout' }, inTime: true });
      expect(tcp.dialled[0]).toEqual({ address: '93.184.215.14', port: 443 });
    },
  );

  it.each<[string, string, (socket: Socket) => void, PostAnswer]>([
    ['TLS, of which nothing comes', 'https', silent, {}],
    ['TLS, of which a little comes', 'https', drip('\x16\x03\x03\x3f\xff\x02', '\0'), {}],
    ['headers, of which nothing comes', 'http', silent, {}],
    ['the status line, byte by byte', 'http', drip('', 'HTTP/1.1 200 ' + 'O'.repeat(10_000)), {}],
    ['headers, byte by byte', 'http', drip(HEAD, 'x-a: b\r\n'), {}],
    ['anything but 100 Continue', 'http', drip('HTTP/1.1 100 Continue\r\n\r\n', '\r\n'), {}],
    ['a body that does not begin', 'http', drip(`${HEAD}content-length: 9\r\n\r\n`, ''), { status: 200 }],
    ['a body, byte by byte', 'http', drip(`${HEAD}content-length: 99999\r\n\r\n`, 'x'), { status: 200 }],
    ['a body without length', 'http', drip(`${HEAD}\r\n`, 'x'), { status: 200 }],
    [
      'chunks, one by one',
      'http',
      drip(`${HEAD}transfer-encoding: chunked\r\n\r\n`, '1\r\nx\r\n'),
      { status: 200 },
    ],
    [
      'the rest of a gzip',
      'http',
      (socket) => {
        socket.write(`${HEAD}content-encoding: gzip\r\n\r\n`);
        socket.write(gzipSync('thanks').subarray(0, 12));
      },
      { status: 200 },
    ],
  ])('%s', async (_, scheme, connected, expected) => {
    const to = await tcpEndpoint(connected, scheme);
    const outcome = await post(to.url);
    await to.stop();
    expect(outcome).toEqual({
      answer: { ...expected, error: 'timeout', address: '127.0.0.1' },
      inTime: true,
    });
  });
});

it('11. four names that do not resolve keep no fifth from being resolved', async () => {
  const server = await startNameServer((name) => (name.startsWith('slow') ? 'nothing' : ['93.184.215.14']));
  const tcp = await takeOverTcp();
  const poster = new Poster([], { resolve: nameServers([server.address]) });
  const send = (host: string, timeoutMs: number) =>
    poster.post({ url: `https://${host}.example.com/`, headers: {}, body: '{}', timeoutMs });
  const slow = Array.from({ length: 16 }, (_, n) => send(`slow${n}`, 500));
  expect(await send('quick', 400)).toEqual({ error: 'connection_refused' });
  expect(new Set((await Promise.all(slow)).map(({ error }) => error))).toEqual(new Set(['timeout']));
  tcp.restore();
  await server.stop();
});
