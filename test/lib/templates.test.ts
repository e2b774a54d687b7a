import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { STAGES } from '../../lib/stage';
import { templateOf } from './synthesized';

interface Resource {
  Type: string;
  Properties?: Record<string, unknown>;
  DeletionPolicy?: string;
  UpdateReplacePolicy?: string;
}

/** What holds data, or is known outside: types, and the properties by whose change CloudFormation replaces it. */
const STATEFUL: Record<string, string[]> = {
  'AWS::DynamoDB::GlobalTable': ['KeySchema', 'TableName', 'LocalSecondaryIndexes'],
  'AWS::KMS::Key': ['KeySpec', 'KeyUsage', 'MultiRegion', 'Origin'],
  'AWS::SecretsManager::Secret': ['Name'],
  'AWS::SQS::Queue': ['QueueName', 'FifoQueue'],
  'AWS::Events::EventBus': ['Name'],
  'AWS::ApiGatewayV2::Api': ['ProtocolType'],
  'AWS::SES::EmailIdentity': ['EmailIdentity'],
};

/** Of what is in production already: each line may be added to, none may change. */
const DEPLOYED = JSON.parse(readFileSync(join(__dirname, 'stateful.json'), 'utf8')) as Record<
  string,
  unknown
>;

describe.each(STAGES.map(({ name }) => name))('stage %s', (name) => {
  const stage = STAGES.find((each) => each.name === name);
  const template = templateOf({ ...(stage ?? STAGES[0]!), mailFrom: 'alerts@example.com' });
  const { Resources } = template.toJSON() as { Resources: Record<string, Resource> };

  it('is what was reviewed', () => {
    expect(template.toJSON()).toMatchSnapshot();
  });

  it('replaces nothing that holds data', () => {
    const stateful = Object.entries(Resources)
      .filter(([, { Type }]) => Type in STATEFUL)
      .map(([id, { Type, Properties = {} }]): [string, Record<string, unknown>] => {
        const fixed = (STATEFUL[Type] ?? []).filter((property) => Properties[property] !== undefined);
        const indexes = (Properties['GlobalSecondaryIndexes'] ?? []) as {
          IndexName: string;
          KeySchema: unknown;
        }[];
        const keys = indexes.map(({ IndexName, KeySchema }): [string, unknown] => [
          `index ${IndexName}`,
          KeySchema,
        ]);
        return [
          id,
          {
            Type,
            ...Object.fromEntries<unknown>([
              ...fixed.map((each): [string, unknown] => [each, Properties[each]]),
              ...keys,
            ]),
          },
        ];
      });
    const named = JSON.stringify(Object.fromEntries(stateful)).replace(
      /Tocsin(dev|prod)Bus[0-9A-F]{8}/,
      'Tocsin<stage>Bus',
    );
    expect(JSON.parse(named)).toEqual(DEPLOYED);
  });

  it('keeps what holds data in prod, and leaves nothing of dev behind', () => {
    const policy = name === 'prod' ? 'Retain' : 'Delete';
    for (const [, resource] of Object.entries(Resources).filter(([, { Type }]) =>
      /GlobalTable|KMS::Key|Secret$|LogGroup/.test(Type),
    )) {
      expect(resource).toMatchObject({ DeletionPolicy: policy, UpdateReplacePolicy: policy });
    }
  });
});
