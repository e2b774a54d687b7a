import ipaddr from 'ipaddr.js';

/** Why a URL may not be a destination; `rule` is stable, `detail` is for people. */
interface UrlProblem {
  rule: 'length' | 'syntax' | 'scheme' | 'userinfo' | 'fragment' | 'port' | 'host' | 'address';
  detail: string;
}

const MAX_URL_LENGTH = 2048;

/** Names that never lead to a public address (RFC 6761, RFC 6762, RFC 8375, ICANN's `.internal`). */
const PRIVATE_SUFFIXES = ['localhost', 'local', 'internal', 'localdomain', 'home.arpa', 'lan', 'onion'];

const refuse = (rule: UrlProblem['rule'], detail: string): UrlProblem => ({ rule, detail });

/** The host of a URL as it is compared: lower case, without brackets or a final dot. */
export const bareHost = (url: URL): string =>
  url.hostname
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
    .toLowerCase();

/** Of IPv6, the only addresses that are given out (RFC 4291, section 2.4); `::7f00:1` is an old spelling of 127.0.0.1. */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3');

/** Whether an address literal is public unicast; every special range counts as not public (RFC 6890). */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.parse(text);
  if (address.range() !== 'unicast') return false;
  return address instanceof ipaddr.IPv4 || address.match(GLOBAL_UNICAST);
}

/**
 * Checks everything about a destination that its text tells. Names still have to be resolved, and the
 * addresses checked, at the time of each connection. `allowedHosts` are exempt from scheme and host rules.
 */
export function checkUrl(text: string, allowedHosts: string[]): UrlProblem | undefined {
  if (text.length > MAX_URL_LENGTH) return refuse('length', `must have at most ${MAX_URL_LENGTH} characters`);
  // The URL parser drops or rewrites these silently; what was checked must be what was written.
  if (/[\s\\\u0000-\u001f\u007f]/.test(text))
    return refuse('syntax', 'must not contain spaces, backslashes or control characters');
  if (!URL.canParse(text)) return refuse('syntax', 'must be an absolute URL');
  const url = new URL(text);
  const allowed = allowedHosts.includes(bareHost(url));
  return checkForm(url, text, allowed) ?? (allowed ? undefined : checkHost(bareHost(url)));
}

function checkForm(url: URL, text: string, allowed: boolean): UrlProblem | undefined {
  if (url.protocol !== 'https:' && !(allowed && url.protocol === 'http:'))
    return refuse('scheme', 'must be https');
  if (url.username !== '' || url.password !== '' || /^[a-z]+:\/\/[^/?#]*@/i.test(text))
    return refuse('userinfo', 'must not hold a user name or password; use a header');
  if (text.includes('#')) return refuse('fragment', 'must not have a fragment; it is never sent');
  if (url.port === '0') return refuse('port', 'must not have port 0');
  return undefined;
}

function checkHost(host: string): UrlProblem | undefined {
  if (ipaddr.isValid(host))
    return isPublicAddress(host) ? undefined : refuse('address', 'must not be an address that is not public');
  if (!host.includes('.')) return refuse('host', 'must have a full domain name as its host');
  const suffix = PRIVATE_SUFFIXES.find((name) => host.endsWith(`.${name}`));
  return suffix === undefined
    ? undefined
    : refuse('host', `must not be a name under .${suffix}, which is not public`);
}
