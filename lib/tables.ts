import { AttributeType, Billing, ProjectionType, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import type { Stage } from './stage';

export const TABLE_NAMES = ['subscriptions', 'events', 'deliveries', 'monitoring'] as const;
export type TableName = (typeof TABLE_NAMES)[number];
export type IndexName = 'due' | 'list';
export type Tables = Record<TableName, TableV2>;

/**
 * What each index answers without a read of the table. A projection cannot change in place, so it holds
 * what the sweep needs to claim a row and what lists filter by. Keys are projected anyway.
 */
const PROJECTED = {
  due: ['id', 'project', 'event', 'subscription', 'type', 'attempt', 'nextAt', 'state', 'acceptedAt', 'kind'],
  list: [
    'id',
    'project',
    'type',
    'source',
    'subject',
    'state',
    'subscription',
    'event',
    'acceptedAt',
    'status',
  ],
};

/** The same for `monitoring`, whose rows belong to a monitor and a group of it. */
const PROJECTED_MONITORING = {
  due: [
    'id',
    'project',
    'kind',
    'monitor',
    'group',
    'state',
    'version',
    'subscription',
    'generation',
    'nextAt',
  ],
  list: ['id', 'project', 'kind', 'monitor', 'group', 'status', 'severity', 'source', 'subscription', 'name'],
};

/** The four tables; docs/data.md lists what is read and written by which key. */
export function createTables(scope: Construct, stage: Stage): Tables {
  return {
    subscriptions: createTable(scope, 'Subscriptions', stage, PROJECTED),
    events: createTable(scope, 'Events', stage, PROJECTED),
    deliveries: createTable(scope, 'Deliveries', stage, PROJECTED),
    monitoring: createTable(scope, 'Monitoring', stage, PROJECTED_MONITORING),
  };
}

/**
 * Both indexes are sparse and stand in every table from the first day, since CloudFormation creates
 * or deletes only one index of a table in one update.
 */
function createTable(scope: Construct, id: string, stage: Stage, projected: typeof PROJECTED): TableV2 {
  return new TableV2(scope, id, {
    partitionKey: { name: 'pk', type: AttributeType.STRING },
    sortKey: { name: 'sk', type: AttributeType.STRING },
    billing: Billing.onDemand(),
    timeToLiveAttribute: 'expiresAt',
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    deletionProtection: stage.deletionProtection,
    removalPolicy: stage.removalPolicy,
    globalSecondaryIndexes: [
      {
        indexName: 'due',
        partitionKey: { name: 'dueShard', type: AttributeType.STRING },
        sortKey: { name: 'dueAt', type: AttributeType.NUMBER },
        projectionType: ProjectionType.INCLUDE,
        nonKeyAttributes: projected.due,
      },
      {
        indexName: 'list',
        partitionKey: { name: 'listKey', type: AttributeType.STRING },
        sortKey: { name: 'listSort', type: AttributeType.STRING },
        projectionType: ProjectionType.INCLUDE,
        nonKeyAttributes: projected.list,
      },
    ],
  });
}
