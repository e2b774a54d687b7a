import type { LookupAddress } from 'node:dns';
import { guardedLookup } from '../../../adapters/http/guarded-lookup';
import { Poster } from '../../../adapters/http/poster';
import { endpoint } from './endpoint';

const request = (url: string) => ({ url, headers: {}, body: '{}', timeoutMs: 2_000 });

describe('a destination that is written as an address', () => {
  it.each([
    ...[
      '127.0.0.1',
      '127.1',
      '2130706433',
      '0x7f000001',
      '0177.0.0.1',
      '0x7f.1',
      '127.0.0.1.',
      '0',
      '0.0.0.0',
    ],
    ...['10.0.0.1', '172.16.0.1', '192.168.0.1', '169.254.169.254', '100.64.0.1', '198.18.0.1', '192.0.0.1'],
    ...['224.0.0.1', '240.0.0.1', '255.255.255.255', '192.0.2.1', '１２７.0.0.1', '127%2e0%2e0%2e1'],
    ...['[::1]', '[::]', '[::ffff:127.0.0.1]', '[::ffff:8.8.8.8]', '[::7f00:1]', '[::ffff:0:7f00:1]'],
    ...[
      '[64:ff9b::7f00:1]',
      '[64:ff9b:1::1]',
      '[2002:7f00:1::]',
      '[2001:0:7f00:1::]',
      '[fe80::1]',
      '[fec0::1]',
    ],
    ...['[fc00::1]', '[fd00:ec2::254]', '[ff02::1]', '[2001:db8::1]', '[100::1]', '[5f00::1]'],
    ...[
      'localhost',
      'LOCALHOST.',
      'x.localhost',
      'printer.local',
      'vault.internal',
      'intranet',
      'x.home.arpa',
    ],
  ])('is refused before anything is sent: %s', async (host) => {
    expect(await new Poster([]).post(request(`https://${host}/`))).toEqual({ error: 'blocked_address' });
  });

  it.each([
    'http://example.com/',
    'https://user:pw@example.com/',
    'https://example.com:0/',
    'https://example.com/#x',
    'https://example.com\\@127.0.0.1/',
    'https://[fe80::1%25eth0]/',
    'ftp://127.0.0.1/',
    'file:///etc/passwd',
    '//example.com/',
    '',
  ])('is refused as no URL of a destination: %s', async (url) => {
    expect(await new Poster([]).post(request(url))).toEqual({ error: 'invalid_url' });
  });

  it('is let through if its host is allowed, that host and no other spelling or neighbour', async () => {
    const to = await endpoint((_, response) => void response.end());
    const { port } = new URL(to.url);
    const poster = new Poster(['127.0.0.1']);
    expect(await poster.post(request(`http://127.0.0.1:${port}/`))).toMatchObject({ status: 200 });
    expect(await poster.post(request(`https://127.0.0.2:${port}/`))).toEqual({ error: 'blocked_address' });
    expect(await poster.post(request(`https://[::1]:${port}/`))).toEqual({ error: 'blocked_address' });
    expect(await poster.post(request(`https://localhost:${port}/`))).toEqual({ error: 'blocked_address' });
    expect(await new Poster([]).post(request(to.url))).toEqual({ error: 'invalid_url' });
    expect(to.connections).toBe(1);
    await to.stop();
  });
});

const PUBLIC = { address: '93.184.215.14', family: 4 };
const PUBLIC_6 = { address: '2606:2800:21f:cb07:6820:80da:af6b:8b2c', family: 6 };

/** Looks a name up as a socket does, with a resolver that gives these answers in turn. */
async function lookUp(answers: (LookupAddress[] | Error)[], all = true) {
  let asked = 0;
  const resolve = ((
    _host: string,
    _options: object,
    callback: (error: Error | null, found?: LookupAddress[]) => void,
  ) => {
    const answer = answers[asked++] ?? [];
    if (answer instanceof Error) callback(answer);
    else callback(null, answer);
  }) as unknown as Parameters<typeof guardedLookup>[0];
  return new Promise<{ error: NodeJS.ErrnoException | null; found: unknown; asked: number }>((done) => {
    guardedLookup(resolve)('example.com', { all }, (error, found) => done({ error, found, asked }));
  });
}

describe('a destination that is a name', () => {
  it('is connected to at the addresses that were checked', async () => {
    expect(await lookUp([[PUBLIC, PUBLIC_6]])).toEqual({ error: null, found: [PUBLIC, PUBLIC_6], asked: 1 });
    expect(await lookUp([[PUBLIC, PUBLIC_6]], false)).toMatchObject({ error: null, found: PUBLIC.address });
  });

  it.each<[string, LookupAddress[]]>([
    ['a private address', [{ address: '10.0.0.1', family: 4 }]],
    ['this machine', [{ address: '::1', family: 6 }]],
    ['the metadata service', [{ address: '169.254.169.254', family: 4 }]],
    ['the metadata service, mapped', [{ address: '::ffff:a9fe:a9fe', family: 6 }]],
    ['a public and a private address', [PUBLIC, { address: '192.168.1.1', family: 4 }]],
    ['a private and a public address', [{ address: 'fd00::1', family: 6 }, PUBLIC]],
    ['something that is no address', [{ address: 'localhost', family: 4 }]],
  ])('is refused if it leads to %s', async (_, answer) => {
    for (const all of [true, false]) {
      const { error, found } = await lookUp([answer], all);
      expect(error?.code).toBe('BLOCKED_ADDRESS');
      expect(found).toEqual([]);
    }
  });

  it('is resolved once: a second answer that differs is never asked for', async () => {
    const { found, asked } = await lookUp([[PUBLIC], [{ address: '127.0.0.1', family: 4 }]]);
    expect([found, asked]).toEqual([[PUBLIC], 1]);
  });

  it('passes the failure of its resolution on', async () => {
    const missing = Object.assign(new Error('missing'), { code: 'ENOTFOUND' });
    expect((await lookUp([missing])).error).toBe(missing);
  });
});
