import { isIP } from 'node:net';
import { Poster } from '../../../adapters/http/poster';
import { checkUrl } from '../../../core/destination/url';
import { DESTINATIONS } from './destinations';
import { type Dialled, takeOverTcp } from './tcp';

let tcp: Awaited<ReturnType<typeof takeOverTcp>>;
beforeAll(async () => (tcp = await takeOverTcp()));
afterAll(() => tcp.restore());
beforeEach(() => tcp.dialled.splice(0));

const ERRORS = { address: 'blocked_address', host: 'blocked_address', resolves: 'blocked_address' };

/** Each address once, with the port of the URL, in the order of the answer. */
function expected(url: string, resolvesTo: string[]): Dialled[] {
  const { hostname, port } = new URL(url);
  const literal = hostname.replace(/^\[|\]$/g, '');
  const addresses = isIP(literal) ? [literal] : resolvesTo;
  return addresses.map((address) => ({ address, port: Number(port || 443) }));
}

it('the table has at least 150 of them, and no one twice', () => {
  const lines = DESTINATIONS.map(({ url, resolvesTo }) => [url, ...resolvesTo].join(' '));
  expect(new Set(lines).size).toBe(lines.length);
  expect(lines.length).toBeGreaterThanOrEqual(150);
});

describe('a destination', () => {
  it.each(DESTINATIONS.map(({ url, resolvesTo, outcome }) => [outcome, url, resolvesTo] as const))(
    '%s: %s %j',
    async (outcome, url, resolvesTo) => {
      const byText = outcome === 'allowed' || outcome === 'resolves' ? undefined : outcome;
      expect(checkUrl(url, [])?.rule).toBe(byText);

      const poster = new Poster([], { resolve: async () => resolvesTo });
      const answer = await poster.post({ url, headers: {}, body: '{}', timeoutMs: 2_000 });
      if (outcome === 'allowed') {
        expect(tcp.dialled).toEqual(expected(url, resolvesTo));
        expect(answer).toEqual({ error: 'connection_refused' });
      } else {
        expect(tcp.dialled).toEqual([]);
        expect(answer).toEqual({ error: (ERRORS as Record<string, string>)[outcome] ?? 'invalid_url' });
      }
    },
  );

  it('may have 2,048 characters, and 253 in its host', () => {
    const long = (length: number): string => `https://example.com/${'x'.repeat(length - 20)}`;
    expect([checkUrl(long(2_048), []), checkUrl(long(2_049), [])?.rule]).toEqual([undefined, 'length']);
    const host = (length: number): string => `https://${'a.'.repeat((length - 3) / 2)}com/`;
    expect([checkUrl(host(253), []), checkUrl(host(255), [])?.rule]).toEqual([undefined, 'host']);
  });

  it.each([
    'https://exa\tmple.com/',
    'https://exam\nple.com/',
    'https://example.com/\u007f',
    ' https://example.com',
  ])('is not %j, which the parser would mend', (url) => expect(checkUrl(url, [])?.rule).toBe('syntax'));
});
