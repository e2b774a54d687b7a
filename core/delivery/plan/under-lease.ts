import type { DeliveryRow } from '../delivery';
import type { StoredBody } from '../stored-body';
import type { EndpointState } from './facts';
import type { LeasePlan } from './plan-kinds';

/** A delivery that this worker has claimed. `endpoint` and `body` are read after the claim; undefined if there is none. */
export interface Lease<Endpoint extends EndpointState = EndpointState> {
  row: Pick<DeliveryRow, 'fallback' | 'test'>;
  endpoint: Endpoint | undefined;
  body: StoredBody | undefined;
}

/** What becomes of a delivery that this worker has claimed. */
export function planUnderLease<Endpoint extends EndpointState>({
  row,
  endpoint,
  body,
}: Lease<Endpoint>): LeasePlan<Endpoint> {
  const isDisabled = endpoint?.subscription.status === 'disabled' && !row.test;
  if (row.fallback && (!endpoint || isDisabled || !body)) return { do: 'fallBack', state: row.fallback };
  if (!endpoint) return { do: 'discard', reason: 'subscription_deleted' };
  if (!body) return { do: 'giveUp', reason: 'event_expired' };
  return isDisabled ? { do: 'hold', body } : { do: 'attempt', endpoint, body };
}
