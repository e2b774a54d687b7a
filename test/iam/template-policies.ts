import { runSimulation } from '@cloud-copilot/iam-simulate';
import type { Template } from 'aws-cdk-lib/assertions';
import { type Resource, resources } from '../lib/synthesized';
import { construct } from './calls';

export interface Statement {
  Effect: 'Allow' | 'Deny';
  Action: string | string[];
  Resource: string | string[];
  Principal?: { Service?: string; AWS?: string };
  Condition?: Record<string, Record<string, string>>;
}

/** One right, in the words of the record: `who` does `call`. */
export interface Right {
  who: string;
  call: string;
}

const ACCOUNT = '000000000000';

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

const list = <T>(value: T | T[]): T[] => (Array.isArray(value) ? value : [value]);

/** The policies of a template as they would stand in the account, read and decided without the local cloud. */
export class TemplatePolicies {
  private all: Record<string, Resource>;

  constructor(template: Template) {
    this.all = (template.toJSON() as { Resources: Record<string, Resource> }).Resources;
  }

  /** All that the template allows anybody, save the root of the account on its own key. */
  rights(): Right[] {
    const ofRoles = this.of('AWS::IAM::Policy').flatMap((policy) =>
      list(policy['Roles'] as string[]).flatMap((role) =>
        expanded(construct(`arn:aws:iam:::role/Tocsin-dev-${this.idOf(role)}`), statementsOf(policy)),
      ),
    );
    const ofServices = this.resourcePolicies().flatMap(({ statements }) =>
      statements
        .filter(({ Effect, Principal }) => Effect === 'Allow' && Principal?.Service !== undefined)
        .flatMap((statement) => expanded(this.serviceOf(statement), [statement])),
    );
    return [...ofRoles, ...ofServices];
  }

  /** Whether IAM would allow it, asked of a right in the words of the record. Throws for what the template does not have. */
  async allows({ who, call }: Right, context: Record<string, string> = {}): Promise<boolean> {
    const [action = '', name = ''] = call.split(' ');
    const resource = this.arnOf(name);
    const [service, source] = who.split(' for ');
    const policies = this.resourcePolicies().filter(({ resource: of }) => of === resource);
    const Statement = policies.flatMap(({ statements }) => statements);
    const simulation = await runSimulation(
      {
        request: {
          principal: source === undefined ? this.arnOf(who) : (service ?? ''),
          action,
          resource: { resource, accountId: ACCOUNT },
          contextVariables: {
            ...{ 'aws:SecureTransport': 'true', ...context },
            ...(source !== undefined && { 'aws:SourceArn': this.sourceArn(source) }),
          },
        },
        identityPolicies: source === undefined ? this.policiesOf(who) : [],
        serviceControlPolicies: [],
        resourceControlPolicies: [],
        ...(Statement.length > 0 && { resourcePolicy: { Version: '2012-10-17', Statement } }),
      },
      {},
    );
    if (simulation.resultType === 'error') throw new Error(JSON.stringify(simulation.errors));
    return simulation.overallResult === 'Allowed';
  }

  private policiesOf(role: string): { name: string; policy: object }[] {
    return this.of('AWS::IAM::Policy')
      .filter(({ Roles }) => list(Roles as string[]).some((id) => withoutHash(this.idOf(id)) === role))
      .map(({ PolicyDocument }, index) => ({ name: `${role}${index}`, policy: PolicyDocument as object }));
  }

  private resourcePolicies(): { resource: string; statements: Statement[] }[] {
    const queues = this.of('AWS::SQS::QueuePolicy').flatMap((policy) => statementsOf(policy));
    const invocations = this.of('AWS::Lambda::Permission').map(
      ({ Action, FunctionName, Principal, SourceArn }): Statement => ({
        ...{ Effect: 'Allow', Action: Action as string, Resource: FunctionName as string },
        Principal: { Service: Principal as string },
        Condition: { ArnLike: { 'aws:SourceArn': SourceArn as string } },
      }),
    );
    const keys = Object.entries(this.all)
      .filter(([, { Type }]) => Type === 'AWS::KMS::Key')
      .map(([id, { Properties }]) => {
        const { Statement } = this.resolved(Properties['KeyPolicy']) as { Statement: Statement[] };
        return {
          resource: this.arn(id),
          statements: Statement.map((each) => ({ ...each, Resource: this.arn(id) })),
        };
      });
    const others = [...queues, ...invocations].map((statement) => ({
      ...{ resource: String(statement.Resource), statements: [statement] },
    }));
    return [...keys, ...others];
  }

  private serviceOf({ Principal, Condition }: Statement): string {
    const [source = ''] = Object.values(Condition ?? {}).map((keys) => keys['aws:SourceArn'] ?? '');
    return `${Principal?.Service} for ${construct(source)}`;
  }

  /** Of the rule or the API that acts. */
  private sourceArn(name: string): string {
    const api = 'arn:aws:execute-api:us-east-1:000000000000';
    const id = (type: string): string =>
      Object.keys(this.all).find((each) => this.all[each]?.Type === type) ?? '';
    if (name === 'Api/routes') return `${api}:${id('AWS::ApiGatewayV2::Api')}/$default/POST/v1/events`;
    if (name === 'Api/authorizers')
      return `${api}:${id('AWS::ApiGatewayV2::Api')}/authorizers/${id('AWS::ApiGatewayV2::Authorizer')}`;
    return this.arnOf(name);
  }

  private arnOf(name: string): string {
    const [resource, ...index] = name.split('/');
    const kinds: Record<string, string> = { MailIdentity: 'AWS::SES::EmailIdentity' };
    const found = Object.keys(this.all).find((id) => {
      const type = this.all[id]?.Type ?? '';
      return ARNS[type] !== undefined && (withoutHash(id) === resource || kinds[resource ?? ''] === type);
    });
    if (!found) throw new Error(`The template has no ${name}`);
    return [this.arn(found), ...index].join('/');
  }

  private arn(id: string): string {
    const before = ARNS[this.all[id]?.Type ?? ''];
    return before === undefined ? id : `arn:aws:${before}Tocsin-dev-${id}`;
  }

  private of(type: string): Record<string, unknown>[] {
    return Object.values(this.all)
      .filter(({ Type }) => Type === type)
      .map(({ Properties }) => this.resolved(Properties) as Record<string, unknown>);
  }

  private idOf(text: string): string {
    return /Tocsin-dev-(\w+)$/.exec(text)?.[1] ?? text;
  }

  /** The document with every reference replaced; a reference to a name stands for the whole ARN where a policy has it. */
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
    const type = this.all[id]?.Type;
    if (type === 'AWS::SecretsManager::Secret') return this.arn(id);
    return type !== undefined && ARNS[type] !== undefined ? `Tocsin-dev-${id}` : id;
  }
}

const withoutHash = (id: string): string => id.replace(/[0-9A-F]{8}$/, '');

const statementsOf = (policy: Record<string, unknown>): Statement[] =>
  (policy['PolicyDocument'] as { Statement: Statement[] }).Statement;

function expanded(who: string, statements: Statement[]): Right[] {
  return statements.flatMap(({ Action, Resource }) =>
    list(Action).flatMap((action) =>
      list(Resource).map((resource) => ({ who, call: `${action} ${construct(resource)}` })),
    ),
  );
}

/** Every statement of a type of policy in the template, with where it stands. */
export function statementsIn(template: Template): [string, Statement][] {
  return ['AWS::IAM::Policy', 'AWS::SQS::QueuePolicy', 'AWS::KMS::Key', 'AWS::IAM::Role'].flatMap((type) =>
    resources(template, type).flatMap(([id, { Properties }]) => {
      const document =
        Properties['PolicyDocument'] ?? Properties['KeyPolicy'] ?? Properties['AssumeRolePolicyDocument'];
      return (document as { Statement: Statement[] }).Statement.map((each): [string, Statement] => [
        id,
        each,
      ]);
    }),
  );
}
