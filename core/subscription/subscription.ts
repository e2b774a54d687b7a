import type { MuteWindow } from '../notice/mute-window';
import type { Destination } from '../destination/destination';

/** An EventBridge event pattern over `{id, type, source, subject, time, data}`, as JSON. */
export type EventPattern = { [key: string]: unknown };

/** A version of Standard Webhooks' signatures: `v1` HMAC-SHA256, `v1a` ed25519. */
export type StandardVersion = 'v1' | 'v1a';

/** How requests are signed (docs/receiving.md has what each receiver checks). */
export type Signature =
  | { scheme: 'standard'; /** `['v1']` if not given. */ versions?: StandardVersion[] }
  | { scheme: 'keywordsai' }
  | { scheme: 'github' }
  | { scheme: 'stripe'; /** `Stripe-Signature` if not given. */ header?: string }
  | CustomSignature;

/** HMAC in a header of the owner's choice; `signed` and `value` are templates (core/delivery/signature/template.ts). */
export interface CustomSignature {
  scheme: 'custom';
  header: string;
  encoding: 'hex' | 'base64';
  /** `sha256` if not given. */
  algorithm?: HmacAlgorithm;
  prefix?: string;
  /** What is signed: `{body}` if not given. */
  signed?: string;
  /** The header's value: `prefix` and `{signature}` if not given. */
  value?: string;
}

export type HmacAlgorithm = 'sha256' | 'sha512';

/** What the body is: our own JSON, or CloudEvents 1.0 in one of its two modes over HTTP. */
export type PayloadFormat = 'tocsin' | 'cloudevents-structured' | 'cloudevents-binary';

/** A signing secret, sealed under the project's data key; `expiresAt` (ms) is set when it was rotated out. */
export interface SealedSecret {
  /** base64 of iv (12) + ciphertext + tag (16), AES-256-GCM, additional data = `project/subscription`. */
  sealed: string;
  createdAt: number;
  expiresAt?: number;
  /** `text`: any text; `ed25519`: a private key `whsk_`. Without it, `whsec_` and base64 of 24 to 64 bytes. */
  kind?: 'text' | 'ed25519';
  /** Of an ed25519 key: what receivers verify with, `whpk_`. */
  publicKey?: string;
}

export interface Subscription {
  id: string;
  project: string;
  name: string;
  /** Exact types, `prefix.*`, or `*`. 1 to 40 of them. */
  eventTypes: string[];
  filter?: EventPattern;
  destination: Destination;
  /** What the other side knows us by, sealed as a signing secret is: Slack's URL, a routing key, an API key. */
  credential?: string;
  /** Of a webhook; `standard` if not given. */
  signature?: Signature;
  /** `tocsin` if not given. */
  format?: PayloadFormat;
  retry?: { scheduleSeconds: number[] };
  timeoutSeconds?: number;
  /** Requests a second at most, 0.01 to 1,000. */
  rateLimit?: { perSecond: number };
  /** The breaker opens after so many failures in a row (1 to 1,000) over at least so many seconds (0 to 86,400). */
  breaker?: { failures: number; seconds: number };
  /** Of slack and email: what agrees in these members of its data is sent in one message. `monitor.id`, 30 if not given. */
  grouping?: { by: string[]; waitSeconds: number };
  /** Of slack and email: messages an hour; what comes beyond is put together. 60 if not given. */
  rateCap?: { perHour: number };
  /** Of people: what still fires is sent again after so long; 0: never. */
  repeatSeconds?: number;
  /** Of people: told only if it still fires after so long. */
  delaySeconds?: number;
  /** ... and that has not come meanwhile. */
  unless?: ('acknowledged' | 'resolved')[];
  /** Of people: when they are not told. */
  muteWindows?: MuteWindow[];
  status: 'enabled' | 'disabled';
  /** Why it is disabled: by a person, because the endpoint answered 410 Gone, or after days of nothing but failure. */
  disabledReason?: 'manual' | 'gone' | 'failing';
  /** When it was last switched on by a person, epoch ms; missing if it never was since it was made. */
  enabledAt?: number;
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
