import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { AgentChanges } from '../../adapters/aws/agent-changes';
import type { Bus } from '../../adapters/aws/bus';
import { GroupRows } from '../../adapters/aws/group-rows';
import { Watches } from '../../adapters/aws/watches';
import type { EvaluateTools } from './evaluate';
import { RememberedPlaces } from './place-book';

export interface Parts {
  tables: DynamoDBDocumentClient;
  subscriptionsTable: string;
  monitoringTable: string;
  /** Where promised events stand until the sweep publishes them. */
  outboxTable: string;
  bus: Pick<Bus, 'publish'>;
  now: () => number;
  random: () => number;
}

/** What looking at groups takes, and knowing where they count. */
export function evaluateTools(
  parts: Parts,
): EvaluateTools & { places: RememberedPlaces; watches: Watches; agents: AgentChanges } {
  const { tables, monitoringTable, now, random } = parts;
  const groups = new GroupRows(tables, monitoringTable, random);
  return {
    ...parts,
    groups,
    agents: new AgentChanges(tables, parts, parts.bus, random),
    places: new RememberedPlaces(groups, now),
    watches: new Watches(tables, parts.subscriptionsTable),
  };
}
