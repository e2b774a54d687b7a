import type { Socket } from 'node:net';
import { Poster } from '../../../adapters/http/poster';
import { endpoint, saying, tcpEndpoint, type Endpoint } from './endpoint';
import { takeOverTcp } from './tcp';

const OK = 'HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n';

let poster: Poster;
let started: Endpoint[] = [];
beforeEach(() => (poster = new Poster(['127.0.0.1', 'localhost'])));
afterEach(async () => {
  await Promise.all(started.splice(0).map((one) => one.stop()));
});

async function use(starting: Promise<Endpoint>): Promise<Endpoint> {
  const one = await starting;
  started = [...started, one];
  return one;
}

const post = (to: Pick<Endpoint, 'url'>, timeoutMs = 5_000) =>
  poster.post({ url: to.url, headers: {}, body: '{"n":1}', timeoutMs });

/** Answers the first `good` requests of each connection, then does `then`. Counts all requests. */
async function answering(good: number, then: (socket: Socket) => void) {
  const seen = { requests: 0 };
  const to = await use(
    tcpEndpoint((socket) => {
      let here = 0;
      socket.on('data', () => {
        seen.requests++;
        if (++here <= good) socket.write(OK);
        else then(socket);
      });
    }),
  );
  return { to, seen };
}

it('connections are kept and used again', async () => {
  const to = await use(endpoint((_, response) => void response.end()));
  for (let round = 0; round < 3; round++) expect(await post(to)).toMatchObject({ status: 200 });
  expect([to.received.length, to.connections]).toEqual([3, 1]);
});

it('connections of one origin serve no other: another name, port or scheme has its own', async () => {
  const [one, other] = await Promise.all([
    use(endpoint((_, response) => void response.end('one'))),
    use(endpoint((_, response) => void response.end('other'))),
  ]);
  expect(await post(one)).toMatchObject({ response: 'one' });
  expect(await post(other)).toMatchObject({ response: 'other' });
  expect(await post({ url: one.url.replace('127.0.0.1', 'localhost') })).toMatchObject({ response: 'one' });
  expect(await post({ url: one.url.replace('http:', 'https:') })).toMatchObject({ error: 'tls_error' });
  expect([one.connections, other.connections]).toEqual([3, 1]);
});

it('a kept connection that was closed meanwhile costs no attempt: the request goes by a fresh one, once', async () => {
  const { to, seen } = await answering(1, (socket) => socket.resetAndDestroy());
  expect(await post(to)).toMatchObject({ status: 200 });
  expect(await post(to)).toEqual({ status: 200, address: '127.0.0.1', response: '' });
  expect([seen.requests, to.connections]).toEqual([3, 2]);
});

it('the fresh one is fresh, however many others were kept and are dead', async () => {
  let dead = false;
  const waiting: (() => void)[] = [];
  const to = await use(
    tcpEndpoint((socket) => {
      socket.on('data', () => {
        if (dead && waiting.length === 0) return void socket.resetAndDestroy();
        waiting.push(() => socket.write(OK));
        if (waiting.length === 5) for (const answer of waiting.splice(0)) answer();
      });
    }),
  );
  // Five at once, so that five connections are kept; all of them dead afterwards.
  await Promise.all(Array.from({ length: 5 }, () => post(to)));
  dead = true;
  expect(to.connections).toBe(5);
  expect(await post(to)).toMatchObject({ error: 'connection_reset' });
  // One kept and one fresh: not a second kept one.
  expect(to.connections).toBe(6);
});

it('a request is not sent again if its connection was new', async () => {
  const to = await use(saying(''));
  expect(await post(to)).toMatchObject({ error: 'connection_reset' });
  expect(to.connections).toBe(1);
});

it.each([
  ['half a status line', 'HTTP/1.'],
  ['early hints', 'HTTP/1.1 103 Early Hints\r\n\r\n'],
])('a request is not sent again if %s had come', async (_, bytes) => {
  const { to, seen } = await answering(1, (socket) => socket.end(bytes));
  await post(to);
  expect((await post(to)).error).toBeDefined();
  expect([seen.requests, to.connections]).toEqual([2, 1]);
});

it('a request is not sent again if the endpoint has had it for a while', async () => {
  const { to, seen } = await answering(1, (socket) => setTimeout(() => socket.resetAndDestroy(), 1_050));
  await post(to);
  expect(await post(to)).toMatchObject({ error: 'connection_reset' });
  expect([seen.requests, to.connections]).toEqual([2, 1]);
});

it('a request is not sent again after an answer, whatever it was', async () => {
  const { to, seen } = await answering(1, (socket) =>
    socket.end('HTTP/1.1 503 Busy\r\ncontent-length: 0\r\n\r\n'),
  );
  await post(to);
  expect(await post(to)).toMatchObject({ status: 503 });
  expect(seen.requests).toBe(2);
});

it.each([
  ['Connection: close', 'HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 0\r\n\r\n'],
  ['HTTP/1.0', 'HTTP/1.0 200 OK\r\ncontent-length: 0\r\n\r\n'],
  ['garbage behind', `${OK}garbage`],
  ['an answer that nobody asked for', `${OK}${OK}`],
])('a connection is not kept after %s', async (_, bytes) => {
  const to = await use(tcpEndpoint((socket) => void socket.once('data', () => socket.write(bytes))));
  for (let round = 0; round < 2; round++) expect(await post(to)).toMatchObject({ status: 200 });
  expect(to.connections).toBe(2);
});

it('what comes on an idle connection is nobody’s answer', async () => {
  const unasked = Promise.withResolvers<void>();
  const to = await use(
    tcpEndpoint((socket) => {
      socket.once('data', () => {
        socket.write(OK, () =>
          setImmediate(() => {
            socket.write('HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nforge', () => unasked.resolve());
          }),
        );
        socket.on('data', () => socket.write('HTTP/1.1 500 No\r\ncontent-length: 0\r\n\r\n'));
      });
    }),
  );
  expect(await post(to)).toMatchObject({ status: 200, response: '' });
  await unasked.promise;
  // Two turns of the event loop: the bytes are here.
  for (let turn = 0; turn < 2; turn++) await new Promise((resolve) => setImmediate(resolve));
  expect((await post(to)).response).toBe('');
});

it('of several addresses the next is tried when one does not work', async () => {
  const to = await use(endpoint((_, response) => void response.end('here')));
  const port = Number(new URL(to.url).port);
  const dead = '93.184.215.14';
  const tcp = await takeOverTcp(
    ({ address }) => (address === dead ? 'refused' : { address: '127.0.0.1', port }),
    '8.8.8.8',
  );
  const both = new Poster([], { resolve: async () => [dead, '8.8.8.8'] });
  const answer = await both.post({
    url: 'https://two.example.com/',
    headers: {},
    body: '',
    timeoutMs: 5_000,
  });
  tcp.restore();
  expect(tcp.dialled.map(({ address }) => address)).toEqual([dead, '8.8.8.8']);
  expect(answer).toEqual({ error: 'tls_error', address: '8.8.8.8' });
});
