import type { DeliveryRow } from './delivery';

/**
 * A claim of attempt n was refused because of `row` (SEMANTICS 2.2): an active lease on n means that somebody
 * is at it and may yet crash, so the message has to come back; everything else means that it has nothing to do.
 */
export function refusedClaim(
  row: Pick<DeliveryRow, 'state' | 'attempt'> | undefined,
  n: number,
): 'busy' | 'stale' {
  return row?.state === 'leased' && row.attempt === n ? 'busy' : 'stale';
}
