/**
 * An IP address as hexadecimal digits, 8 for IPv4 and 32 for IPv6, so that all spellings of one address are equal.
 * An IPv4-mapped IPv6 address is that IPv4 address. Undefined if the text is no address.
 */
export function parseAddress(text: string): string | undefined {
  if (text.includes(':')) return parseIpv6(text);
  return text.includes('.') ? parseIpv4(text) : undefined;
}

const LONGEST_IPV4 = 15;
const IPV4_MAPPED = '00000000000000000000ffff';

function parseIpv4(text: string): string | undefined {
  if (text.length > LONGEST_IPV4) return undefined;
  const octets = text.split('.');
  if (octets.length !== 4 || !octets.every((octet) => /^\d+$/.test(octet) && Number(octet) <= 255))
    return undefined;
  return octets.map((octet) => Number(octet).toString(16).padStart(2, '0')).join('');
}

function parseIpv6(text: string): string | undefined {
  const [head, tail, ...more] = text.split('::');
  if (head === undefined || more.length > 0) return undefined;
  const before = groupsOf(head);
  const after = groupsOf(tail ?? '');
  const zeros = 8 - before.length - after.length;
  if (tail === undefined ? zeros !== 0 : zeros < 1) return undefined;
  const groups = [...before, ...Array<string>(zeros).fill('0'), ...after];
  if (!groups.every((group) => /^0*[\da-f]{1,4}$/i.test(group))) return undefined;
  const digits = groups.map((group) => group.toLowerCase().replace(/^0+/, '').padStart(4, '0')).join('');
  return digits.startsWith(IPV4_MAPPED) ? digits.slice(IPV4_MAPPED.length) : digits;
}

function groupsOf(text: string): string[] {
  return text === '' ? [] : text.split(':');
}
