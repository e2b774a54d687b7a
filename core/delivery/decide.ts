import type { Attempt, DeliveryRow } from './delivery';
import { DEFAULT_SCHEDULE_SECONDS, nextAttemptAt, notBefore } from './schedule';

/** What an attempt came to: the record that the owner sees, and the hint that only the schedule needs. */
export interface AttemptResult {
  attempt: Attempt;
  retryAfter?: string;
  /** Nothing had to be sent. */
  done?: true;
  /** The other side has said that no later attempt can end otherwise. */
  permanent?: true;
}

/** What becomes of a delivery after an attempt. The caller writes it and does what it says, no more. */
export type Decision =
  | { kind: 'delivered' }
  | { kind: 'retry'; nextAt: number }
  /** A probe has failed: the delivery is parked as before, and has used up nothing of its schedule. */
  | { kind: 'park'; notBefore: number }
  /** 410: the endpoint says that it is gone. The subscription is disabled, the delivery kept for its return. */
  | { kind: 'gone' }
  /** A manual try of a row that had ended has failed: it is again what it was. */
  | { kind: 'fallback'; state: 'delivered' | 'dead' }
  | { kind: 'dead'; reason: string };

export interface Policy {
  scheduleSeconds?: readonly number[];
  test?: boolean;
  probe?: boolean;
  /** Epoch ms: no attempt comes later. */
  until?: number;
}

/** Decides by SEMANTICS 2.4. `random` is 0 to 1. */
export function decide(
  row: Pick<DeliveryRow, 'attempt' | 'chainStart' | 'fallback'>,
  result: AttemptResult,
  policy: Policy,
  now: number,
  random: number,
): Decision {
  if (result.done || isSuccess(result.attempt)) return { kind: 'delivered' };
  if (row.fallback) return { kind: 'fallback', state: row.fallback };
  if (policy.test) return { kind: 'dead', reason: 'test_failed' };
  return afterRefusal(result) ?? afterFailure(row, result, policy, now, random);
}

/** What the answer itself settles; undefined if another attempt may end otherwise. */
function afterRefusal({ attempt: { status }, permanent }: AttemptResult): Decision | undefined {
  if (status === 410) return { kind: 'gone' };
  if (status === 413) return { kind: 'dead', reason: 'payload_too_large' };
  return permanent ? { kind: 'dead', reason: 'destination_refused' } : undefined;
}

function afterFailure(
  row: Pick<DeliveryRow, 'attempt' | 'chainStart'>,
  { retryAfter }: AttemptResult,
  policy: Policy,
  now: number,
  random: number,
): Decision {
  if (policy.probe) return { kind: 'park', notBefore: notBefore(retryAfter, now) };
  const nextAt = nextAttemptAt(policy.scheduleSeconds ?? DEFAULT_SCHEDULE_SECONDS, {
    made: row.attempt - row.chainStart + 1,
    now,
    random,
    ...(retryAfter === undefined ? {} : { retryAfter }),
  });
  return nextAt === undefined || nextAt > (policy.until ?? Infinity)
    ? { kind: 'dead', reason: 'attempts_exhausted' }
    : { kind: 'retry', nextAt };
}

/** Only 2xx, and only if the whole answer could be had. */
const isSuccess = (attempt: Attempt): boolean =>
  attempt.error === undefined &&
  attempt.status !== undefined &&
  attempt.status >= 200 &&
  attempt.status < 300;
