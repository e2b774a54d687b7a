import { createHash } from 'node:crypto';

/** Version, trace id, parent id and flags; later versions may say more after another dash. */
const TRACEPARENT =
  /^(?<version>[0-9a-f]{2})-(?<trace>[0-9a-f]{32})-(?<parent>[0-9a-f]{16})-(?<flags>[0-9a-f]{2})(?<more>-.*)?$/;
type Parts = Record<'version' | 'trace' | 'parent' | 'flags', string> & { more?: string };
const NOTHING = /^0+$/;
const SAMPLED = 1;

/**
 * A `traceparent` header as version 00 writes it (W3C Trace Context, section 3.2), or undefined if it is missing or
 * breaks a rule: its sender then begins no trace here. Of the flags only `sampled` is handed on (section 3.2.2.5).
 */
export function readTraceparent(header: string | undefined): string | undefined {
  const found = header === undefined ? undefined : (TRACEPARENT.exec(header)?.groups as Parts | undefined);
  if (!found) return undefined;
  const { version, trace, parent, flags, more } = found;
  if (version === 'ff' || (version === '00' && more !== undefined)) return undefined;
  if (NOTHING.test(trace) || NOTHING.test(parent)) return undefined;
  return `00-${trace}-${parent}-0${parseInt(flags, 16) & SAMPLED}`;
}

/** The same trace with a span of its own, made of what is done in it; undefined if there is no valid trace to be in. */
export function childOf(traceparent: string | undefined, span: string): string | undefined {
  const valid = readTraceparent(traceparent);
  if (valid === undefined) return undefined;
  const [version, trace, , flags] = valid.split('-');
  return [version, trace, spanId(span), flags].join('-');
}

/** 16 hexadecimal digits, of which one at least is not 0. */
const spanId = (of: string): string =>
  createHash('sha256').update(of).digest('hex').slice(0, 16).replace(NOTHING, '0000000000000001');
