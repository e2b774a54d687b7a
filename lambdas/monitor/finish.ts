import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { takeOff } from '../../adapters/aws/alert-rows';
import type { Bus } from '../../adapters/aws/bus';
import type { Alert, Todo } from '../../core/alert/alert';
import { alertEntry } from '../../core/alert/alert-entry';
import type { Monitor } from '../../core/monitor/monitor';
import { logError } from '../log';
import { act, lift, type Agents } from './act';

export interface FinishTools {
  tables: DynamoDBDocumentClient;
  monitoringTable: string;
  bus: Pick<Bus, 'publish'>;
  agents: Agents;
  now: () => number;
}

/**
 * Does what an alert has decided, each at least once and with its effect once, and takes off what is done; what fails is
 * left for the sweep (SEMANTICS 4.2). Without a monitor, if it has been deleted, nothing is done to agents any more.
 */
export async function finish(tools: FinishTools, alert: Alert, monitor: Monitor | undefined): Promise<void> {
  const done = await Promise.all(
    Object.entries(alert.todo).map(async ([name, todo]) => {
      try {
        return (await perform(tools, alert, name, todo, monitor)) ? [name] : [];
      } catch (error) {
        logError('monitor.finish', error, { alert: alert.id, todo: name });
        return [];
      }
    }),
  );
  await takeOff(tools.tables, tools.monitoringTable, alert, done.flat());
}

async function perform(
  { bus, agents, now }: FinishTools,
  alert: Alert,
  name: string,
  todo: Todo,
  monitor: Monitor | undefined,
): Promise<boolean> {
  switch (todo.kind) {
    case 'publish':
      return (await bus.publish([alertEntry(alert, todo, now())])).length === 0;
    case 'act':
      await act(agents, alert, { name, ...todo }, monitor, now());
      return true;
    case 'lift':
      await lift(agents, alert, todo, monitor, now());
      return true;
  }
}
