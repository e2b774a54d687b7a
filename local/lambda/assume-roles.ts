import type { LocalContext } from '../context';
import { UnsupportedTemplate } from '../template/build';
import type { LambdaFunction } from './function';

/** Lambda makes no function whose role does not trust it. Throws UnsupportedTemplate, naming all such functions. */
export async function assumeRoles(
  functions: readonly LambdaFunction[],
  { iam }: LocalContext,
): Promise<void> {
  const problems: string[] = [];
  for (const { label, arn, roleArn } of functions) {
    const assumed = await iam.allowed(
      { kind: 'service', service: 'lambda.amazonaws.com', sourceArn: arn },
      { action: 'sts:AssumeRole', resource: roleArn },
    );
    if (!assumed) problems.push(`${label}: the role ${roleArn} cannot be assumed by Lambda`);
  }
  if (problems.length > 0) throw new UnsupportedTemplate(problems);
}
