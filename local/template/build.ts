import type { LocalContext } from '../context';
import { problemsOf } from './check';
import { holds, resolve, type Scope } from './intrinsics';
import { dependencies, inOrder } from './order';
import { physicalName } from './physical-name';
import type { Made, ResourceType } from './resource';
import type { Template } from './template';

/** The template as made: what `Ref` and `Fn::GetAtt` answer for each logical id, and the stack's outputs. */
export interface Built {
  made: ReadonlyMap<string, Made>;
  outputs: Record<string, string>;
}

/** The start was refused: `problems` names every resource, type and property without local counterpart. */
export class UnsupportedTemplate extends Error {
  constructor(readonly problems: string[]) {
    super(`The template cannot run locally:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.name = 'UnsupportedTemplate';
  }
}

/** Makes every resource of the template, each after what it refers to. Throws UnsupportedTemplate, naming all problems. */
export function build(
  template: Template,
  types: ResourceType[],
  stackName: string,
  local: LocalContext,
): Built {
  const byName = new Map(types.map((type) => [type.type, type]));
  const made = new Map<string, Made>();
  const scope: Scope = { template, pseudo: pseudoParameters(stackName, local), made };
  const wanted = Object.fromEntries(
    Object.entries(template.Resources).filter(
      ([, { Condition }]) => Condition === undefined || holds(Condition, scope),
    ),
  );
  refuse(problemsOf(wanted, byName));
  const problems: string[] = [];
  for (const logicalId of inOrder(wanted)) {
    const resource = wanted[logicalId];
    const type = byName.get(resource?.Type ?? '');
    // What needs a resource that could not be made would fail only because of it.
    if (!resource || !type || dependencies(resource).some((id) => id in wanted && !made.has(id))) continue;
    try {
      const properties = resolve(resource.Properties ?? {}, scope) as Record<string, unknown>;
      made.set(
        logicalId,
        type.make({ logicalId, physicalName: physicalName(stackName, logicalId), properties }, local),
      );
    } catch (error) {
      problems.push(`${logicalId} (${resource.Type}): ${(error as Error).message}`);
    }
  }
  refuse(problems);
  return { made, outputs: outputsOf(template, scope) };
}

function refuse(problems: string[]): void {
  if (problems.length > 0) throw new UnsupportedTemplate(problems);
}

function outputsOf(template: Template, scope: Scope): Record<string, string> {
  const outputs = Object.entries(template.Outputs ?? {}).filter(
    ([, { Condition }]) => Condition === undefined || holds(Condition, scope),
  );
  return Object.fromEntries(outputs.map(([name, { Value }]) => [name, String(resolve(Value, scope))]));
}

function pseudoParameters(stackName: string, local: LocalContext): Record<string, string> {
  return {
    'AWS::Region': local.region,
    'AWS::AccountId': local.account,
    'AWS::Partition': 'aws',
    'AWS::URLSuffix': 'amazonaws.com',
    'AWS::StackName': stackName,
    'AWS::StackId': `arn:aws:cloudformation:${local.region}:${local.account}:stack/${stackName}/local`,
  };
}
