import { stageNamed } from '../../lib/stage';
import { FULL, resources, templateOf } from './synthesized';

/** Properties by which a template could fix the name of something in the account. */
const PHYSICAL_NAMES: Record<string, string> = {
  'AWS::ApiGatewayV2::Api': 'Name',
  'AWS::ApiGatewayV2::DomainName': 'DomainName',
  'AWS::CloudWatch::Alarm': 'AlarmName',
  'AWS::CloudWatch::Dashboard': 'DashboardName',
  'AWS::DynamoDB::GlobalTable': 'TableName',
  'AWS::Events::EventBus': 'Name',
  'AWS::Events::Rule': 'Name',
  'AWS::IAM::Role': 'RoleName',
  'AWS::KMS::Alias': 'AliasName',
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::SES::EmailIdentity': 'EmailIdentity',
  'AWS::SQS::Queue': 'QueueName',
  'AWS::SecretsManager::Secret': 'Name',
};

/** Types whose names live inside a resource of the stack, or that have none. */
const NAMELESS = [
  'AWS::ApiGatewayV2::ApiMapping',
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

/** With an address and a domain of its own, which belong to one stage of an account and region. */
const withAll = (name: string) =>
  templateOf({
    ...stageNamed(name),
    ...FULL,
    mailFrom: `${name}@example.com`,
    domain: { ...FULL.domain, name: `${name}.example.com` },
  });
const dev = withAll('dev');
const prod = withAll('prod');
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

  it('leave names to CloudFormation where it gives any: only the bus, the API and what is set need one', () => {
    expect(namesIn(dev)).toEqual([
      'Tocsin-dev',
      'dev.example.com',
      expect.stringMatching(/^Tocsindev/),
      'dev@example.com',
    ]);
  });

  it('share no name', () => {
    expect(namesIn(dev).filter((name) => namesIn(prod).includes(name))).toEqual([]);
  });

  it.each([
    ['dev', dev],
    ['prod', prod],
  ])('name neither account nor region, but for what is set: %s', (_name, template) => {
    const text = JSON.stringify(template.toJSON())
      .replaceAll(FULL.alarmTopicArn, '')
      .replaceAll(FULL.domain.certificateArn, '');
    expect(text).not.toMatch(/\b\d{12}\b|\b(us|eu|ap)-[a-z]+-\d\b/);
  });
});

describe('outputs', () => {
  it('say where the API is and how to read the root key, without the key', () => {
    expect(Object.keys(prod.findOutputs('*')).sort()).toEqual(['ApiUrl', 'DomainTarget', 'RootKeyCommand']);
    const command = JSON.stringify(prod.findOutputs('RootKeyCommand'));
    expect(command).toContain("printf 'tcn_root_%s");
    expect(command).not.toContain('resolve:secretsmanager');
  });

  it('are exported to no other stack: the name of an export is one of the account and region', () => {
    for (const template of [dev, prod])
      for (const output of Object.values(template.findOutputs('*')))
        expect(output).not.toHaveProperty('Export');
  });
});
