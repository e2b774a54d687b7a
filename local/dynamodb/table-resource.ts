import { z } from 'zod';
import type { ResourceType } from '../template/resource';
import { tableArn } from './catalogue';
import { createTable } from './create-table';

const KEY_SCHEMA = z
  .array(z.object({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) }))
  .min(1);

const BILLING = z.unknown();

/** Strict: a property that is not named here stops the start. */
const PROPERTIES = z.object({
  TableName: z.string().optional(),
  KeySchema: KEY_SCHEMA,
  AttributeDefinitions: z.array(
    z.strictObject({ AttributeName: z.string(), AttributeType: z.enum(['S', 'N', 'B']) }),
  ),
  GlobalSecondaryIndexes: z
    .array(
      z.strictObject({
        IndexName: z.string(),
        KeySchema: KEY_SCHEMA,
        Projection: z.strictObject({
          ProjectionType: z.enum(['ALL', 'KEYS_ONLY', 'INCLUDE']).default('ALL'),
          NonKeyAttributes: z.array(z.string()).optional().default([]),
        }),
        ReadProvisionedThroughputSettings: BILLING.optional(),
        WriteProvisionedThroughputSettings: BILLING.optional(),
        ReadOnDemandThroughputSettings: BILLING.optional(),
        WriteOnDemandThroughputSettings: BILLING.optional(),
        WarmThroughput: BILLING.optional(),
      }),
    )
    .default([]),
  TimeToLiveSpecification: z
    .strictObject({ AttributeName: z.string().optional(), Enabled: z.boolean() })
    .optional(),
  Replicas: z
    .array(
      z.strictObject({
        Region: z.string(),
        ContributorInsightsSpecification: z.unknown().optional(),
        DeletionProtectionEnabled: z.unknown().optional(),
        GlobalSecondaryIndexes: z.unknown().optional(),
        PointInTimeRecoverySpecification: z.unknown().optional(),
        ReadOnDemandThroughputSettings: BILLING.optional(),
        ReadProvisionedThroughputSettings: BILLING.optional(),
        SSESpecification: z.unknown().optional(),
        TableClass: z.unknown().optional(),
        Tags: z.unknown().optional(),
      }),
    )
    .length(1, 'a table has exactly one replica locally'),
});

/** `AWS::DynamoDB::GlobalTable` with its one replica in the local region. */
export const globalTable: ResourceType = {
  type: 'AWS::DynamoDB::GlobalTable',
  properties: [
    'TableName',
    'KeySchema',
    'AttributeDefinitions',
    'GlobalSecondaryIndexes',
    'TimeToLiveSpecification',
    'Replicas',
  ],
  inert: {
    BillingMode: 'nothing is billed, and no throughput is provisioned',
    ReadOnDemandThroughputSettings: 'there is no throughput limit',
    ReadProvisionedThroughputSettings: 'there is no throughput limit',
    WriteOnDemandThroughputSettings: 'there is no throughput limit',
    WriteProvisionedThroughputSettings: 'there is no throughput limit',
    WarmThroughput: 'there is no throughput limit',
    SSESpecification: 'the state file is not encrypted',
  },
  make(declared, local) {
    const parsed = PROPERTIES.safeParse(declared.properties);
    if (!parsed.success) throw new Error(`${declared.logicalId}: ${z.prettifyError(parsed.error)}`);
    const { data } = parsed;
    const region = data.Replicas[0]?.Region;
    if (region !== local.region) {
      throw new Error(`${declared.logicalId}: a replica in ${region} is not supported locally`);
    }
    const ttl = data.TimeToLiveSpecification;
    const table = createTable(local, {
      name: data.TableName ?? declared.physicalName,
      keySchema: data.KeySchema,
      attributeDefinitions: data.AttributeDefinitions,
      indexes: data.GlobalSecondaryIndexes,
      ...(ttl?.Enabled && ttl.AttributeName !== undefined && { ttlAttribute: ttl.AttributeName }),
    });
    return { ref: table.name, attributes: { Arn: tableArn(local, table.name), TableId: table.tableId } };
  },
};
