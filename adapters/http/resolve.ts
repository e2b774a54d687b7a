import type { Resolver } from 'node:dns/promises';

/** The addresses of a host name, IPv4 first. Rejects if there are none, or none could be had. */
export type Resolve = (host: string) => Promise<string[]>;

/** Patience with a name server, ms, and how often it is asked; with the second answer waited for twice as long. */
const PATIENCE = { timeout: 2_000, tries: 2 };

/**
 * Asks the name servers themselves. The system's `getaddrinfo` would wait in one of the process's four threads, so that
 * four endpoints with slow name servers would keep all others from being resolved; it would also read `/etc/hosts`.
 */
export function nameServers(servers?: string[]): Resolve {
  let resolver: Resolver | undefined;
  return async (host) => {
    resolver ??= made(servers);
    const answers = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]);
    const found = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
    const failure = answers.find((answer) => answer.status === 'rejected');
    if (found.length === 0 && failure) throw failure.reason as Error;
    return found;
  };
}

/** With the first request, so that a cold start does not wait for the module. */
function made(servers?: string[]): Resolver {
  const { Resolver } = process.getBuiltinModule('node:dns/promises');
  const resolver = new Resolver(PATIENCE);
  if (servers) resolver.setServers(servers);
  return resolver;
}
