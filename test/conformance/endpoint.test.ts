import { gunzipSync } from 'node:zlib';
import type { Answer } from '../../conformance/format/endpoint';
import type { Endpoint } from '../../conformance/receiver/endpoint';
import { Client, playing, POST } from './playing';

const open: Endpoint[] = [];

async function start(...answers: Answer[]): Promise<Endpoint> {
  const endpoint = await playing({ answers });
  open.push(endpoint);
  return endpoint;
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((endpoint) => endpoint.close()));
});

const answered = async (...answers: Answer[]): Promise<Client> =>
  Client.to(await start(...answers)).send(POST);

describe('what an endpoint answers', () => {
  it('a status, headers and a body, with its length', async () => {
    const client = await answered({ status: 503, headers: { 'Retry-After': '9' }, body: 'später' });
    const text =
      'HTTP/1.1 503 Service Unavailable\r\nRetry-After: 9\r\nContent-Length: 7\r\n\r\nsp\u00c3\u00a4ter';
    expect(await client.until((received) => received.endsWith('ter'))).toBe(text);
    expect(client.ended).toBe('open');
  });

  it('in turn: each so often as it says, the last one for ever', async () => {
    const endpoint = await start({ status: 500, times: 2 }, { status: 410 }, { status: 204 });
    const client = Client.to(endpoint);
    const statuses: string[] = [];
    for (let n = 0; n < 5; n++) {
      const before = client.received.length;
      client.send(POST);
      const text = (await client.until((received) => /\r\n\r\n$/.test(received.slice(before)))).slice(before);
      statuses.push(text.slice(9, 12));
    }
    expect(statuses).toEqual(['500', '500', '410', '204', '204']);
    expect(endpoint.requests.map(({ status }) => status)).toEqual([500, 500, 410, 204, 204]);
    expect(endpoint.connections).toHaveLength(1);
  });

  it('filled in with what only the run knows', async () => {
    const client = await answered({ status: 302, headers: { Location: '{{url:b}}' } });
    expect(await client.until((received) => received.includes('\r\n\r\n'))).toContain(
      'Location: http://b.example/\r\n',
    );
  });

  it('late', async () => {
    const began = performance.now();
    const client = await answered({ status: 204, afterSeconds: 0.05 });
    await client.until((received) => received.length > 0);
    expect(performance.now() - began).toBeGreaterThan(45);
  });

  it.each([
    ['close', 'closed'],
    ['reset', 'reset'],
  ] as const)('characters as they are, then %s', async (then, ended) => {
    const client = await answered({ raw: 'GARB\u00ffAGE\r\n', then });
    await client.closed;
    expect(client.ended).toBe(ended);
    if (then === 'close') expect(client.received).toBe('GARB\u00ffAGE\r\n');
  });

  it('characters as they are, and then nothing more', async () => {
    const client = await answered({ raw: 'HTTP/1.1 2', then: 'silence' });
    expect(await client.until((received) => received.length === 10)).toBe('HTTP/1.1 2');
    expect(client.ended).toBe('open');
  });

  it('byte by byte, until the sender gives up', async () => {
    const endpoint = await start({ raw: 'HTTP/1.1 200 OK\r\n', drip: 'ab', everyMs: 1 });
    const client = Client.to(endpoint).send(POST);
    expect(await client.until((received) => received.length > 24)).toMatch(/^HTTP\/1\.1 200 OK\r\n(ab){3}/);
    client.socket.destroy();
    expect(await endpoint.until(() => endpoint.connections[0]?.closedAt !== undefined, 5_000)).toBe(true);
  });

  it('a body without end, up to the limit, and counts what is taken', async () => {
    const endpoint = await start({ endless: 'body', limitBytes: 300_000 });
    const client = Client.to(endpoint).send(POST);
    await client.closed;
    expect(client.received).toHaveLength(
      300_000 + 'HTTP/1.1 200 OK\r\nContent-Length: 300000\r\n\r\n'.length,
    );
    expect(endpoint.connections[0]?.bytesSent).toBe(client.received.length);
  });

  it('header lines without end, up to the limit', async () => {
    const client = await answered({ endless: 'head', limitBytes: 5_000 });
    await client.closed;
    const lines = client.received.split('\r\n');
    expect(lines.filter((line) => line.startsWith('x-filler: ')).length).toBeGreaterThan(3);
    expect(client.received.endsWith('Content-Length: 0\r\n\r\n')).toBe(true);
  });

  it('zeros in gzip, a thousandth of their size', async () => {
    const client = await answered({ endless: 'gzip', limitBytes: 3_000_000 });
    await client.closed;
    const [, body = ''] = client.received.split(/\r\n\r\n(.*)/s);
    expect(body.length).toBeLessThan(10_000);
    expect(gunzipSync(Buffer.from(body, 'latin1'))).toHaveLength(3_000_000);
  });

  it('nothing at all', async () => {
    const endpoint = await start({ silence: true });
    const client = Client.to(endpoint).send(POST);
    await endpoint.until(() => endpoint.requests.length > 0, 5_000);
    expect([client.received, client.ended]).toEqual(['', 'open']);
  });

  it('a reset', async () => {
    const client = await answered({ reset: 'afterRequest' });
    await client.closed;
    expect(client.ended).toBe('reset');
  });

  it('and then closes the connection', async () => {
    const client = await answered({ status: 204, then: 'close' });
    await client.closed;
    expect([client.received.slice(0, 12), client.ended]).toEqual(['HTTP/1.1 204', 'closed']);
  });

  it('and then drops the next request on the connection, unrecorded', async () => {
    const endpoint = await start({ status: 204, then: 'dropNext' });
    const client = Client.to(endpoint).send(POST);
    await client.until((received) => received.endsWith('\r\n\r\n'));
    expect(client.ended).toBe('open');
    client.send(POST);
    await client.closed;
    expect([client.ended, endpoint.requests.length]).toEqual(['reset', 1]);
  });

  it('100 Continue where it is asked for', async () => {
    const endpoint = await start({ status: 204 });
    const client = Client.to(endpoint);
    client.send('POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n');
    await client.until((received) => received.includes('100 Continue'));
    expect(endpoint.requests).toEqual([]);
    client.send('{}');
    expect(await client.until((received) => received.includes('204'))).toContain('204');
  });
});

describe('what an endpoint records', () => {
  it('requests byte for byte, however they arrive', async () => {
    const endpoint = await start({ status: 204 });
    const head =
      'POST /a?b=c HTTP/1.1\r\nHost: x\r\nX-Case:  Kept \r\nx-case: twice\r\nContent-Length: 3\r\n\r\n';
    const client = Client.to(endpoint);
    for (const character of `${head}\u00e9!?`) client.send(character);
    await client.until((received) => received.length > 0);
    expect(endpoint.requests[0]).toMatchObject({
      ...{ number: 1, method: 'POST', target: '/a?b=c', version: 'HTTP/1.1', framing: 'length', status: 204 },
      head: Buffer.from(head),
      body: Buffer.from('\u00e9!?', 'latin1'),
      senderAt: { earliest: 1_000, latest: 1_000 },
    });
    expect(endpoint.requests[0]?.headers.slice(1, 3)).toEqual([
      ['X-Case', 'Kept'],
      ['x-case', 'twice'],
    ]);
  });

  it('a body in chunks, put together', async () => {
    const endpoint = await start({ status: 204 });
    const head = 'POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n';
    await Client.to(endpoint)
      .send(`${head}3;x=y\r\nabc\r\n2\r\nde\r\n0\r\n\r\n`)
      .until((received) => received.length > 0);
    expect(endpoint.requests[0]).toMatchObject({ framing: 'chunked', body: Buffer.from('abcde') });
  });

  it('two requests that were written at once', async () => {
    const endpoint = await start({ status: 204 });
    await Client.to(endpoint)
      .send(POST + POST)
      .until((received) => received.split('204').length > 2);
    expect(endpoint.requests.map(({ number }) => number)).toEqual([1, 2]);
  });

  it('what is no HTTP', async () => {
    const endpoint = await start({ status: 204 });
    await Client.to(endpoint).send('hello\r\n\r\n').closed;
    expect([endpoint.requests, endpoint.nonsense]).toEqual([[], ['No request line: "hello"']]);
  });

  it('connections without a request', async () => {
    const endpoint = await start({ status: 204 });
    Client.to(endpoint);
    expect(await endpoint.until(() => endpoint.connections.length === 1, 5_000)).toBe(true);
    expect(endpoint.requests).toEqual([]);
  });
});

it('an endpoint that is closed refuses connections until it listens', async () => {
  const endpoint = await playing({ server: 'closed' });
  open.push(endpoint);
  const early = Client.to(endpoint);
  await early.closed;
  expect(early.ended).toBe('reset');
  await endpoint.startListening();
  const client = Client.to(endpoint).send(POST);
  expect(await client.until((received) => received.length > 0)).toContain('204');
});

it('its URL is its own, that of a name without an address, or another one with its port', async () => {
  const made = await Promise.all([
    playing({}),
    playing({ server: 'https' }),
    playing({ server: 'unresolvable' }),
    playing({ url: 'https://2130706433:{{port}}/' }),
  ]);
  open.push(...made);
  const forms = made.map((endpoint) => endpoint.url('/p').replace(/:\d+\//, ':PORT/'));
  expect(forms).toEqual([
    'http://127.0.0.1:PORT/p',
    'https://127.0.0.1:PORT/p',
    'https://nobody.invalid:PORT/p',
    'https://2130706433:PORT/',
  ]);
});
