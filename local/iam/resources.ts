import type { Declared, Made, ResourceType } from '../template/resource';
import type { LocalContext } from '../context';
import { MANAGED_POLICIES } from './managed-policies';
import type { Policies } from './policies';

interface InlinePolicy {
  PolicyName: string;
  PolicyDocument: object;
}

/** The resource types of IAM; what they grant is enforced by `policies`. */
export function iamResources(policies: Policies): ResourceType[] {
  return [roleType(policies), policyType(policies)];
}

const arnOfRole = (local: LocalContext, name: string): string => `arn:aws:iam::${local.account}:role/${name}`;

function roleType(policies: Policies): ResourceType {
  return {
    type: 'AWS::IAM::Role',
    properties: ['AssumeRolePolicyDocument', 'ManagedPolicyArns', 'Policies', 'RoleName'],
    inert: {
      Description: 'words for people',
      Tags: 'no policy of the template decides by tags',
      MaxSessionDuration: 'workers get credentials that do not expire',
    },
    make: ({ physicalName, properties }, local) => {
      const name = typeof properties.RoleName === 'string' ? properties.RoleName : physicalName;
      const arn = arnOfRole(local, name);
      policies.attachToResource(arn, asResourcePolicy(properties.AssumeRolePolicyDocument, arn));
      for (const managed of (properties.ManagedPolicyArns ?? []) as string[])
        policies.attachToRole(arn, managed, managedPolicy(managed));
      for (const inline of (properties.Policies ?? []) as InlinePolicy[])
        policies.attachToRole(arn, inline.PolicyName, inline.PolicyDocument);
      return { ref: name, attributes: { Arn: arn, RoleId: name } };
    },
  };
}

/** A trust policy names no resource: it speaks of the role that carries it. */
function asResourcePolicy(document: unknown, roleArn: string): object {
  const { Statement } = document as { Statement: object[] };
  return { Statement: Statement.map((statement) => ({ ...statement, Resource: roleArn })) };
}

function managedPolicy(arn: string): object {
  const name = arn.split(':policy/')[1] ?? arn;
  const document = MANAGED_POLICIES[name];
  if (!document) throw new Error(`the managed policy ${arn} is not known locally`);
  return document;
}

function policyType(policies: Policies): ResourceType {
  return {
    type: 'AWS::IAM::Policy',
    properties: ['PolicyDocument', 'PolicyName', 'Roles'],
    inert: {},
    make: (declared, local) => makePolicy(policies, declared, local),
  };
}

function makePolicy(policies: Policies, { physicalName, properties }: Declared, local: LocalContext): Made {
  const name = String(properties.PolicyName);
  for (const role of (properties.Roles ?? []) as string[])
    policies.attachToRole(arnOfRole(local, role), name, properties.PolicyDocument as object);
  return { ref: physicalName, attributes: { Id: physicalName } };
}
