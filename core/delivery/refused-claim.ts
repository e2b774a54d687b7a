import type { DeliveryRow } from './delivery';

/**
 * A claim of attempt n was refused because of `row` (SEMANTICS 2.2). An active lease on n belongs to a worker that may
 * still crash, so the message has to come back. In all other cases nothing is left to do.
 */
export function refusedClaim(
  row: Pick<DeliveryRow, 'state' | 'attempt'> | undefined,
  n: number,
): 'busy' | 'stale' {
  return row?.state === 'leased' && row.attempt === n ? 'busy' : 'stale';
}
