import type { WebhookDestination } from '../destination/destination';
import type { Subscription } from '../subscription/subscription';
import { payload } from './payload';
import { pythonJson } from './python-json';
import { signatureHeaders } from './signature/signature-headers';
import type { SigningSecret } from './signature/signing-secret';

/** One attempt of a delivery. */
export interface Attempted {
  /** The event's id; it is constant over attempts (SEMANTICS 2.1). */
  id: string;
  type: string;
  /** The stored body of the event. */
  body: string;
  /** When this attempt begins, epoch ms. */
  at: number;
  /** Live ones, current first. */
  secrets: readonly SigningSecret[];
  version: string;
  /** Somebody tries out whether it arrives. */
  test?: boolean;
  /** The trace that the attempt is a span of. */
  traceparent?: string | undefined;
}

export interface WebhookRequest {
  headers: Record<string, string>;
  /** Byte for byte what was signed. */
  body: string;
}

/** What is posted to a subscription's endpoint: the event in its format, signed by its scheme. */
export function webhookRequest(
  {
    signature = { scheme: 'standard' },
    format = 'tocsin',
    destination,
  }: Pick<Subscription, 'signature' | 'format'> & { destination: WebhookDestination },
  { id, type, body: stored, at, secrets, version, test, traceparent }: Attempted,
): WebhookRequest {
  const made = payload(format, stored);
  const body = signature.scheme === 'keywordsai' && made.body !== '' ? pythonJson(made.body) : made.body;
  const timestamp = Math.floor(at / 1_000);
  const ours = {
    ...made.headers,
    'user-agent': `Tocsin/${version}`,
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    ...(test && { 'webhook-test': 'true' }),
    ...(traceparent === undefined ? {} : { traceparent }),
    ...signatureHeaders(signature, { id, type, timestamp, body, secrets }),
  };
  return { headers: { ...others(destination.headers ?? {}, Object.keys(ours)), ...ours }, body };
}

/** Names of headers know no letter case: `Webhook-Id` beside `webhook-id` would be sent twice, or win. */
function others(headers: Readonly<Record<string, string>>, ours: string[]): Record<string, string> {
  const taken = new Set(ours.map((name) => name.toLowerCase()));
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !taken.has(name.toLowerCase())));
}
