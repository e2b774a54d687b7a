import type { Attempt } from './delivery';

/** What is kept of the answers of older attempts, so that a row stays far below 400 KB. */
const OLDER_RESPONSE_CHARACTERS = 512;
const MAX_ATTEMPTS_KEPT = 40;

/** The list after one more attempt: the newest answer whole (16 KiB), older ones short, the oldest forgotten. */
export function withAttempt(attempts: readonly Attempt[], attempt: Attempt): Attempt[] {
  const older = attempts.slice(-(MAX_ATTEMPTS_KEPT - 1)).map((one) => ({
    ...one,
    ...(one.response === undefined ? {} : { response: beginning(one.response) }),
  }));
  return [...older, attempt];
}

/** A cut through a surrogate pair would leave half a character, which no table stores. */
const beginning = (response: string): string => response.slice(0, OLDER_RESPONSE_CHARACTERS).toWellFormed();
