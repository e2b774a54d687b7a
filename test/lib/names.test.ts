import { resources, templateOf } from './synthesized';

/** Properties by which a template could fix the name of something in the account. */
const PHYSICAL_NAMES: Record<string, string> = {
  'AWS::ApiGatewayV2::Api': 'Name',
  'AWS::CloudWatch::Alarm': 'AlarmName',
  'AWS::CloudWatch::Dashboard': 'DashboardName',
  'AWS::DynamoDB::GlobalTable': 'TableName',
  'AWS::Events::EventBus': 'Name',
  'AWS::Events::Rule': 'Name',
  'AWS::IAM::Role': 'RoleName',
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::SQS::Queue': 'QueueName',
  'AWS::SecretsManager::Secret': 'Name',
};

/** Types whose names live inside a resource of the stack, or that have none. */
const NAMELESS = [
  'AWS::ApiGatewayV2::Authorizer',
  'AWS::ApiGatewayV2::Integration',
  'AWS::ApiGatewayV2::Route',
  'AWS::ApiGatewayV2::Stage',
  'AWS::IAM::Policy',
  'AWS::KMS::Key',
  'AWS::Lambda::EventInvokeConfig',
  'AWS::Lambda::EventSourceMapping',
  'AWS::Lambda::Permission',
  'AWS::SQS::QueuePolicy',
];

const dev = templateOf('dev');
const prod = templateOf('prod');
const namesIn = (template: typeof dev): string[] =>
  Object.entries(PHYSICAL_NAMES).flatMap(([type, property]) =>
    resources(template, type).flatMap(
      ([, { Properties }]) => (Properties?.[property] as string | undefined) ?? [],
    ),
  );

describe('two stages in one account', () => {
  it('have only types whose names are known here', () => {
    const all = (prod.toJSON() as { Resources: Record<string, { Type: string }> }).Resources;
    const types = [...new Set(Object.values(all).map(({ Type }) => Type))];
    expect(types.filter((type) => !(type in PHYSICAL_NAMES) && !NAMELESS.includes(type))).toEqual([]);
  });

  it('leave names to CloudFormation where it gives any: only the bus and the API need one', () => {
    expect(namesIn(dev)).toEqual(['Tocsin-dev', expect.stringMatching(/^Tocsindev/)]);
  });

  it('share no name', () => {
    expect(namesIn(dev).filter((name) => namesIn(prod).includes(name))).toEqual([]);
  });

  it('name neither account nor region', () => {
    expect(JSON.stringify(prod.toJSON())).not.toMatch(/\b\d{12}\b|\b(us|eu|ap)-[a-z]+-\d\b/);
  });
});

describe('outputs', () => {
  it('say where the API is and how to read the root key, without the key', () => {
    const outputs = prod.toJSON() as { Outputs: Record<string, { Value: unknown }> };
    expect(Object.keys(outputs.Outputs).sort()).toEqual(['ApiUrl', 'RootKeyCommand']);
    const command = JSON.stringify(outputs.Outputs['RootKeyCommand']);
    expect(command).toContain("printf 'tcn_root_%s");
    expect(command).not.toContain('resolve:secretsmanager');
  });
});
