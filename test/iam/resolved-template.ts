import type { Template } from 'aws-cdk-lib/assertions';
import type { Resource } from '../lib/synthesized';

export const ACCOUNT = '000000000000';

/** What lies in an ARN before the name, by type of resource. */
const ARNS: Record<string, string> = {
  'AWS::DynamoDB::GlobalTable': 'dynamodb:us-east-1:000000000000:table/',
  'AWS::Events::EventBus': 'events:us-east-1:000000000000:event-bus/',
  'AWS::Events::Rule': 'events:us-east-1:000000000000:rule/',
  'AWS::IAM::Role': 'iam::000000000000:role/',
  'AWS::KMS::Key': 'kms:us-east-1:000000000000:key/',
  'AWS::Lambda::Function': 'lambda:us-east-1:000000000000:function:',
  'AWS::Logs::LogGroup': 'logs:us-east-1:000000000000:log-group:',
  'AWS::SES::EmailIdentity': 'ses:us-east-1:000000000000:identity/',
  'AWS::SQS::Queue': 'sqs:us-east-1:000000000000:',
  'AWS::SecretsManager::Secret': 'secretsmanager:us-east-1:000000000000:secret:',
};

const PSEUDO: Record<string, string> = {
  'AWS::Partition': 'aws',
  'AWS::Region': 'us-east-1',
  'AWS::AccountId': ACCOUNT,
};

export const withoutHash = (id: string): string => id.replace(/[0-9A-F]{8}$/, '');

/** A template with every reference replaced by what it would be in the account. */
export class ResolvedTemplate {
  readonly resources: [string, Resource][];
  private declared: Record<string, Resource>;

  constructor(template: Template) {
    this.declared = (template.toJSON() as { Resources: Record<string, Resource> }).Resources;
    this.resources = Object.entries(this.declared).map(([id, resource]) => [
      id,
      { ...resource, Properties: this.resolved(resource.Properties ?? {}) as Record<string, unknown> },
    ]);
  }

  of(type: string): [string, Resource][] {
    return this.resources.filter(([, { Type }]) => Type === type);
  }

  /** By logical id. */
  arn(id: string): string {
    const before = ARNS[this.declared[id]?.Type ?? ''];
    return before === undefined ? id : `arn:aws:${before}Tocsin-dev-${id}`;
  }

  /** By the name that the record of calls has. Throws for what the template does not have. */
  arnOf(name: string): string {
    const [resource, ...index] = name.split('/');
    const kinds: Record<string, string> = { MailIdentity: 'AWS::SES::EmailIdentity' };
    const found = Object.keys(this.declared).find((id) => {
      const type = this.declared[id]?.Type ?? '';
      return ARNS[type] !== undefined && (withoutHash(id) === resource || kinds[resource ?? ''] === type);
    });
    if (!found) throw new Error(`The template has no ${name}`);
    return [this.arn(found), ...index].join('/');
  }

  /** A reference to a name stands for the whole ARN where a policy has it. */
  private resolved(value: unknown): unknown {
    if (Array.isArray(value)) return value.map((each) => this.resolved(each));
    if (typeof value !== 'object' || value === null) return value;
    const { Ref: ref, 'Fn::GetAtt': got, 'Fn::Join': join } = value as Record<string, unknown>;
    if (typeof ref === 'string') return PSEUDO[ref] ?? this.referred(ref);
    if (got !== undefined) return this.arn((got as [string])[0]);
    if (join !== undefined) {
      const [between, parts] = join as [string, unknown[]];
      return parts.map((part) => String(this.resolved(part))).join(between);
    }
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, this.resolved(each)]));
  }

  /** `Ref` answers an ARN for a secret, a name for everything else. */
  private referred(id: string): string {
    const type = this.declared[id]?.Type;
    if (type === 'AWS::SecretsManager::Secret') return this.arn(id);
    return type !== undefined && ARNS[type] !== undefined ? `Tocsin-dev-${id}` : id;
  }
}
