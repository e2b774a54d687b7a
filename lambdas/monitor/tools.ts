import { Counting } from '../../adapters/aws/counting';
import { Prices } from '../../adapters/aws/prices';
import { Ticks } from '../../adapters/aws/ticks';
import { ToldCosts } from '../../adapters/aws/told-costs';
import { loadUncounted } from '../../adapters/aws/uncounted';
import type { Monitor } from '../../core/monitor/monitor';
import { evaluateTools, type Parts } from './evaluate-tools';
import type { MonitorTools } from './monitor-batch';
import { UnknownCosts } from './unknown-costs';
import { Watchers } from './watchers';

/** What the monitor function works with. */
export function monitorTools(parts: Parts): MonitorTools {
  const tools = evaluateTools(parts);
  const { tables, monitoringTable, now, random } = parts;
  const load = ({ id, generation }: Monitor) => loadUncounted(tables, monitoringTable, id, generation, now());
  return {
    ...tools,
    watchers: new Watchers(tools.watches, new Prices(tables, parts.subscriptionsTable), now),
    unknownCosts: new UnknownCosts(load, new ToldCosts(tables, parts, random), now),
    counting: new Counting(tables, monitoringTable, tools.places, random),
    ticks: new Ticks(tables, monitoringTable),
  };
}
