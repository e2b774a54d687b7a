import type { DeliveryRow } from './delivery';

/**
 * The state of a delivery that is to be put off before its attempt. `absent`: it has no row yet, or one that has
 * expired (SEMANTICS 2.7); `ready`: no worker holds its lease; `busy`: a worker does, and may still crash; `stale`: it
 * has ended, or another attempt is its next.
 */
export type Standing = 'absent' | 'ready' | 'busy' | 'stale';

type Seen = Pick<DeliveryRow, 'state' | 'attempt' | 'leaseUntil' | 'expiresAt'>;

export function standingOf(row: Seen | undefined, attempt: number, now: number): Standing {
  if (!row || (row.expiresAt ?? Infinity) < Math.floor(now / 1_000))
    return attempt === 1 ? 'absent' : 'stale';
  if (row.attempt !== attempt) return 'stale';
  if (row.state === 'waiting' || row.state === 'queued') return 'ready';
  if (row.state !== 'leased') return 'stale';
  return (row.leaseUntil ?? 0) < now ? 'ready' : 'busy';
}
