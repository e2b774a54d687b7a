import type { Slot } from './rate-limit';

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

/** What a row has whatever its state. Identity: `deliveryId(project, event, subscription)`. */
export interface Lasting {
  id: string;
  project: string;
  event: string;
  subscription: string;
  type: string;
  acceptedAt: number;
  test?: true;
  /** The trace in which the event was posted: each attempt is a span of its own in it. */
  traceparent?: string;
  listKey: string;
  listSort: string;
  /** Number of the attempt in progress or next to make. Grows with a result, never with a claim (2.2). */
  attempt: number;
  /** The attempt number at which the present chain of retries began (1, or later after a replay). */
  chainStart: number;
  attempts: Attempt[];
  /** When it was last delivered, epoch ms. */
  deliveredAt?: number;
  /** The notice that tells of it, or has told, together with others (SEMANTICS 6.2): their result is its own. */
  notice?: string;
  /** Of a notice: when its members were counted, epoch ms. None joins it any more. */
  frozenAt?: number;
  /** Of a notice: it is what was beyond the subscription's cap, and counts for none. */
  digest?: true;
}

/** The key of the due index: one of its 16 shards, or for parked rows one of the 8 of their subscription. */
interface Due {
  dueShard: string;
  /** Epoch ms. */
  dueAt: number;
}

interface Turn {
  /** Epoch ms of the next attempt. */
  nextAt: number;
  /** Its turn under the subscription's rate limit, while it waits for that. */
  slot?: Slot;
}

interface Body {
  /** Compressed body (base64), so that it outlives the event (SEMANTICS 2.7). */
  z: string;
}

interface Replayed {
  /** A manual try of a row that had ended: what it is again if the try fails, so that no chain begins (2.8). */
  fallback?: 'delivered' | 'dead';
}

export interface Ended {
  /** Epoch seconds (TTL). */
  expiresAt: number;
}

/** What a delivery's row holds only in a state (SEMANTICS 2.9). */
export interface States {
  /** Requeued by a replay, a job or a probe. A new delivery whose message is in the queue has no row yet. */
  queued: Due & Partial<Body> & Replayed;
  /** `leaseUntil` (epoch ms) is also the fencing token of the result. A retry stays in the due index meanwhile. */
  leased: { leaseUntil: number } & Partial<Turn & Due & Body> & Replayed;
  /** A notice has its body once it is frozen. */
  waiting: Turn & Due & Partial<Body> & Replayed;
  parked: Due & Body & Replayed;
  held: Body & Replayed;
  grouped: Due & Body & Replayed;
  delivered: Ended;
  dead: Ended & Partial<Body> & { reason?: string };
  withheld: Ended & { reason: string };
  discarded: Ended & { reason: string };
}

export type DeliveryState = keyof States;

/** A member of any state. */
export type Member = { [S in DeliveryState]: keyof States[S] }[DeliveryState];

/** The row of a delivery in one state. Members of other states may be read, and are undefined. */
export type InState<S extends DeliveryState> = Lasting & { state: S } & States[S] & {
    [M in Exclude<Member, keyof States[S]>]?: undefined;
  };

/** The row of one event on its way to one subscription. */
export type DeliveryRow = { [S in DeliveryState]: InState<S> }[DeliveryState];
