import { runUnsafeSimulation } from '@cloud-copilot/iam-simulate';
import type { AccessControl, Permission, Principal } from '../context';

interface PolicyDocument {
  Statement: object | object[];
}

/** Decides as IAM would, from the policies of the template's roles and resources. */
export class Policies implements AccessControl {
  private ofRoles = new Map<string, { name: string; policy: object }[]>();
  private ofResources = new Map<string, object[]>();
  private decisions = new Map<string, boolean>();

  constructor(private account: string) {}

  attachToRole(roleArn: string, name: string, document: object): void {
    const policies = this.ofRoles.get(roleArn) ?? [];
    this.ofRoles.set(roleArn, [...policies, { name, policy: document }]);
    this.decisions.clear();
  }

  attachToResource(resourceArn: string, document: object): void {
    const added = (document as PolicyDocument).Statement;
    const statements = this.ofResources.get(resourceArn) ?? [];
    this.ofResources.set(resourceArn, statements.concat(added));
    this.decisions.clear();
  }

  async allowed(principal: Principal, permission: Permission): Promise<boolean> {
    const key = JSON.stringify([principal, permission]);
    const known = this.decisions.get(key);
    if (known !== undefined) return known;
    const decision = this.decide(principal, permission);
    if (this.decisions.size >= MOST_DECISIONS) this.decisions.clear();
    this.decisions.set(key, decision);
    return decision;
  }

  /**
   * The simulation "without validation" is the one that takes every context key: the validating one drops
   * `kms:EncryptionContext:<key>`, which is no key of its list but a pattern.
   */
  private decide(principal: Principal, { action, resource, context = {} }: Permission): boolean {
    const statements = this.ofResources.get(resource);
    const result = runUnsafeSimulation(
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
    return result === 'Allowed';
  }

  private contextOf(principal: Principal): Record<string, string> {
    // The SDK and AWS's own services always use TLS there; the loopback stands in for it.
    const always = { 'aws:SecureTransport': 'true' };
    if (principal.kind === 'role') return { ...always, 'aws:PrincipalArn': principal.arn };
    return { ...always, 'aws:SourceArn': principal.sourceArn, 'aws:SourceAccount': this.account };
  }
}

/** Encryption contexts and leading keys vary without end; a few thousand decisions are all that repeat. */
const MOST_DECISIONS = 5_000;
