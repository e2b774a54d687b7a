import { readEndpoint } from '../../../adapters/aws/endpoints';
import { Pauses } from '../../../adapters/aws/pauses';
import type { Admin } from '../admin';

/**
 * A person says that the endpoint is back, or is another one: it is asked by the next sweep, not at the end of an
 * interval that has grown to an hour, nor of a pause that it has asked for. A probe or a success that comes in between
 * is as good.
 */
export async function probeSoon(
  { breakers, tables, subscriptionsTable }: Pick<Admin, 'breakers' | 'tables' | 'subscriptionsTable'>,
  subscription: string,
  now: number,
): Promise<void> {
  const endpoint = await readEndpoint(tables, subscriptionsTable, subscription, now);
  const breaker = endpoint?.breaker;
  if (endpoint?.pause) await new Pauses(tables, subscriptionsTable).end(subscription);
  if (breaker?.state === 'open') await breakers.change(breaker, { dueAt: now, probes: 0 });
}
