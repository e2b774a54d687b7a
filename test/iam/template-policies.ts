import { runSimulation } from '@cloud-copilot/iam-simulate';
import type { Template } from 'aws-cdk-lib/assertions';
import { construct } from './calls';
import { policyStatements, type Standing, type Statement } from './policy-statements';
import { ACCOUNT, ResolvedTemplate, withoutHash } from './resolved-template';

/** One right, in the words of the record: `who` does `call`. */
export interface Right {
  who: string;
  call: string;
}

const TRUST = 'AssumeRolePolicyDocument';

const list = <T>(value: T | T[] | undefined): T[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value];

/** The policies of a template as they would stand in the account, read and decided without the local cloud. */
export class TemplatePolicies {
  readonly statements: Standing[];
  private template: ResolvedTemplate;

  constructor(template: Template) {
    this.template = new ResolvedTemplate(template);
    this.statements = policyStatements(this.template.resources);
  }

  /** All that the template allows anybody, save the root of the account on its own key. Throws where it cannot tell whom. */
  rights(): Right[] {
    return this.statements
      .filter(({ statement }) => statement.Effect === 'Allow')
      .flatMap((standing) => {
        const actions = list(standing.statement.Action);
        const calls = actions.flatMap((action) =>
          this.resourcesOf(standing).map((resource) => `${action} ${construct(resource)}`),
        );
        return this.allowed(standing).flatMap((who) => calls.map((call) => ({ who, call })));
      });
  }

  /** Whether IAM would allow it, asked of a right in the words of the record. Throws for what the template does not have. */
  async allows({ who, call }: Right, context: Record<string, string> = {}): Promise<boolean> {
    const [action = '', name = ''] = call.split(' ');
    const resource = this.template.arnOf(name);
    const [service, source] = who.split(' for ');
    const Statement = this.policyOf(resource);
    const simulation = await runSimulation(
      {
        request: {
          principal: source === undefined ? this.template.arnOf(who) : (service ?? ''),
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

  private allowed(standing: Standing): string[] {
    const { id, statement } = standing;
    const { Principal } = statement;
    if (Principal === undefined) return rolesOf(standing);
    if (isRootOnKey(standing)) return [];
    if (Principal === '*' || Object.keys(Principal).some((kind) => kind !== 'Service'))
      throw new Error(`${id} allows ${JSON.stringify(Principal)}, and nobody outside needs to be`);
    const sources = this.sourcesOf(standing);
    return list(Principal['Service']).flatMap((service) => sources.map((each) => `${service} for ${each}`));
  }

  /** On whose behalf the service acts. A trust policy names nobody: whatever has the role does. */
  private sourcesOf({ id, property, statement }: Standing): string[] {
    const sources = Object.values(statement.Condition ?? {}).flatMap((keys) => list(keys['aws:SourceArn']));
    if (sources.length > 0) return sources.map(construct);
    const users = this.template
      .of('AWS::Lambda::Function')
      .filter(([, { Properties }]) => property === TRUST && Properties['Role'] === this.template.arn(id));
    return users.length > 0 ? users.map(([user]) => withoutHash(user)) : ['anything'];
  }

  /** What a statement speaks of; a policy that belongs to one resource need not name it. */
  private resourcesOf({ id, property, statement: { Resource } }: Standing): string[] {
    if (property === TRUST || property === 'KeyPolicy') return [this.template.arn(id)];
    return list(Resource ?? this.template.arn(id));
  }

  private policiesOf(role: string): { name: string; policy: object }[] {
    return this.statements
      .filter((each) => each.statement.Principal === undefined && rolesOf(each).includes(role))
      .map(({ statement }, index) => ({
        name: `${role}${index}`,
        policy: { Version: '2012-10-17', Statement: statement },
      }));
  }

  private policyOf(resource: string): Statement[] {
    return this.statements
      .filter((each) => each.statement.Principal !== undefined && this.resourcesOf(each).includes(resource))
      .map(({ statement }) => ({ ...statement, Resource: resource }));
  }

  /** Of the rule, the function or the API that acts. */
  private sourceArn(name: string): string {
    const api = 'arn:aws:execute-api:us-east-1:000000000000';
    const [apiId, authorizerId] = ['Api', 'Authorizer'].map(
      (kind) => this.template.of(`AWS::ApiGatewayV2::${kind}`)[0]?.[0] ?? '',
    );
    if (name === 'Api/routes') return `${api}:${apiId}/$default/POST/v1/events`;
    if (name === 'Api/authorizers') return `${api}:${apiId}/authorizers/${authorizerId}`;
    return this.template.arnOf(name);
  }
}

/** The roles that an identity policy is attached to. Throws if there is none: then it is no identity policy. */
function rolesOf({ id, resource: { Type, Properties } }: Standing): string[] {
  if (Type === 'AWS::IAM::Role') return [withoutHash(id)];
  const roles = list(Properties['Roles'] as string | string[] | undefined);
  if (roles.length === 0) throw new Error(`${id} does not say whom it allows`);
  return roles.map((role) => construct(`arn:aws:iam:::role/${role}`));
}

const isRootOnKey = ({ property, statement: { Principal } }: Standing): boolean =>
  property === 'KeyPolicy' && JSON.stringify(Principal) === `{"AWS":"arn:aws:iam::${ACCOUNT}:root"}`;
