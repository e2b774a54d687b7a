import { liveSecrets } from '../delivery/live-secrets';
import { secretBytes } from '../delivery/signature/signing-secret';
import type { SealedSecret, Signature } from '../subscription/subscription';

/** A generated signing secret is as long as its hash (RFC 2104, section 3); so is the seed of an ed25519 key. */
export const GENERATED_SECRET_BYTES = 32;

/** A receiver tries every signature in the header, so the number of each kind is bounded. */
export const MAX_LIVE_SECRETS = 10;

/** `secret`: shared with the receiver; `keyPair`: ed25519, of which the receiver has the public half. */
type Need = 'secret' | 'keyPair';

const needOf = ({ kind }: Pick<SealedSecret, 'kind'>): Need => (kind === 'ed25519' ? 'keyPair' : 'secret');

/** What a scheme signs with. */
export function needs(signature: Signature): Need[] {
  if (signature.scheme !== 'standard') return ['secret'];
  const { versions = ['v1'] } = signature;
  return versions.map((version) => (version === 'v1' ? 'secret' : 'keyPair'));
}

/** What a given secret is kept as; in `text` it is used as it is written, letter by letter. */
export const kindOf = (secret: string): Pick<SealedSecret, 'kind'> =>
  secretBytes(secret) ? {} : { kind: 'text' };

/** Why a secret cannot be used by a scheme; undefined if it can. */
export function secretProblem(secret: string, signature: Signature): string | undefined {
  if (!needs(signature).includes('secret'))
    return 'cannot be given for v1a alone: its key pair is made here, and receivers need the public key only';
  return signature.scheme === 'standard' && !secretBytes(secret)
    ? 'must be whsec_ and base64 (RFC 4648, with its padding) of 24 to 64 bytes for the scheme "standard"'
    : undefined;
}

/** Those that a scheme can sign with; the others are of no more use and go. */
export const usable = (secrets: readonly SealedSecret[], signature: Signature): SealedSecret[] =>
  secrets.filter(
    (secret) =>
      needs(signature).includes(needOf(secret)) &&
      !(secret.kind === 'text' && signature.scheme === 'standard'),
  );

/** What a scheme needs and has no current one of. */
export const missing = (secrets: readonly SealedSecret[], signature: Signature): Need[] => {
  const current = usable(secrets, signature).filter(({ expiresAt }) => expiresAt === undefined);
  return needs(signature).filter((need) => !current.some((secret) => needOf(secret) === need));
};

/**
 * The list after a rotation, current ones first. Those that were current sign along for `overlapSeconds`; those
 * rotated out before keep their own ends. Undefined if more than ten of a kind would be live.
 */
export function rotated(
  secrets: readonly SealedSecret[],
  next: readonly SealedSecret[],
  nowMs: number,
  overlapSeconds: number,
): SealedSecret[] | undefined {
  const end = nowMs + overlapSeconds * 1000;
  const older = secrets.map((secret) => ({ ...secret, expiresAt: secret.expiresAt ?? end }));
  const all = [...next, ...liveSecrets(older, nowMs)];
  const keyPairs = all.filter((secret) => needOf(secret) === 'keyPair').length;
  return Math.max(keyPairs, all.length - keyPairs) > MAX_LIVE_SECRETS ? undefined : all;
}
