import { nameServers } from '../../adapters/http/resolve';

const PATIENCE_MS = 2_000;

const resolveName = nameServers();

/** Addresses of a host name, as deliveries will find them; none if it does not resolve in two seconds. */
export async function resolve(host: string): Promise<string[]> {
  const patience = Promise.withResolvers<[]>();
  const timer = setTimeout(() => patience.resolve([]), PATIENCE_MS);
  try {
    return await Promise.race([resolveName(host), patience.promise]);
  } catch {
    return [];
  } finally {
    clearTimeout(timer);
  }
}
