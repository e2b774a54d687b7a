import type { PendingDelivery } from '../pending-delivery';
import type { StoredBody } from '../stored-body';
import type { Facts } from './facts';
import type { Plan } from './plan-kinds';

/**
 * Plans what needs the row of a delivery. Undefined, so that it is attempted, if its body is gone: the attempt finds that
 * out under a lease.
 */
export function onceLoaded(
  { message, stored }: Facts,
  step: (pending: PendingDelivery, body: StoredBody) => Plan | undefined,
): Plan | undefined {
  if (!stored) return { do: 'load' };
  const { row, standing, body } = stored;
  if (standing === 'busy') return { do: 'comeBack' };
  if (standing === 'stale') return { do: 'forget', outcome: 'stale' };
  return body && step({ message, row, z: body.z }, body);
}
