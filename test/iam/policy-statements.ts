import type { Resource } from '../lib/synthesized';

export interface Statement {
  Effect: 'Allow' | 'Deny';
  Action: string | string[];
  Resource?: string | string[];
  Principal?: '*' | Record<string, string | string[]>;
  Condition?: Record<string, Record<string, string>>;
}

/** A statement of a template, with the resource (a logical id) and the property that it stands in. */
export interface Standing {
  id: string;
  resource: Resource;
  property: string;
  statement: Statement;
}

/** What this proof could not follow: a template that has it is refused. */
const NOT_READ = /^(ManagedPolicyArns|NotAction|NotResource|NotPrincipal|Users|Groups)$/;

/** Properties that hold policies; some types of AWS take them as text, too. */
const POLICY = /^(KeyPolicy|Policy|PolicyDocument|ResourcePolicy|AssumeRolePolicyDocument)$/;

/** Every statement of the template, wherever it stands. Throws for a policy that cannot be read. */
export function policyStatements(resources: [string, Resource][]): Standing[] {
  return resources.flatMap(([id, resource]) => {
    const { Type, Properties } = resource;
    const isPermission = Type === 'AWS::Lambda::Permission';
    // The old form of an EventBusPolicy and the permissions of other services have no Statement to be known by.
    if (!isPermission && Properties?.['Principal'] !== undefined)
      throw new Error(`${id}: Principal outside a statement is not read here`);
    const found = isPermission ? [permission(Properties)] : inside(id, Properties, '');
    return found.map(([property, statement]) => ({ id, resource, property, statement }));
  });
}

/** A policy is known by its `Statement`, not by its place: every service has another name for that. */
function inside(id: string, value: unknown, property: string): [string, Statement][] {
  if (typeof value === 'string' && POLICY.test(property))
    throw new Error(`${id}: ${property} is text, which is not read here`);
  if (Array.isArray(value)) return value.flatMap((each) => inside(id, each, property));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]): [string, Statement][] => {
    if (NOT_READ.test(key)) throw new Error(`${id}: ${key} is not read here`);
    if (key !== 'Statement') return inside(id, each, key);
    inside(id, each, key);
    return [each].flat().map((statement: Statement) => [property, statement]);
  });
}

/** What a permission adds to the policy of its function. */
function permission(properties: Record<string, unknown>): [string, Statement] {
  const { Action, FunctionName, Principal, SourceArn } = properties as Record<string, string>;
  const statement: Statement = {
    ...{ Effect: 'Allow', Action: Action ?? '', Resource: FunctionName ?? '' },
    Principal: { Service: Principal ?? '' },
    ...(SourceArn !== undefined && { Condition: { ArnLike: { 'aws:SourceArn': SourceArn } } }),
  };
  return ['Permission', statement];
}
