import { liveSecrets } from '../delivery/live-secrets';
import type { SealedSecret } from '../subscription/subscription';

/** A generated signing secret is as long as its hash (RFC 2104, section 3). */
export const GENERATED_SECRET_BYTES = 32;

/** A receiver tries every signature in the header, so their number is bounded. */
export const MAX_LIVE_SECRETS = 10;

/**
 * The list after a rotation, current first. The secret that was current signs along for `overlapSeconds`;
 * those rotated out before keep their own ends. Undefined if more than ten would be live.
 */
export function rotated(
  secrets: SealedSecret[],
  next: SealedSecret,
  nowMs: number,
  overlapSeconds: number,
): SealedSecret[] | undefined {
  const end = nowMs + overlapSeconds * 1000;
  const older = secrets.map((secret) => ({ ...secret, expiresAt: secret.expiresAt ?? end }));
  const all = [next, ...liveSecrets(older, nowMs)];
  return all.length > MAX_LIVE_SECRETS ? undefined : all;
}
