import type { Template } from 'aws-cdk-lib/assertions';

/**
 * By logical id: its type, the properties by whose change CloudFormation replaces it (null where the template has
 * none), and the indexes of a table.
 */
export type Stateful = Record<string, Record<string, unknown>>;

interface Resource {
  Type: string;
  Properties?: Record<string, unknown>;
}

interface Table {
  AttributeDefinitions: { AttributeName: string; AttributeType: string }[];
  GlobalSecondaryIndexes?: { IndexName: string; KeySchema: unknown; Projection: unknown }[];
}

/** What holds data, or is known outside. */
const REPLACED_BY: Record<string, string[]> = {
  'AWS::DynamoDB::GlobalTable': ['KeySchema', 'TableName', 'LocalSecondaryIndexes'],
  'AWS::KMS::Key': ['KeySpec', 'KeyUsage', 'MultiRegion', 'Origin'],
  'AWS::SecretsManager::Secret': ['Name'],
  'AWS::SQS::Queue': ['QueueName', 'FifoQueue'],
  'AWS::Events::EventBus': ['Name'],
  'AWS::Logs::LogGroup': ['LogGroupName'],
  'AWS::ApiGatewayV2::Api': ['ProtocolType'],
  'AWS::ApiGatewayV2::DomainName': ['DomainName'],
  'AWS::SES::EmailIdentity': ['EmailIdentity'],
};

/** The same for every stage, so that the name of the bus has `<stage>` in it. */
export function statefulResources(template: Template): Stateful {
  const { Resources } = template.toJSON() as { Resources: Record<string, Resource> };
  const stateful = Object.entries(Resources).filter(([, { Type }]) => Type in REPLACED_BY);
  const named = JSON.stringify(Object.fromEntries(stateful.map(([id, each]) => [id, fixed(each)])));
  return JSON.parse(named.replace(/Tocsin(dev|prod)Bus[0-9A-F]{8}/, 'Tocsin<stage>Bus')) as Stateful;
}

function fixed({ Type, Properties = {} }: Resource): Record<string, unknown> {
  const properties = (REPLACED_BY[Type] ?? []).map((each) => [each, Properties[each] ?? null] as const);
  const table = Type === 'AWS::DynamoDB::GlobalTable' && (Properties as unknown as Table);
  return { Type, ...Object.fromEntries<unknown>(properties), ...(table && attributesAndIndexes(table)) };
}

const attributesAndIndexes = ({ AttributeDefinitions, GlobalSecondaryIndexes = [] }: Table) => ({
  AttributeDefinitions: Object.fromEntries(
    AttributeDefinitions.map(({ AttributeName, AttributeType }) => [AttributeName, AttributeType]),
  ),
  ...Object.fromEntries(
    GlobalSecondaryIndexes.map(({ IndexName, ...index }) => [`index ${IndexName}`, index]),
  ),
});
