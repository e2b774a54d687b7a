import { signStandard } from './signature';

export interface SignedRequest {
  /** The event's id; it is constant over attempts (SEMANTICS 2.1). */
  id: string;
  /** When this attempt begins, epoch ms. */
  at: number;
  body: string;
  /** Current first. */
  secrets: readonly string[];
  /** The subscription's own headers; ours win. */
  headers?: Readonly<Record<string, string>>;
  version: string;
}

/** The headers of a Standard Webhooks request. */
export function webhookHeaders({
  id,
  at,
  body,
  secrets,
  headers,
  version,
}: SignedRequest): Record<string, string> {
  const timestamp = Math.floor(at / 1_000);
  const ours = {
    'content-type': 'application/json',
    'user-agent': `Tocsin/${version}`,
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': signStandard(secrets, id, timestamp, body),
  };
  // Names of headers know no letter case: `Webhook-Id` beside `webhook-id` would be sent twice, or win.
  const theirs = Object.entries(headers ?? {}).filter(([name]) => !Object.hasOwn(ours, name.toLowerCase()));
  return { ...Object.fromEntries(theirs), ...ours };
}
