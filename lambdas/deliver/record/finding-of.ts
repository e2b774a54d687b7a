import type { Finding } from '../../../core/delivery/breaker';
import type { Recorded } from './record-types';

/** What an attempt says about its endpoint. */
export function findingOf(
  verdict: Finding['verdict'],
  delivery: string,
  { status, error }: Pick<Recorded, 'status' | 'error'>,
  at: number,
): Finding {
  if (verdict !== 'failed') return { verdict };
  return {
    verdict,
    error: { delivery, at, ...(status !== undefined && { status }), ...(error !== undefined && { error }) },
  };
}
