import { BlockList, isIP } from 'node:net';

const PRIVATE = new BlockList();
for (const [net, bits] of [
  ...([
    ['0.0.0.0', 8],
    ['10.0.0.0', 8],
    ['100.64.0.0', 10],
    ['127.0.0.0', 8],
    ['169.254.0.0', 16],
  ] as const),
  ...([
    ['172.16.0.0', 12],
    ['192.168.0.0', 16],
    ['224.0.0.0', 3],
  ] as const),
])
  PRIVATE.addSubnet(net, bits, 'ipv4');

/** Why a URL may not be called in production; the names of this machine's network are enough for a test. */
export function refusal(text: string): string | undefined {
  if (!URL.canParse(text)) return 'no URL';
  const { protocol, username, hash, hostname } = new URL(text);
  if (protocol !== 'https:') return 'not https';
  if (username !== '' || hash !== '') return 'user name or fragment';
  const host = hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  // Of IPv6, nothing: a sender may well have IPv4 only.
  if (isIP(host) === 6 || (isIP(host) === 4 && PRIVATE.check(host, 'ipv4'))) return 'not a public address';
  return host === 'localhost' || host.endsWith('.localhost') ? 'not a public name' : undefined;
}
