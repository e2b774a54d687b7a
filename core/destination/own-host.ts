/** The API as the request that is being served has reached it. */
export interface OwnApi {
  /** Host, with its port unless that is the scheme's own. */
  domainName: string;
  apiId: string;
}

/**
 * Whether a URL leads to this very API: under the name that it was just asked by, or by its `execute-api` name in any
 * of its forms (dual-stack, other partitions). A subscription that posts there would feed on itself.
 */
export function isOwnHost({ host, hostname }: URL, { domainName, apiId }: OwnApi): boolean {
  const name = hostname.replace(/\.$/, '');
  return [host, name].includes(domainName.toLowerCase()) || name.startsWith(`${apiId}.execute-api.`);
}
