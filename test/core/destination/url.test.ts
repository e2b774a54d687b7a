import { checkUrl } from '../../../core/destination/url';

describe('a destination', () => {
  it.each([
    'https://example.com',
    'https://example.com:8443/a/b?c=d%20e',
    'https://sub.example.co.uk./hook',
    'https://1.1.1.1/',
    'https://[2606:4700::1111]:4444/',
    'https://xn--bcher-kva.example/',
    'https://localhost.example.com/',
  ])('may be %s', (url) => expect(checkUrl(url, [])).toBeUndefined());

  it.each([
    ['https://0x7f.1/', 'address'],
    ['https://017700000001/', 'address'],
    ['https://127.1/', 'address'],
    ['https://0/', 'address'],
    ['https://100.64.0.1/', 'address'],
    ['https://169.254.169.254/', 'address'],
    ['https://[::1]/', 'address'],
    ['https://[64:ff9b::7f00:1]/', 'address'],
    ['https://[2002:7f00:1::]/', 'address'],
    ['https://[fe80::1%25eth0]/', 'syntax'],
    ['https://localhost/', 'host'],
    ['https://a.localhost/', 'host'],
    ['https://printer.local/', 'host'],
    ['ftp://example.com/', 'scheme'],
    ['javascript:alert(1)', 'scheme'],
    ['https://example.com:0/', 'port'],
    ['https://exa\tmple.com/', 'syntax'],
    ['//example.com/', 'syntax'],
    ['https://example.com/#', 'fragment'],
  ])('may not be %s (%s)', (url, rule) => expect(checkUrl(url, [])?.rule).toBe(rule));

  it('may be on an allowed host, over http too, and on no other', () => {
    const allowed = ['localhost', '127.0.0.1', '::1'];
    for (const url of ['http://localhost:4000/', 'http://127.0.0.1/', 'https://[::1]/', 'http://LOCALHOST/'])
      expect(checkUrl(url, allowed)).toBeUndefined();
    expect(checkUrl('http://127.0.0.2/', allowed)?.rule).toBe('scheme');
    expect(checkUrl('http://user@localhost/', allowed)?.rule).toBe('userinfo');
  });
});
