/** An EventBridge event pattern over `{id, type, source, subject, time, data}`, as JSON. */
export type EventPattern = { [key: string]: unknown };

export interface WebhookDestination {
  kind: 'webhook';
  url: string;
  headers?: Record<string, string>;
}

/** A signing secret, sealed under the project's data key; `expiresAt` (ms) is set when it was rotated out. */
export interface SealedSecret {
  /** base64 of iv (12) + ciphertext + tag (16), AES-256-GCM, additional data = `project/subscription`. */
  sealed: string;
  createdAt: number;
  expiresAt?: number;
}

export interface Subscription {
  id: string;
  project: string;
  name: string;
  /** Exact types, `prefix.*`, or `*`. 1 to 40 of them. */
  eventTypes: string[];
  filter?: EventPattern;
  destination: WebhookDestination;
  signature: { scheme: 'standard' };
  retry?: { scheduleSeconds: number[] };
  timeoutSeconds?: number;
  status: 'enabled' | 'disabled';
  /** Why it is disabled: by a person, or because the endpoint answered 410 Gone. */
  disabledReason?: 'manual' | 'gone';
  /** Current first. */
  secrets: SealedSecret[];
  createdAt: number;
  updatedAt: number;
  /** Grows with every change of this subscription. */
  revision: number;
}

/** What `route` needs of a subscription; one row for each of its event types. */
export interface MatchRow {
  subscription: string;
  eventType: string;
  filter?: EventPattern;
  status: 'enabled' | 'disabled';
}
