/** Whether an address is in one of the domains, subdomains not among them; without any, all are allowed. */
export const isAllowedAddress = (address: string, domains: readonly string[]): boolean =>
  domains.length === 0 || domains.includes(address.slice(address.lastIndexOf('@') + 1).toLowerCase());
