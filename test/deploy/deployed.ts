/** Where journeys find the stack that is deployed, as JSON in this variable; without it they start one of their own. */
export const DEPLOYED = 'TOCSIN_DEPLOYED';

/** A stack that is deployed, as its account shows it. */
export interface Deployed {
  /** Without a slash at the end. */
  apiUrl: string;
  /** Where the AWS SDK would find the services. */
  endpointUrl: string;
  /** Holds the ms by which its clock is ahead of the machine's. */
  clockFile: string;
  /** Physical names by logical ids. */
  resources: Record<string, string>;
}

/** The physical name behind a logical id, with or without CDK's hash at its end. Throws if there is none. */
export function physicalName({ resources }: Pick<Deployed, 'resources'>, logicalId: string): string {
  const found = Object.entries(resources).find(
    ([id]) => id === logicalId || id.replace(/[0-9A-F]{8}$/, '') === logicalId,
  );
  if (!found) throw new Error(`The stack has no resource ${logicalId}`);
  return found[1];
}
