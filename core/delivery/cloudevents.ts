import { rawObject } from '../event/body';
import { sliceMembers } from '../event/raw-json';
import type { RequestPayload } from './request-payload';
import { uriReference } from './uri-reference';

/**
 * A CloudEvents 1.0 document (JSON event format, section 3.2). Values are the raw texts of the stored body; only a
 * `source` that is no URI reference is percent-encoded.
 */
export function structuredCloudEvent(body: string): RequestPayload {
  const { attributes, extensions, data } = parts(body);
  const raw = Array.from(attributes, ([name, text]) => [name, JSON.stringify(text)] as const);
  return {
    headers: { 'content-type': 'application/cloudevents+json' },
    body: rawObject([
      ...raw,
      ...(data === undefined ? [] : [['datacontenttype', '"application/json"'] as const]),
      ...extensions,
      ...(data === undefined ? [] : [['data', data] as const]),
    ]),
  };
}

/** What servers take without being told to: 8 KiB and 100 header fields are the lowest limits in wide use. */
const HEADER_LIMITS = { bytes: 8 * 1024, count: 64 } as const;

/**
 * The data alone, attributes as `ce-` headers (HTTP protocol binding, section 3.1); no data makes an empty body
 * without a content type. Undefined if an extension cannot be a header: by its name, its type or its size.
 */
export function binaryCloudEvent(body: string): RequestPayload | undefined {
  const { attributes, extensions, data } = parts(body);
  const given = [...extensions].filter(([, raw]) => raw !== 'null');
  if (!given.every(([name, raw]) => /^[a-z0-9]+$/.test(name) && isHeaderValue(raw))) return undefined;
  const headers = [...attributes, ...given.map(([name, raw]) => [name, canonical(raw)] as const)].map(
    ([name, text]) => [`ce-${name}`, percentEncoded(text)] as const,
  );
  if (headers.length > HEADER_LIMITS.count || headers.join('').length > HEADER_LIMITS.bytes) return undefined;
  return {
    headers: {
      ...(data === undefined ? {} : { 'content-type': 'application/json' }),
      ...Object.fromEntries(headers),
    },
    body: data ?? '',
  };
}

interface Parts {
  attributes: Map<string, string>;
  /** Raw JSON texts. */
  extensions: Map<string, string>;
  data: string | undefined;
}

function parts(body: string): Parts {
  const members = sliceMembers(body);
  const text = (name: string): string | undefined => {
    const raw = members.get(name);
    return raw === undefined ? undefined : (JSON.parse(raw) as string);
  };
  const attributes = new Map([['specversion', '1.0']]);
  for (const name of ['id', 'source', 'type', 'subject', 'time']) {
    const value = text(name);
    if (value !== undefined) attributes.set(name, name === 'source' ? uriReference(value) : value);
  }
  const extensions = sliceMembers(members.get('extensions') ?? '{}');
  return { attributes, extensions, data: members.get('data') };
}

/** Strings, numbers and booleans; a string of half characters has no UTF-8. */
const isHeaderValue = (raw: string): boolean => !/^[{[]/.test(raw) && canonical(raw).isWellFormed();

const canonical = (raw: string): string => (raw.startsWith('"') ? (JSON.parse(raw) as string) : raw);

/** HTTP protocol binding, section 3.1.3.2: everything but visible ASCII, and `"` and `%`. */
const percentEncoded = (text: string): string =>
  text.replaceAll(/[^\x21-\x7e]|["%]/gu, (character) =>
    Array.from(Buffer.from(character), (byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join(
      '',
    ),
  );
