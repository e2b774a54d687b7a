import { deliveryKey } from '../../../adapters/aws/keys';
import { getRows } from '../../../adapters/aws/read';
import type { DeliveryRow } from '../../../core/delivery/delivery';
import type { JobTools } from './tools';

/** How many of these deliveries have still to get through the queue: `deliver` has not looked at them yet. */
export async function inLine(
  ids: readonly string[],
  { redeliveries: { tables, table } }: JobTools,
  nowMs: number,
): Promise<number> {
  const rows = await getRows<Pick<DeliveryRow, 'id' | 'state'>>(tables, table, ids.map(deliveryKey), nowMs, [
    'id',
    'state',
  ]);
  const gone = rows.filter(({ state }) => state !== 'queued');
  return ids.length - gone.length;
}
