import type { Notice } from '../notice/notice';

/** A POST as it is sent, complete but for what every request has (user agent, length, host). */
export interface OutgoingRequest {
  url: string;
  headers: Record<string, string>;
  body: string;
}

/** The other side's answer as far as a kind may look at it. */
export interface Answer {
  status: number;
  /** Names in lower case. */
  headers?: Record<string, string>;
  /** The first 16 KiB as text. */
  body: string;
}

/**
 * What an answer means. `error` is a stable name (`slack_invalid_blocks`); `permanent` if no later attempt can end
 * otherwise, so that the delivery dies at once.
 */
export type Outcome = { ok: true } | { ok: false; error: string; permanent?: true };

/** A destination that takes requests over HTTP in its vendor's own form. All functions are pure. */
export interface HttpKind<D> {
  /** `undefined` if this vendor has nothing to be told of it (an acknowledgement, to one that knows none). */
  format(destination: D, credential: string, notice: Notice): OutgoingRequest | undefined;
  judge(answer: Answer): Outcome;
  /** Requests a second that the vendor takes: kept where the owner gives no `rateLimit`. */
  perSecond?: number;
}
