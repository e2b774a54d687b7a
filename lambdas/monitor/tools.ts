import { Counting } from '../../adapters/aws/counting';
import { Ticks } from '../../adapters/aws/ticks';
import { evaluateTools, type Parts } from './evaluate-tools';
import type { MonitorTools } from './monitor-batch';
import { Watchers } from './watchers';

/** What the monitor function works with. */
export function monitorTools(parts: Parts): MonitorTools {
  const tools = evaluateTools(parts);
  const { tables, monitoringTable, now, random } = parts;
  return {
    ...tools,
    watchers: new Watchers(tools.watches, now),
    counting: new Counting(tables, monitoringTable, tools.places, random),
    ticks: new Ticks(tables, monitoringTable),
  };
}
