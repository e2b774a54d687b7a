import { isUtf8 } from 'node:buffer';

/** Well-formed UTF-8 (Unicode, table 3-7), a byte a character. */
const WELL_FORMED = new RegExp(
  [
    '[\\x00-\\x7f]',
    '[\\xc2-\\xdf][\\x80-\\xbf]',
    '\\xe0[\\xa0-\\xbf][\\x80-\\xbf]',
    '[\\xe1-\\xec\\xee\\xef][\\x80-\\xbf]{2}',
    '\\xed[\\x80-\\x9f][\\x80-\\xbf]',
    '\\xf0[\\x90-\\xbf][\\x80-\\xbf]{2}',
    '[\\xf1-\\xf3][\\x80-\\xbf]{3}',
    '\\xf4[\\x80-\\x8f][\\x80-\\xbf]{2}',
  ].join('|'),
);
const CHARACTER_OR_BYTE = new RegExp(`(${WELL_FORMED.source})|[^]`, 'g');

/** U+FFFD. */
const REPLACEMENT = '\xef\xbf\xbd';

/**
 * A body as the text in a function's event, which is JSON and so has no room for anything but Unicode: every byte that
 * belongs to no character becomes U+FFFD. API Gateway does not document what it makes of such bytes.
 */
export function decodeText(bytes: Buffer): string {
  if (isUtf8(bytes)) return bytes.toString('utf8');
  const replaced = bytes
    .toString('latin1')
    .replace(CHARACTER_OR_BYTE, (_, character?: string) => character ?? REPLACEMENT);
  return Buffer.from(replaced, 'latin1').toString('utf8');
}
