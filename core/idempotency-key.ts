/**
 * What an `Idempotency-Key` may be: 1 to 255 visible ASCII characters. No comma is among them: a gateway joins a header
 * that was sent twice by it, and which of the two was meant cannot be known.
 */
const KEY = /^[\x21-\x2b\x2d-\x7e]{1,255}$/;

/** Why a header's value is no key; undefined if it is. An empty header is no key either, not a missing one. */
export const idempotencyKeyProblem = (value: string): string | undefined =>
  KEY.test(value)
    ? undefined
    : 'The header Idempotency-Key must be given once, with 1 to 255 visible ASCII characters and no comma';
