import { propertySteps } from '../expression/compile-expression';
import { isDate, isDateTime, isDuration, isTime } from './format-time';
import { isIpv4, isIpv6, isUri, isUriReference } from './format-uri';
import { stepsOf } from './key-of';

/** The formats of JSON Schema that are checked; each looks at every character a small number of times. */
export const FORMATS = {
  'date-time': isDateTime,
  date: isDate,
  time: isTime,
  duration: isDuration,
  email: isEmail,
  hostname: isHostname,
  ipv4: isIpv4,
  ipv6: isIpv6,
  uri: isUri,
  'uri-reference': isUriReference,
  'uri-template': isUriTemplate,
  uuid: (text: string): boolean => /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i.test(text),
  'json-pointer': isJsonPointer,
  'relative-json-pointer': isRelativeJsonPointer,
  regex: isRegex,
} as const;

export type Format = keyof typeof FORMATS;

/** Most formats look at a text as a whole; these two cut it into pieces that can be as small as a character. */
export function stepsOfFormat(format: Format, text: string): number {
  if (format === 'uri-template') return 1 + text.length;
  return format === 'regex' ? 1 + text.length + propertySteps(text) : stepsOf(text);
}

/** RFC 1123, section 2.1: labels of at most 63 characters, 253 together. */
function isHostname(text: string): boolean {
  return (
    text.length <= 253 && text.split('.').every((label) => /^[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?$/i.test(label))
  );
}

/** RFC 5321, section 4.1.2, with a domain or the address of a host. */
function isEmail(text: string): boolean {
  const at = text.lastIndexOf('@');
  const [local, domain] = [text.slice(0, at), text.slice(at + 1)];
  if (at < 1 || local.length > 64) return false;
  const quoted = /^"(?:[\x20-\x21\x23-\x5b\x5d-\x7e]|\\[\x20-\x7e])*"$/.test(local);
  const atoms = local.split('.').every((atom) => /^[a-z\d!#$%&'*+/=?^_`{|}~-]+$/i.test(atom));
  return (quoted || atoms) && (isHostname(domain) || isAddressLiteral(domain));
}

function isAddressLiteral(text: string): boolean {
  const [, ipv6, address = ''] = /^\[(ipv6:)?([^\]]*)\]$/i.exec(text) ?? [];
  return ipv6 === undefined ? isIpv4(address) : isIpv6(address);
}

/** RFC 6570, sections 2.1 to 2.4. */
function isUriTemplate(text: string): boolean {
  const literals = text.replace(/\{[^{}]*\}/g, 'x');
  const expressions = text.match(/\{[^{}]*\}/g) ?? [];
  return (
    /^(?:[^\x00-\x20\x7f"<>%\\^`{|}]|%[\da-f]{2})*$/i.test(literals) &&
    expressions.every(isTemplateExpression)
  );
}

function isTemplateExpression(text: string): boolean {
  return text
    .slice(1, -1)
    .replace(/^[+#./;?&=,!@|]/, '')
    .split(',')
    .every((variable) =>
      /^(?:\w|%[\da-f]{2})(?:\.?(?:\w|%[\da-f]{2}))*(?::[1-9]\d{0,3}|\*)?$/i.test(variable),
    );
}

/** RFC 6901, section 3. */
function isJsonPointer(text: string): boolean {
  return text === '' || (text.startsWith('/') && !/~(?![01])/.test(text));
}

function isRelativeJsonPointer(text: string): boolean {
  const [, rest] = /^(?:0|[1-9]\d*)(?!\d)(.*)$/s.exec(text) ?? [];
  return rest !== undefined && (rest === '#' || isJsonPointer(rest));
}

function isRegex(text: string): boolean {
  try {
    return new RegExp(text, 'u') !== undefined;
  } catch {
    return false;
  }
}
