import type { APIGatewayProxyEventV2 } from 'aws-lambda';

type Handed = Pick<APIGatewayProxyEventV2, 'body' | 'headers'>;

const REPLACEMENT = '\ufffd';

/**
 * Whether a body that the gateway has handed on as text is, byte for byte, what was sent. The gateway decodes the body
 * of every JSON type, and what is no UTF-8 has become U+FFFD by then, so that looking at the text is no use: a sender
 * may have meant that character. What is left to look at is the length. U+FFFD has 3 bytes; one that was sent has them
 * in both counts, while one that stands for a bad byte, or for two, has made the text longer than the request was.
 * Without a `content-length`, or if it counts something compressed, nobody can tell, so that U+FFFD is refused.
 *
 * What this cannot tell: a decoder may also make one U+FFFD of three bad bytes (a character of four bytes that lacks its
 * last, as the WHATWG's Encoding Standard has it; half a surrogate pair, as Java has it). Such a character is lost
 * before it comes here, and arrives as U+FFFD.
 */
export function isAsSent({ body = '', headers }: Handed): boolean {
  if (!body.includes(REPLACEMENT)) return true;
  const encoding = headers['content-encoding']?.trim().toLowerCase() ?? '';
  const length = headers['content-length']?.trim() ?? '';
  return (encoding === '' || encoding === 'identity') && length === String(Buffer.byteLength(body));
}

/** What to do about it. */
export const NOT_AS_SENT =
  'The body is not valid UTF-8, or holds U+FFFD without a content-length that shows that it was sent: write that character as \\ufffd';
