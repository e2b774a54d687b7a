import { runSimulation } from '@cloud-copilot/iam-simulate';
import type { AccessControl, Permission, Principal } from '../context';

interface PolicyDocument {
  Statement: object | object[];
}

/** Decides as IAM would, from the policies of the template's roles and resources. */
export class Policies implements AccessControl {
  private ofRoles = new Map<string, { name: string; policy: object }[]>();
  private ofResources = new Map<string, object[]>();
  private decisions = new Map<string, boolean>();
  /** Every condition, as one text: context that none of them names decides nothing. */
  private conditions = '';

  /** `asked` is called for every question, whatever the answer. */
  constructor(
    private account: string,
    private asked?: (principal: Principal, permission: Permission) => void,
  ) {}

  attachToRole(roleArn: string, name: string, document: object): void {
    this.read(document);
    const policies = this.ofRoles.get(roleArn) ?? [];
    this.ofRoles.set(roleArn, [...policies, { name, policy: document }]);
  }

  attachToResource(resourceArn: string, document: object): void {
    this.read(document);
    const added = (document as PolicyDocument).Statement;
    const statements = this.ofResources.get(resourceArn) ?? [];
    this.ofResources.set(resourceArn, statements.concat(added));
  }

  private read(document: object): void {
    refuseUndecidable(document);
    for (const { Condition } of [(document as PolicyDocument).Statement].flat() as { Condition?: object }[])
      if (Condition) this.conditions += JSON.stringify(Condition).toLowerCase();
    this.decisions.clear();
  }

  async allowed(principal: Principal, asked: Permission): Promise<boolean> {
    this.asked?.(principal, asked);
    const permission = { ...asked, context: this.relevant(asked.context ?? {}) };
    const key = JSON.stringify([principal, permission]);
    const known = this.decisions.get(key);
    if (known !== undefined) return known;
    const decision = await this.decide(principal, permission);
    if (this.decisions.size >= MOST_DECISIONS) this.decisions.clear();
    this.decisions.set(key, decision);
    return decision;
  }

  /** Leading keys and encryption contexts differ in nearly every call; without this no decision would repeat. */
  private relevant(context: NonNullable<Permission['context']>): NonNullable<Permission['context']> {
    const named = ([key]: [string, unknown]): boolean => this.conditions.includes(key.toLowerCase());
    return Object.fromEntries(Object.entries(context).filter(named));
  }

  private async decide(
    principal: Principal,
    { action, resource, context = {} }: Permission,
  ): Promise<boolean> {
    const statements = this.ofResources.get(resource);
    const simulation = await runSimulation(
      {
        request: {
          principal: principal.kind === 'role' ? principal.arn : principal.service,
          action,
          resource: { resource, accountId: this.account },
          contextVariables: { ...this.contextOf(principal), ...context },
        },
        identityPolicies: principal.kind === 'role' ? (this.ofRoles.get(principal.arn) ?? []) : [],
        serviceControlPolicies: [],
        resourceControlPolicies: [],
        ...(statements && { resourcePolicy: { Version: '2012-10-17', Statement: statements } }),
      },
      {},
    );
    if (simulation.resultType === 'error')
      throw new Error(`IAM cannot decide ${action} on ${resource}: ${JSON.stringify(simulation.errors)}`);
    return simulation.overallResult === 'Allowed';
  }

  private contextOf(principal: Principal): Record<string, string> {
    // The SDK and AWS's own services always use TLS there; the loopback stands in for it.
    const always = { 'aws:SecureTransport': 'true' };
    if (principal.kind === 'role') return { ...always, 'aws:PrincipalArn': principal.arn };
    return { ...always, 'aws:SourceArn': principal.sourceArn, 'aws:SourceAccount': this.account };
  }
}

/** The simulation does not know this family of keys: a condition on it would never hold. */
function refuseUndecidable(document: object): void {
  if (/kms:EncryptionContext:/i.test(JSON.stringify(document)))
    throw new Error('a condition on kms:EncryptionContext is not supported locally');
}

/** More than a template has; a condition on leading keys would make them endless. */
const MOST_DECISIONS = 5_000;
