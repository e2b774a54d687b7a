import ipaddr from 'ipaddr.js';

/** Of IPv6, the only addresses that are given out (RFC 4291, section 2.4); `::7f00:1` is an old spelling of 127.0.0.1. */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3');

/** Public by the registries, but inside every Azure machine it is the host: certificates, DHCP, health. */
const AZURE_HOST = '168.63.129.16';

/**
 * Whether an address is one that any machine on the internet may be asked to connect to. Every special range counts
 * as not public (IANA's special-purpose address registries, RFC 6890), as does IPv6 that carries an IPv4 address:
 * a router on the way may unwrap it. Anything but the plain text of one address is no public address.
 */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.IPv4.isValidFourPartDecimal(text) && !ipaddr.IPv6.isValid(text)) return false;
  const address = ipaddr.parse(text);
  if (address.range() !== 'unicast') return false;
  if (address instanceof ipaddr.IPv4) return address.toString() !== AZURE_HOST;
  return address.zoneId === undefined && address.match(GLOBAL_UNICAST) && !isIsatap(address);
}

/** Intra-site tunnels hold an IPv4 address behind `0:5efe` or `200:5efe`, under any prefix (RFC 5214, section 6.1). */
const isIsatap = ({ parts }: ipaddr.IPv6): boolean => ((parts[4] ?? 0) & 0xfdff) === 0 && parts[5] === 0x5efe;
