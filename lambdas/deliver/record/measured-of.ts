import type { Measured } from '../../metrics';
import type { Recorded } from './record-types';

/** What is counted of one delivery that was taken up: an attempt only if one was made. */
export function measuredOf(
  { outcome, durationMs, error }: Omit<Recorded, 'verdict'>,
  sinceAcceptedMs: number,
): Measured {
  return {
    ...(typeof durationMs === 'number' && {
      Attempts: 1,
      AttemptDuration: durationMs,
      AttemptsFailed: error === undefined ? 0 : 1,
    }),
    ...(outcome === 'delivered' && { DeliveryDelay: Math.max(0, sinceAcceptedMs) }),
    ...(outcome === 'dead' && { DeadLetters: 1 }),
  };
}
