import { getRow } from '../../adapters/aws/read';
import type { Alert } from '../../core/alert/alert';
import { finish } from '../monitor/finish';
import type { GroupTools } from './groups';

/** An alert of which something is still to be done: the worker that wrote it did not come to the end (SEMANTICS 4.2). */
export async function sweepAlert(tools: GroupTools, key: { pk: string; sk: string }): Promise<void> {
  const alert = await getRow<Alert>(tools.tables, tools.monitoringTable, key, tools.now());
  if (alert) await finish(tools, alert, await tools.watches.get(alert.monitor.id, tools.now()));
}
