import { createHash } from 'node:crypto';

/** Function names have the shortest limit among the named resources: 64 characters. */
const LONGEST = 64;

/** The name of a resource that the template leaves unnamed: the same at every start, unlike CloudFormation's random end. */
export function physicalName(stackName: string, logicalId: string): string {
  const name = `${stackName}-${logicalId}`;
  if (name.length <= LONGEST) return name;
  const digest = createHash('sha256').update(name).digest('hex').slice(0, 12);
  return `${name.slice(0, LONGEST - 13)}-${digest}`;
}
