import { Template } from 'aws-cdk-lib/assertions';
import { type Resource, templateOf } from '../lib/synthesized';
import { TemplatePolicies } from './template-policies';

const template = templateOf('dev').toJSON() as { Resources: Record<string, Resource> };
const idOf = (name: string): string =>
  Object.keys(template.Resources).find((id) => id.replace(/[0-9A-F]{8}$/, '') === name) ?? '';
const arn = (name: string): object => ({ 'Fn::GetAtt': [idOf(name), 'Arn'] });

const statement = { Effect: 'Allow', Action: 'sqs:PurgeQueue', Resource: arn('RouteQueue') };
const document = (change: object = {}): object => ({ Statement: [{ ...statement, ...change }] });
const service = { Principal: { Service: 'sns.amazonaws.com' } };
const call = 'sqs:PurgeQueue RouteQueue';

/** The template, with properties added to one of its resources. */
function planted(name: string, properties: object): TemplatePolicies {
  const copy = structuredClone(template);
  Object.assign(copy.Resources[idOf(name)]!.Properties, properties);
  return new TemplatePolicies(Template.fromJSON(copy));
}

/** The template, with one resource more. */
const joined = (Type: string, Properties: object): TemplatePolicies =>
  new TemplatePolicies(
    Template.fromJSON({ Resources: { ...template.Resources, Planted: { Type, Properties } } }),
  );

describe('a right is found', () => {
  it('in a policy inside a role, and counts', async () => {
    const policies = planted('IngestRole', {
      Policies: [{ PolicyName: 'planted', PolicyDocument: document() }],
    });
    expect(policies.rights()).toContainEqual({ who: 'IngestRole', call });
    await expect(policies.allows({ who: 'IngestRole', call })).resolves.toBe(true);
    await expect(policies.allows({ who: 'AdminRole', call })).resolves.toBe(false);
  });

  it('in a managed policy of the template', () => {
    const Roles = [{ Ref: idOf('IngestRole') }];
    const policies = joined('AWS::IAM::ManagedPolicy', { Roles, PolicyDocument: document() });
    expect(policies.rights()).toContainEqual({ who: 'IngestRole', call });
  });

  it.each([
    ['the policy of a table', 'Events', { ResourcePolicy: { PolicyDocument: document(service) } }],
    [
      'the policy of a replica',
      'Events',
      { Replicas: [{ ResourcePolicy: { PolicyDocument: document(service) } }] },
    ],
    ['the policy of the key', 'EncryptionKey', { KeyPolicy: document(service) }],
  ])('in %s', (_, name, properties) => {
    const found = planted(name, properties).rights();
    expect(found.map(({ who }) => who)).toContain('sns.amazonaws.com for anything');
  });

  it('in the policy of a bus, which is a single statement', () => {
    const policies = joined('AWS::Events::EventBusPolicy', { Statement: { ...statement, ...service } });
    expect(policies.rights()).toContainEqual({ who: 'sns.amazonaws.com for anything', call });
  });

  it('in a permission that names no source', () => {
    const policies = joined('AWS::Lambda::Permission', {
      Action: 'lambda:InvokeFunction',
      FunctionName: arn('Admin'),
      Principal: 'sns.amazonaws.com',
    });
    const right = { who: 'sns.amazonaws.com for anything', call: 'lambda:InvokeFunction Admin' };
    expect(policies.rights()).toContainEqual(right);
  });

  it('in a trust policy, where no function has the role as well', () => {
    const trust = { Effect: 'Allow', Action: 'sts:AssumeRole', ...service };
    const inUse = planted('AdminRole', { AssumeRolePolicyDocument: { Statement: trust } });
    expect(inUse.rights()).toContainEqual({
      who: 'sns.amazonaws.com for Admin',
      call: 'sts:AssumeRole AdminRole',
    });
    const idle = planted('Admin', { Role: arn('IngestRole') });
    expect(idle.rights()).toContainEqual({
      who: 'lambda.amazonaws.com for anything',
      call: 'sts:AssumeRole AdminRole',
    });
  });
});

describe('a template is refused', () => {
  const root = { Principal: { AWS: 'arn:aws:iam::000000000000:root' } };

  it.each([
    [
      'with a managed policy',
      'AdminRole',
      { ManagedPolicyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess'] },
      'ManagedPolicyArns',
    ],
    [
      'with all actions but some',
      'AdminRole',
      { Policies: [{ PolicyDocument: document({ NotAction: 'x' }) }] },
      'NotAction',
    ],
    [
      'with all resources but some',
      'AdminRole',
      { Policies: [{ PolicyDocument: document({ NotResource: 'x' }) }] },
      'NotResource',
    ],
    ['with a policy in text', 'Bus', { Policy: '{"Statement":[]}' }, 'text'],
    ['that allows everybody', 'RouteQueuePolicy', { PolicyDocument: document({ Principal: '*' }) }, '"*"'],
    ['that allows its account', 'RouteQueuePolicy', { PolicyDocument: document(root) }, ':root'],
    [
      'that gives its key to another account',
      'EncryptionKey',
      { KeyPolicy: document({ Principal: { AWS: '111122223333' } }) },
      '111122223333',
    ],
    ['that does not say whom it allows', 'RouteQueuePolicy', { PolicyDocument: document() }, 'whom'],
  ])('%s', (_, name, properties, message) => {
    expect(() => planted(name, properties).rights()).toThrow(message);
  });

  it.each([
    ['AWS::Events::EventBusPolicy', { StatementId: 'planted', Action: 'events:PutEvents', Principal: '*' }],
    ['AWS::Lambda::LayerVersionPermission', { Action: 'lambda:GetLayerVersion', Principal: '111122223333' }],
  ])('that names a principal outside a statement, in %s', (type, properties) => {
    expect(() => joined(type, properties)).toThrow('Principal');
  });
});
