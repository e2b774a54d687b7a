import type { Facts } from '../../../core/delivery/plan/facts';
import type { DeliveryMessage } from '../../../core/delivery/message';
import { ComeBack } from '../../batch';

/** A message that has to come back, and why. */
export interface Failed {
  message: DeliveryMessage;
  error: unknown;
}

/** What carrying out a plan comes to: the delivery is planned again with more facts, or its message is done with. */
export type Result = { kind: 'goesOn'; facts: Facts } | { kind: 'done' } | ({ kind: 'failed' } & Failed);

export const DONE: Result = { kind: 'done' };

export const goOn = (facts: Facts, learned: Partial<Facts>, now: number): Result => ({
  kind: 'goesOn',
  facts: { ...facts, ...learned, now },
});

export const fail = ({ message }: Pick<Facts, 'message'>, error: unknown): Result => ({
  kind: 'failed',
  message,
  error,
});

/** Nothing is wrong: a row has changed since it was read, or another worker holds the lease. */
export const comeBack = (facts: Pick<Facts, 'message'>): Result => fail(facts, new ComeBack());
