import { BlockList, isIP } from 'node:net';

/**
 * Addresses that no destination may be connected at, as the registries list them, and without a parser of ours: IANA's
 * IPv4 and IPv6 Special-Purpose Address Registries (all that is not globally reachable, and what carries IPv4), multicast
 * and reserved space, and the Azure host. Of IPv6, all that is outside of 2000::/3.
 */
const IPV4 = `
  0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.31.196.0/24
  192.52.193.0/24 192.88.99.0/24 192.168.0.0/16 192.175.48.0/24 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4
  240.0.0.0/4 168.63.129.16/32`;

const IPV6 = `
  ::/3 4000::/2 8000::/1 2001::/23 2001:db8::/32 2002::/16 2620:4f:8000::/48 3fff::/20`;

function listOf(ranges: string, family: 'ipv4' | 'ipv6'): BlockList {
  const list = new BlockList();
  for (const range of ranges.trim().split(/\s+/)) {
    const [net = '', prefix] = range.split('/');
    list.addSubnet(net, Number(prefix), family);
  }
  return list;
}

/** Two lists: one alone would take every IPv4 address for its mapped form, which lies in ::/3. */
const ipv4 = listOf(IPV4, 'ipv4');
const ipv6 = listOf(IPV6, 'ipv6');

/** Whether a socket that is about to dial this must not. */
export function isNotPublic(address: string): boolean {
  const family = isIP(address);
  if (family === 0) return true;
  return family === 6 ? ipv6.check(address, 'ipv6') : ipv4.check(address, 'ipv4');
}
