import { type Bytes, fromBase64, fromHex, joined, utf8 } from './bytes';
import { isHmac, type HmacAlgorithm, textKey } from './keys';
import { header, type ReceivedHeaders, requiredHeader, seconds } from './received';
import { VerificationFailed } from './verification-failed';

/** The setting `signature` of a subscription with this scheme. */
export interface CustomScheme {
  scheme: 'custom';
  header: string;
  encoding: 'hex' | 'base64';
  algorithm?: HmacAlgorithm;
  prefix?: string;
  /** What is signed: `{body}` if not given. */
  signed?: string;
  /** The header's value: `prefix` and `{signature}` if not given. */
  value?: string;
}

export interface CustomRequest {
  headers: ReceivedHeaders;
  body: Bytes;
}

/** The time that is signed, in seconds; undefined if none is. Throws `VerificationFailed`. */
export const signedTime = ({ signed = '' }: CustomScheme, headers: ReceivedHeaders): number | undefined =>
  signed.includes('{timestamp}')
    ? seconds(requiredHeader(headers, 'webhook-timestamp'), 'webhook-timestamp')
    : undefined;

/** Throws `VerificationFailed` if the header has not the form of the scheme. */
export async function isCustom(
  { headers, body }: CustomRequest,
  scheme: CustomScheme,
  secrets: readonly string[],
): Promise<boolean> {
  const { signed = '{body}', value = `${scheme.prefix ?? ''}{signature}`, encoding, algorithm } = scheme;
  const names = valuesOf(`${signed}${value}`, { headers, body });
  const given = between(
    requiredHeader(headers, scheme.header),
    parts(value, 'signature', names),
    scheme.header,
  );
  const [before, after] = parts(signed, 'body', names);
  const content = joined(utf8(before), body, utf8(after));
  const signature = encoding === 'hex' ? fromHex(given) : fromBase64(given);
  for (const secret of secrets) if (await isHmac(textKey(secret), content, signature, algorithm)) return true;
  return false;
}

/** What the templates name beside the body and the signature. */
function valuesOf(templates: string, { headers, body }: CustomRequest): Record<string, string> {
  const readers: Record<string, () => string> = {
    id: () => requiredHeader(headers, 'webhook-id'),
    timestamp: () => requiredHeader(headers, 'webhook-timestamp'),
    type: () => typeOf(headers, body),
  };
  const named = Object.entries(readers).filter(([name]) => templates.includes(`{${name}}`));
  return Object.fromEntries(named.map(([name, read]) => [name, read()]));
}

/** Of a body that is not verified yet: the signature covers it. */
function typeOf(headers: ReceivedHeaders, body: Bytes): string {
  const binary = header(headers, 'ce-type');
  if (binary !== undefined) return binary;
  try {
    const { type } = JSON.parse(new TextDecoder().decode(body)) as { type?: unknown };
    if (typeof type === 'string') return type;
  } catch {
    // It is none of Tocsin's bodies.
  }
  throw new VerificationFailed('body-malformed', 'The body names no type, which is part of what is signed');
}

/** What stands before and behind the one placeholder that stays open. */
function parts(template: string, open: string, names: Record<string, string>): [string, string] {
  const filled = (text: string) =>
    text.replaceAll(/\{([^{}]*)\}/g, (whole, name: string) => names[name] ?? whole);
  const at = template.indexOf(`{${open}}`);
  if (at < 0) throw new TypeError(`The template ${template} must have {${open}} once`);
  return [filled(template.slice(0, at)), filled(template.slice(at + open.length + 2))];
}

function between(text: string, [before, after]: [string, string], name: string): string {
  const isIn = text.length >= before.length + after.length && text.startsWith(before) && text.endsWith(after);
  if (!isIn)
    throw new VerificationFailed('header-malformed', `The header ${name} has not the form of the scheme`);
  return text.slice(before.length, text.length - after.length);
}
