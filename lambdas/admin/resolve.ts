import { promises as dns } from 'node:dns';

const PATIENCE_MS = 2_000;

/** Addresses of a host name, as the system resolves it; none if it does not resolve in two seconds. */
export async function resolve(host: string): Promise<string[]> {
  const patience = Promise.withResolvers<[]>();
  const timer = setTimeout(() => patience.resolve([]), PATIENCE_MS);
  try {
    const found = await Promise.race([dns.lookup(host, { all: true }), patience.promise]);
    return found.map(({ address }) => address);
  } catch {
    return [];
  } finally {
    clearTimeout(timer);
  }
}
