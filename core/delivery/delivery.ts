import type { Slot } from './rate-limit';

/** States of SEMANTICS 2.9. `queued` has no row yet, or was put back by a replay and waits for its message. */
export type DeliveryState =
  | 'queued'
  | 'leased'
  | 'waiting'
  | 'parked'
  | 'held'
  | 'grouped'
  | 'delivered'
  | 'dead'
  | 'withheld'
  | 'discarded';

/** One try of a delivery, as it is shown to the owner. */
export interface Attempt {
  number: number;
  /** When the request began, epoch ms. */
  at: number;
  durationMs: number;
  /** The address that was connected to; missing if it never came to that. */
  address?: string;
  /** HTTP status; missing without an answer. */
  status?: number;
  /** A stable name: `http_5xx`, `timeout`, `dns_error`...; missing on success. */
  error?: string;
  /** The beginning of the answer's body, as text. */
  response?: string;
  manual?: true;
  /** Something of `response` or `request` was left out, so that the row stays small. */
  shortened?: true;
  /** Of a test: what was sent, without what is secret in it. */
  request?: { url: string; headers: Record<string, string>; body: string };
}

/** The row of one event on its way to one subscription. Identity: `deliveryId(project, event, subscription)`. */
export interface DeliveryRow {
  id: string;
  project: string;
  event: string;
  subscription: string;
  type: string;
  acceptedAt: number;
  state: DeliveryState;
  /** Number of the attempt in progress or next to make. Grows with a result, never with a claim (2.2). */
  attempt: number;
  /** The attempt number at which the present chain of retries began (1, or later after a replay). */
  chainStart: number;
  /** Epoch ms; set while leased. Also the fencing token of the result. */
  leaseUntil?: number;
  /** Epoch ms of the next attempt; set while waiting. */
  nextAt?: number;
  /** Its turn under the subscription's rate limit, while it waits for that. */
  slot?: Slot;
  /** Sparse due index: present from the first failure to the end. */
  dueShard?: string;
  dueAt?: number;
  attempts: Attempt[];
  /** A manual try of a row that had ended: what it is again if the try fails, so that no chain begins (2.8). */
  fallback?: 'delivered' | 'dead';
  /** Compressed body (base64), present while the row waits, so that it outlives the event (2.7). */
  z?: string;
  /** The notice that tells of it, together with others (SEMANTICS 6.2): their result is its own. */
  notice?: string;
  /** Of a notice: when its members were counted, epoch ms. None joins it any more. */
  frozenAt?: number;
  /** Of a notice: it is what was beyond the subscription's cap, and counts for none. */
  digest?: true;
  deliveredAt?: number;
  reason?: string;
  test?: true;
  /** The trace in which the event was posted: each attempt is a span of its own in it. */
  traceparent?: string;
  /** Epoch seconds (TTL), set when it ends. */
  expiresAt?: number;
  listKey: string;
  listSort: string;
}
