import fc from 'fast-check';
import { Poster } from '../../../adapters/http/poster';
import { nameServers } from '../../../adapters/http/resolve';
import { endpoint, tcpEndpoint } from './endpoint';
import { startNameServer } from './name-server';
import { nasty } from './nasty-urls';
import { isNotPublic } from './not-public';
import { postFromProcess } from './post-from-process';
import { type Dial, takeOverTcp } from './tcp';

const request = (url: string, timeoutMs = 2_000) => ({ url, headers: {}, body: '{}', timeoutMs });

/** Answers of lookups, in turn; the last one stays. */
function inTurn(answers: readonly string[][]) {
  let asked = 0;
  return async (): Promise<string[]> => answers[Math.min(asked++, answers.length - 1)] ?? [];
}

async function whileTakenOver<T>(
  run: (dialled: { address: string; port: number }[]) => Promise<T>,
  dial?: Dial,
  claimed?: string,
): Promise<T> {
  const tcp = await takeOverTcp(dial, claimed);
  return run(tcp.dialled).finally(tcp.restore);
}

it('10. no URL, and no answer of a name server, leads to a connection outside of the public internet', async () => {
  const refusals = new Map<string, number>();
  await whileTakenOver(async (dialled) => {
    await fc.assert(
      fc.asyncProperty(nasty, async ({ url, answers }) => {
        dialled.splice(0);
        const poster = new Poster([], { resolve: inTurn(answers) });
        for (let attempt = 0; attempt < 2; attempt++) {
          const { error = 'none' } = await poster.post(request(url));
          refusals.set(error, (refusals.get(error) ?? 0) + 1);
        }
        for (const { address, port } of dialled) {
          expect({ address, notPublic: isNotPublic(address) }).toEqual({ address, notPublic: false });
          expect(port === 443 || port >= 1024).toBe(true);
        }
      }),
      { numRuns: 1_500 },
    );
  });
  // All kinds of them came by, connections too.
  for (const error of ['connection_refused', 'blocked_address', 'invalid_url', 'dns_error'])
    expect(refusals.get(error)).toBeGreaterThan(25);
});

describe('10. a name server that changes its mind', () => {
  const PUBLIC = '93.184.215.14';
  const PRIVATE = '169.254.169.254';

  async function posting(turns: string[][], attempts: number) {
    const answer = inTurn(turns);
    let addresses: string[] = [];
    const server = await startNameServer((_, family) => {
      // Both questions of one lookup are one turn.
      if (family === 4) void answer().then((next) => (addresses = next));
      return addresses;
    });
    addresses = await answer();
    const poster = new Poster([], { resolve: nameServers([server.address]) });
    const outcome = await whileTakenOver(async (dialled) => {
      const errors: (string | undefined)[] = [];
      for (let n = 0; n < attempts; n++)
        errors.push((await poster.post(request('https://rebinding.example.com/'))).error);
      return { errors, dialled: dialled.map(({ address }) => address) };
    });
    await server.stop();
    return { ...outcome, asked: server.asked.length };
  }

  it('is asked once an attempt, for IPv4 and for IPv6, and its answer is what is dialled', async () => {
    expect(await posting([[PUBLIC], [PRIVATE]], 1)).toEqual({
      errors: ['connection_refused'],
      dialled: [PUBLIC],
      asked: 2,
    });
  });

  it('is believed anew at each attempt, and refused when it turns', async () => {
    const { errors, dialled } = await posting([[PUBLIC], [PUBLIC], [PRIVATE]], 4);
    expect(new Set(dialled)).toEqual(new Set([PUBLIC]));
    expect(errors.slice(-2)).toEqual(['blocked_address', 'blocked_address']);
  });

  it('is refused if one of its answers is bad, of whichever family', async () => {
    for (const answer of [
      [PUBLIC, '10.0.0.1'],
      [PUBLIC, '::1'],
      ['2606:4700::1111', '::ffff:7f00:1'],
    ])
      expect(await posting([answer], 1)).toMatchObject({ errors: ['blocked_address'], dialled: [] });
  });

  it('is a dns_error if it knows nothing, fails, or has no address for the name', async () => {
    for (const answer of ['missing', 'failure', []] as const) {
      const server = await startNameServer(() => answer as 'missing');
      const poster = new Poster([], { resolve: nameServers([server.address]) });
      expect(await poster.post(request('https://gone.example.com/'))).toEqual({ error: 'dns_error' });
      await server.stop();
    }
  });

  it('is a dns_error, not a connection_refused, if there is no name server', async () => {
    const server = await startNameServer(() => 'nothing');
    await server.stop();
    const poster = new Poster([], { resolve: nameServers([server.address]) });
    expect(await poster.post(request('https://gone.example.com/'))).toEqual({ error: 'dns_error' });
  });
});

it('a name with very many addresses is dialled at the first few', async () => {
  const many = Array.from({ length: 200 }, (_, n) => `93.184.${n}.14`);
  await whileTakenOver(async (dialled) => {
    const poster = new Poster([], { resolve: async () => many });
    expect(await poster.post(request('https://many.example.com/'))).toEqual({ error: 'connection_refused' });
    expect(dialled.map(({ address }) => address)).toEqual(many.slice(0, 8));
  });
});

it('10. a connection that has come out elsewhere than it was dialled is closed, and nothing is sent on it', async () => {
  let bytes = 0;
  const inside = await tcpEndpoint((socket) => void socket.on('data', (data) => (bytes += data.length)));
  const port = Number(new URL(inside.url).port);
  const poster = new Poster([], { resolve: async () => ['93.184.215.14'] });
  await whileTakenOver(
    async () => {
      expect(await poster.post(request('https://example.com/'))).toEqual({ error: 'blocked_address' });
    },
    () => ({ address: '127.0.0.1', port }),
  );
  await inside.stop();
  expect([inside.connections, bytes]).toEqual([1, 0]);
});

describe('an allowed host', () => {
  it('may be private, on any port and over http: that host and no other spelling or neighbour', async () => {
    const to = await endpoint((_, response) => void response.end());
    const { port } = new URL(to.url);
    const poster = new Poster(['127.0.0.1'], { resolve: async () => ['127.0.0.1'] });
    expect(await poster.post(request(`http://127.0.0.1:${port}/`))).toMatchObject({ status: 200 });
    expect(await poster.post(request(`http://0x7f.1:${port}/`))).toMatchObject({ status: 200 });
    for (const host of ['127.0.0.2', '[::1]', 'localhost', '[::ffff:127.0.0.1]', 'a.127.0.0.1.example.com'])
      expect(await poster.post(request(`https://${host}:${port}/`))).toEqual({ error: 'blocked_address' });
    expect(await new Poster([]).post(request(to.url))).toEqual({ error: 'invalid_url' });
    expect(to.connections).toBe(1);
    await to.stop();
  });

  it('is looked up as this machine looks names up, and its redirect to another host is not followed', async () => {
    const to = await endpoint(
      (_, response) => void response.writeHead(307, { location: 'http://169.254.169.254/' }).end(),
    );
    const poster = new Poster(['localhost'], { resolve: () => Promise.reject(new Error('not asked')) });
    await whileTakenOver(
      async (dialled) => {
        const answer = await poster.post(request(to.url.replace('127.0.0.1', 'localhost')));
        expect(answer).toMatchObject({ status: 307, error: 'http_3xx' });
        expect(dialled.every(({ address }) => ['127.0.0.1', '::1'].includes(address))).toBe(true);
      },
      ({ address, port }) => (address === '127.0.0.1' ? { address, port } : 'refused'),
    );
    await to.stop();
  });
});

it('a proxy of the environment is not asked', async () => {
  const [to, proxy] = await Promise.all([
    endpoint((_, response) => void response.end('straight')),
    tcpEndpoint((socket) => void socket.end()),
  ]);
  const { origin } = new URL(proxy.url);
  const names = ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'http_proxy', 'https_proxy'];
  const answer = await postFromProcess(to.url, {
    ...Object.fromEntries(names.map((name) => [name, origin])),
    ...{ NO_PROXY: '', NODE_USE_ENV_PROXY: '1' },
  });
  expect(answer).toEqual({ status: 200, address: '127.0.0.1', response: 'straight' });
  expect(proxy.connections).toBe(0);
  await Promise.all([to.stop(), proxy.stop()]);
});
