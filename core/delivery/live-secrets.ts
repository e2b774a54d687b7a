import type { SealedSecret } from '../subscription/subscription';

/** The secrets to sign with at `now`: the current one first, then those that are rotated out but not yet over. */
export const liveSecrets = (secrets: readonly SealedSecret[], now: number): SealedSecret[] =>
  secrets.filter(({ expiresAt }) => expiresAt === undefined || expiresAt > now);
