/** RFC 3986, section 3.2.2: no leading zeros, which some read as octal. */
export const isIpv4 = (text: string): boolean =>
  text.length <= 15 && /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/.test(text);

/** RFC 4291, section 2.2; without a zone. */
export function isIpv6(text: string): boolean {
  if (text.length > 45) return false;
  const [head = '', tail, ...more] = text.split('::');
  const groups = [head, tail ?? ''].flatMap((part) => (part === '' ? [] : part.split(':')));
  const last = text.endsWith('::') ? '' : (groups.at(-1) ?? '');
  const mapped = isIpv4(last);
  const words = mapped ? groups.slice(0, -1) : groups;
  const count = words.length + (mapped ? 2 : 0);
  return (
    more.length === 0 &&
    words.every((word) => /^[\da-f]{1,4}$/i.test(word)) &&
    (tail === undefined ? count === 8 : count < 8)
  );
}

/** RFC 3986, appendix B. */
const PARTS = /^(?:([^:/?#]*):)?(?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/s;

const SCHEME = /^[a-z][a-z\d+.-]*$/i;
const PATH = /^(?:[\w.~!$&'()*+,;=:@/-]|%[\da-f]{2})*$/i;
const QUERY = /^(?:[\w.~!$&'()*+,;=:@/?-]|%[\da-f]{2})*$/i;
const USER = /^(?:[\w.~!$&'()*+,;=:-]|%[\da-f]{2})*$/i;
const HOST = /^(?:[\w.~!$&'()*+,;=-]|%[\da-f]{2})*$/i;
const FUTURE_ADDRESS = /^v[\da-f]+\.[\w.~!$&'()*+,;=:-]+$/i;

/** An absolute one. */
export const isUri = (text: string): boolean => /^[^:/?#]*:/.test(text) && isUriReference(text);

export function isUriReference(text: string): boolean {
  const [, scheme, authority, path = '', query = '', fragment = ''] = PARTS.exec(text) ?? ['', ''];
  return (
    (scheme === undefined || SCHEME.test(scheme)) &&
    (authority === undefined || isAuthority(authority)) &&
    PATH.test(path) &&
    QUERY.test(query) &&
    QUERY.test(fragment)
  );
}

function isAuthority(text: string): boolean {
  const at = text.indexOf('@');
  const [, host = '', literal] = /^(\[([^\]]*)\]|[^:]*)(?::\d*)?$/.exec(text.slice(at + 1)) ?? [
    undefined,
    ' ',
  ];
  const hostHolds = literal === undefined ? HOST.test(host) : isIpv6(literal) || FUTURE_ADDRESS.test(literal);
  return hostHolds && USER.test(text.slice(0, Math.max(at, 0)));
}
