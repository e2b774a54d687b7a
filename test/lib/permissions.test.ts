import { FUNCTION_NAMES } from '../../lib/function-names';
import { GRANTS } from '../../lib/grants';
import { referred, resources, templateOf } from './synthesized';

interface Statement {
  Effect: string;
  Action: string | string[];
  Resource: unknown;
}

const template = templateOf('prod');
const roles = resources(template, 'AWS::IAM::Role');
const policies = resources(template, 'AWS::IAM::Policy');
const statementsOf = (properties: Record<string, unknown>): Statement[] =>
  (properties['PolicyDocument'] as { Statement: Statement[] }).Statement;
const list = <T>(value: T | T[]): T[] => (Array.isArray(value) ? value : [value]);

/** `table` or `table/index/name` with the table's logical id, of every DynamoDB statement. */
const resourceText = (resource: unknown): string => {
  const join = (resource as { 'Fn::Join'?: [string, unknown[]] })['Fn::Join'];
  if (!join) return referred(resource) ?? String(resource);
  return join[1].map((part) => (typeof part === 'string' ? part : referred(part))).join(join[0]);
};

describe('roles', () => {
  it('are one a function, with policies of their own only', () => {
    expect(roles).toHaveLength(FUNCTION_NAMES.length);
    for (const [, { Properties }] of roles) expect(Properties).not.toHaveProperty('ManagedPolicyArns');
    const used = resources(template, 'AWS::Lambda::Function').map(([, { Properties }]) =>
      referred(Properties['Role']),
    );
    expect(new Set(used).size).toBe(FUNCTION_NAMES.length);
  });

  it('name every action and every resource', () => {
    for (const statement of policies.flatMap(([, { Properties }]) => statementsOf(Properties))) {
      expect(statement.Effect).toBe('Allow');
      expect(list(statement.Action).filter((action) => action.includes('*'))).toEqual([]);
      expect(list(statement.Resource).filter((resource) => JSON.stringify(resource).includes('*'))).toEqual(
        [],
      );
    }
  });

  it('may do on tables and indexes what the grants say', () => {
    for (const name of FUNCTION_NAMES) {
      expect(tableRights(name)).toEqual(new Set(grantedTableRights(name)));
    }
  });

  it('never let a function other than admin make data keys, or any but authorize read the root secret', () => {
    const holders = (action: string): string[] =>
      policies
        .filter(([, { Properties }]) =>
          statementsOf(Properties).some(({ Action }) => list(Action).includes(action)),
        )
        .map(([id]) => id.replace(/Role.*/, ''));
    expect(holders('kms:GenerateDataKey')).toEqual(['Admin']);
    expect(holders('secretsmanager:GetSecretValue')).toEqual(['Authorize']);
  });
});

describe('resource policies', () => {
  it('open nothing to everybody', () => {
    for (const [, { Properties }] of resources(template, 'AWS::SQS::QueuePolicy')) {
      for (const statement of statementsOf(Properties) as (Statement & { Principal: { AWS?: string } })[]) {
        if (statement.Effect === 'Allow') expect(statement.Principal.AWS).toBeUndefined();
      }
    }
  });

  it('let services act for one rule, API or authorizer', () => {
    for (const [, { Properties }] of resources(template, 'AWS::Lambda::Permission')) {
      expect(Properties).toHaveProperty('SourceArn');
    }
  });
});

function tableRights(name: string): Set<string> {
  const policy = policies.find(([id]) => new RegExp(`^${name}(Function)?Role`, 'i').test(id))![1];
  return new Set(
    statementsOf(policy.Properties).flatMap(({ Action, Resource }) =>
      list(Action)
        .filter((action) => action.startsWith('dynamodb:'))
        .flatMap((action) => list(Resource).map((resource) => `${action} ${simple(resourceText(resource))}`)),
    ),
  );
}

/** `Deliveries1A2B3C4D/index/due` as `deliveries/due`. */
function simple(resource: string): string {
  return resource
    .replace(/[0-9A-F]{8}/, '')
    .replace('/index', '')
    .toLowerCase();
}

function grantedTableRights(name: (typeof FUNCTION_NAMES)[number]): string[] {
  return Object.entries(GRANTS[name])
    .filter(([target]) => /^(subscriptions|events|deliveries|monitoring)/.test(target))
    .flatMap(([target, actions]) => actions.map((action) => `dynamodb:${action} ${target}`));
}
