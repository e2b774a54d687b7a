import { readAddress } from '../../sdk/agent/address';
import { Tocsin } from '../../sdk/tocsin';
import { FakeHost } from './fake-host';

it.each([
  ['https://api.example.com/in/tcn_in_k/support-bot', 'https://api.example.com', 'support-bot'],
  ['https://api.example.com/in/tcn_in_k/support-bot/', 'https://api.example.com', 'support-bot'],
  ['http://127.0.0.1:4747/in/tcn_in_k/a%2Fb%20c', 'http://127.0.0.1:4747', 'a/b c'],
  ['https://api.example.com/stage/in/tcn_in_k/in', 'https://api.example.com/stage', 'in'],
])('%s is the API %s and the agent %s', (url, base, agent) => {
  expect(readAddress({ url })).toEqual({ base, key: 'tcn_in_k', agent });
});

it('an agent that is given comes before that of the URL, and may stand instead of it', () => {
  const url = 'https://api.example.com/in/tcn_in_k';
  expect(readAddress({ url, agent: 'mine' })).toMatchObject({ agent: 'mine' });
  expect(readAddress({ url: `${url}/theirs`, agent: 'mine' })).toMatchObject({ agent: 'mine' });
});

it('an API without a door takes a key beside it', () => {
  const address = readAddress({ url: 'http://127.0.0.1:4747/', key: 'tcn_k', agent: 'mine' });
  expect(address).toEqual({ base: 'http://127.0.0.1:4747', key: 'tcn_k', agent: 'mine' });
});

it.each([
  ['nonsense', /no URL/],
  ['ftp://example.com/in/k/a', /no URL/],
  ['https://user:secret@example.com/in/k/a', /no URL/],
  ['https://example.com', /no key/],
  ['https://example.com/in/k', /name of the agent is missing/],
])('%s is no address, and the reason names no key', (url, reason) => {
  expect(readAddress({ url })).toMatch(reason);
  expect(readAddress({ url })).not.toMatch(/secret|\bk\b/);
});

it('an agent whose name is half a character is refused, as no address could name it', () => {
  const url = 'https://api.example.com/in/tcn_in_k';
  expect(readAddress({ url, agent: 'a\ud800' })).toBe('The name of the agent is no well-formed Unicode');
});

describe('the environment', () => {
  const saved = { ...process.env };
  afterEach(() => {
    process.env = { ...saved };
  });

  it('without TOCSIN_URL everything is done and nothing is reported', async () => {
    delete process.env.TOCSIN_URL;
    const host = new FakeHost();
    const tocsin = new Tocsin({ surroundings: host });
    tocsin.track('event');
    expect(await tocsin.run(() => tocsin.step('s', () => 42))).toBe(42);
    expect(await tocsin.checkpoint({ model: 'gpt-5' })).toEqual({ model: 'gpt-5', waitedMs: 0 });
    expect([tocsin.model('gpt-5'), tocsin.isEnabled, await tocsin.close()]).toEqual(['gpt-5', false, true]);
    expect([host.requests, host.lines]).toEqual([
      [],
      ['Nothing is reported to Tocsin: TOCSIN_URL is not set'],
    ]);
  });

  it('TOCSIN_URL is all that is needed, and TOCSIN_DISABLED=1 ends it', () => {
    process.env.TOCSIN_URL = 'https://api.example.com/in/tcn_in_k/support-bot';
    expect(new Tocsin({ surroundings: new FakeHost() }).agent).toBe('support-bot');
    process.env.TOCSIN_DISABLED = '1';
    expect(new Tocsin({ surroundings: new FakeHost() }).isEnabled).toBe(false);
  });
});
