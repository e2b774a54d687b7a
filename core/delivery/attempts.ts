import { firstBytes, storedBytes } from '../stored-bytes';
import type { Attempt } from './delivery';

/** What is kept of the answers of older attempts. */
const OLDER_RESPONSE_CHARACTERS = 512;
const MAX_ATTEMPTS_KEPT = 40;

/**
 * What the attempts of a row take at most, however the rest of the row looks: the body of the largest event takes
 * 350,000 bytes (256 KiB that do not compress, in base64), and may come back into a row that it has left; keys,
 * attributes and reasons take less than 8,000. Together they stay below the 409,600 bytes of an item.
 */
export const ATTEMPTS_BYTES = 50 * 1024;

/**
 * The list after one more attempt: the newest answer whole (16 KiB), older ones short, the oldest forgotten. Where that
 * takes too many bytes, details go, those of the oldest first; that there was such an attempt, and its outcome, stays.
 */
export function withAttempt(attempts: readonly Attempt[], attempt: Attempt): Attempt[] {
  const older = attempts.slice(-(MAX_ATTEMPTS_KEPT - 1)).map(short);
  let bytes = storedBytes([...older, attempt]);
  for (const [index, one] of older.entries()) {
    if (bytes <= ATTEMPTS_BYTES) break;
    older[index] = bare(one);
    bytes += storedBytes(older[index]) - storedBytes(one);
  }
  return [...older, bytes > ATTEMPTS_BYTES ? cut(attempt, bytes - ATTEMPTS_BYTES) : attempt];
}

/** A cut through a surrogate pair would leave half a character, which no table stores. */
function short(attempt: Attempt): Attempt {
  const { request, ...rest } = attempt;
  const { response } = rest;
  if (!request && (response?.length ?? 0) <= OLDER_RESPONSE_CHARACTERS) return attempt;
  const beginning = response?.slice(0, OLDER_RESPONSE_CHARACTERS).toWellFormed();
  return { ...rest, ...(beginning !== undefined && { response: beginning }), shortened: true };
}

/** How it went, without what was answered. */
function bare(attempt: Attempt): Attempt {
  const { response, request, ...rest } = attempt;
  return response === undefined && !request ? attempt : { ...rest, shortened: true };
}

/** Without so many bytes: of what was sent first, which is known anyhow, then of the answer. */
function cut(attempt: Attempt, bytes: number): Attempt {
  const marked: Attempt = { ...attempt, shortened: true };
  let over = bytes + storedBytes(marked) - storedBytes(attempt);
  const cutText = (text: string): string => {
    const kept = firstBytes(text, Buffer.byteLength(text) - over);
    over -= Buffer.byteLength(text) - Buffer.byteLength(kept);
    return kept;
  };
  const { request, response } = attempt;
  if (request) marked.request = { ...request, body: cutText(request.body) };
  if (response !== undefined && over > 0) marked.response = cutText(response);
  return marked;
}
