import { type Bytes, fromHex, joined, utf8 } from './bytes';
import { type CustomScheme, isCustom, signedTime } from './custom';
import { isHmac, type KeySet, textKey } from './keys';
import {
  bodyBytes,
  header,
  type ReceivedHeaders,
  type ReceivedRequest,
  requiredHeader,
  seconds,
} from './received';
import { isStandard } from './standard';
import { VerificationFailed } from './verification-failed';

export { VerificationFailed };
export type { CustomScheme, KeySet, ReceivedHeaders, ReceivedRequest };

/** The setting `signature` of the subscription. */
export type Scheme =
  | { scheme?: 'standard'; versions?: readonly ('v1' | 'v1a')[] }
  | { scheme: 'github' }
  | { scheme: 'keywordsai' }
  | { scheme: 'stripe'; header?: string }
  | CustomScheme;

export type VerifyOptions = Scheme & {
  /** The secret, or several while one is rotated or several subscriptions send here. Of v1a: `whpk_` or a key set. */
  secret: string | KeySet | readonly (string | KeySet)[];
  /** How much older or newer a request may be than this clock, where the scheme signs the time; 300 if not given. */
  toleranceSeconds?: number;
  /** Epoch ms; the clock of the host if not given. */
  now?: () => number;
};

/** A request that is certainly of the subscription whose secret is known. */
export interface VerifiedWebhook {
  /** The event's id, the same at each attempt: remember it, and do nothing the second time. */
  id: string;
  /** The body. */
  text: string;
  /** The body as JavaScript reads it: integers beyond 2^53 are rounded. */
  json<Body = unknown>(): Body;
}

/** A scheme at work: the time that it signs, if any, and whether one of the secrets made the signature. */
interface Checked {
  sentAt?: number | undefined;
  isGenuine(): Promise<boolean>;
}

/**
 * Takes a request for one of Tocsin, or rejects with `VerificationFailed`. A wrong secret in the options is a
 * `TypeError`. docs/receiving.md describes the schemes.
 */
export async function verify(request: ReceivedRequest, options: VerifyOptions): Promise<VerifiedWebhook> {
  const body = bodyBytes(request.body);
  const { sentAt, isGenuine } = checked(request.headers, body, options);
  const { toleranceSeconds = 300, now = Date.now } = options;
  if (sentAt !== undefined && !(Math.abs(now() / 1_000 - sentAt) <= toleranceSeconds))
    throw new VerificationFailed(
      'too-old',
      `The request was sent more than ${toleranceSeconds} seconds from now`,
    );
  if (!(await isGenuine()))
    throw new VerificationFailed('wrong-signature', 'The signature is not that of the secret and the body');
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(body);
  return {
    id: header(request.headers, 'webhook-id') ?? header(request.headers, 'x-github-delivery') ?? '',
    text,
    json<Body>(): Body {
      const value: unknown = JSON.parse(text);
      return value as Body;
    },
  };
}

function checked(headers: ReceivedHeaders, body: Bytes, options: VerifyOptions): Checked {
  const secrets: (string | KeySet)[] = [options.secret].flat();
  if (secrets.length === 0) throw new TypeError('There must be a secret');
  if (options.scheme === undefined || options.scheme === 'standard') return standard(headers, body, secrets);
  switch (options.scheme) {
    case 'github':
      return github(headers, body, textsOf(secrets));
    case 'keywordsai':
      return keywordsai(headers, body, textsOf(secrets));
    case 'stripe':
      return stripe(headers, body, { name: options.header ?? 'Stripe-Signature', secrets: textsOf(secrets) });
    case 'custom':
      return {
        sentAt: signedTime(options, headers),
        isGenuine: () => isCustom({ headers, body }, options, textsOf(secrets)),
      };
  }
}

function textsOf(secrets: readonly (string | KeySet)[]): string[] {
  return secrets.map((secret) => {
    if (typeof secret === 'string') return secret;
    throw new TypeError('Only the scheme standard has key sets');
  });
}

function standard(headers: ReceivedHeaders, body: Bytes, secrets: (string | KeySet)[]): Checked {
  const id = requiredHeader(headers, 'webhook-id');
  const timestamp = requiredHeader(headers, 'webhook-timestamp');
  const signatures = requiredHeader(headers, 'webhook-signature');
  return {
    sentAt: seconds(timestamp, 'webhook-timestamp'),
    isGenuine: () => isStandard({ id, timestamp, signatures, body }, secrets),
  };
}

function github(headers: ReceivedHeaders, body: Bytes, secrets: string[]): Checked {
  const [, hex] = /^sha256=(.*)$/.exec(requiredHeader(headers, 'x-hub-signature-256')) ?? [];
  if (hex === undefined)
    throw new VerificationFailed(
      'header-malformed',
      'The header x-hub-signature-256 must begin with sha256=',
    );
  return { isGenuine: () => isOneOf(secrets, body, [hex]) };
}

function keywordsai(headers: ReceivedHeaders, body: Bytes, secrets: string[]): Checked {
  const hex = header(headers, 'x-respan-signature') ?? requiredHeader(headers, 'x-keywordsai-signature');
  return { isGenuine: () => isOneOf(secrets, body, [hex]) };
}

function stripe(
  headers: ReceivedHeaders,
  body: Bytes,
  { name, secrets }: { name: string; secrets: string[] },
): Checked {
  const parts = requiredHeader(headers, name)
    .split(',')
    .map((part) => part.split('='));
  const valuesOf = (wanted: string) => parts.filter(([key]) => key === wanted).map(([, value = '']) => value);
  const [time = ''] = valuesOf('t');
  const sentAt = seconds(time, name);
  return {
    sentAt,
    isGenuine: () => isOneOf(secrets, joined(utf8(`${time}.`), body), valuesOf('v1').slice(0, 20)),
  };
}

/** Whether one of these signatures in hex is that of one of the secrets. */
async function isOneOf(secrets: string[], content: Bytes, signatures: string[]): Promise<boolean> {
  for (const secret of secrets)
    for (const hex of signatures) if (await isHmac(textKey(secret), content, fromHex(hex))) return true;
  return false;
}
