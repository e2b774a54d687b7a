import ipaddr from 'ipaddr.js';
import { isPlain } from '../plain-text';
import { isDestinationPort } from './port';
import { isPublicAddress } from './public-address';

/** Why a URL may not be a destination; `rule` is stable, `detail` is for people. */
export interface UrlProblem {
  rule: 'length' | 'syntax' | 'scheme' | 'userinfo' | 'fragment' | 'port' | 'host' | 'address';
  detail: string;
}

const MAX_URL_LENGTH = 2048;

/** DNS takes no longer names (RFC 1035, section 2.3.4). */
const MAX_HOST_LENGTH = 253;

/**
 * Names that never lead to a public address (RFC 6761, RFC 6762, RFC 8375, RFC 9476, ICANN's `.internal`), and those
 * that ICANN keeps free because so many private networks use them (SAC113, "name collision").
 */
const PRIVATE_SUFFIXES = [
  ...['localhost', 'local', 'internal', 'localdomain', 'home.arpa', 'lan', 'onion', 'alt'],
  ...['intranet', 'private', 'corp', 'home'],
];

const refuse = (rule: UrlProblem['rule'], detail: string): UrlProblem => ({ rule, detail });

/** The host of a URL as it is compared: lower case, without brackets or a final dot. */
export const bareHost = (url: URL): string =>
  url.hostname
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
    .toLowerCase();

/**
 * Checks everything about a destination that its text tells. Names still have to be resolved, and the
 * addresses checked, at the time of each connection. `allowedHosts` are exempt from the rules of scheme, port and host.
 */
export function checkUrl(text: string, allowedHosts: string[]): UrlProblem | undefined {
  if (text.length > MAX_URL_LENGTH) return refuse('length', `must have at most ${MAX_URL_LENGTH} characters`);
  // The URL parser drops or rewrites these silently; what was checked must be what was written.
  if (/[\s\\]/.test(text) || !isPlain(text))
    return refuse(
      'syntax',
      'must not contain spaces, backslashes or control characters, and must be well-formed Unicode',
    );
  if (!URL.canParse(text)) return refuse('syntax', 'must be an absolute URL');
  const url = new URL(text);
  const allowed = allowedHosts.includes(bareHost(url));
  return checkForm(url, text, allowed) ?? (allowed ? undefined : checkHost(bareHost(url)));
}

function checkForm(url: URL, text: string, allowed: boolean): UrlProblem | undefined {
  if (url.protocol !== 'https:' && !(allowed && url.protocol === 'http:'))
    return refuse('scheme', 'must be https');
  if (!/^https?:\/\/[^/]/i.test(text)) return refuse('syntax', 'must have two slashes before its host');
  if (holdsCredentials(url, text))
    return refuse('userinfo', 'must not hold a user name or password; use a header');
  if (text.includes('#')) return refuse('fragment', 'must not have a fragment; it is never sent');
  if (url.port === '0' || (!allowed && !isDestinationPort(Number(url.port || 443))))
    return refuse('port', 'must have port 443, or one from 1024 on that no other protocol is known to use');
  return undefined;
}

/** An empty user name and password vanish in the parser, but not in the text. */
const holdsCredentials = (url: URL, text: string): boolean =>
  url.username !== '' || url.password !== '' || /^[a-z]+:\/\/[^/?#]*@/i.test(text);

function checkHost(host: string): UrlProblem | undefined {
  if (ipaddr.isValid(host))
    return isPublicAddress(host) ? undefined : refuse('address', 'must not be an address that is not public');
  if (host.length > MAX_HOST_LENGTH)
    return refuse('host', `must have a host of at most ${MAX_HOST_LENGTH} characters`);
  if (host.split('.').includes(''))
    return refuse('host', 'must have a host without empty parts between its dots');
  if (!host.includes('.')) return refuse('host', 'must have a full domain name as its host');
  const suffix = PRIVATE_SUFFIXES.find((name) => host.endsWith(`.${name}`));
  return suffix === undefined
    ? undefined
    : refuse('host', `must not be a name under .${suffix}, which is not public`);
}
