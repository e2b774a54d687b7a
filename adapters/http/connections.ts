import type { Agent } from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';

/** An idle connection is kept for this long, ms; many servers close theirs after 5 s. */
const IDLE_MS = 4_000;

/**
 * How long one address of several may take to connect before the next is tried, ms. Node's 250 is less than a round
 * trip around the world takes, and would give up on every distant endpoint that also has an unreachable IPv6 address.
 */
const NEXT_ADDRESS_MS = 2_500;

const MAX_ORIGINS = 500;

/** Connections are kept and used again, but never shared between origins (scheme, host and port). */
export class Connections {
  private agents = new Map<string, Agent>();

  /** Without a `lookup` the system's is used: for hosts of this machine. */
  constructor(private lookup?: LookupFunction) {}

  /** Uses a connection that is open, or opens one. */
  kept(url: URL): Agent {
    const agent = this.agents.get(url.origin) ?? this.agent(url, true);
    // Last in the map is what was used last.
    this.agents.delete(url.origin);
    this.agents.set(url.origin, agent);
    this.forgetOldest();
    return agent;
  }

  /** Opens a connection for one request. */
  fresh(url: URL): Agent {
    return this.agent(url, false);
  }

  /** Its connections end by themselves once they are idle. */
  private forgetOldest(): void {
    const [oldest] = this.agents.keys();
    if (this.agents.size > MAX_ORIGINS && oldest !== undefined) this.agents.delete(oldest);
  }

  /** Proxies and TLS settings of the process's environment have no say: everything is set here. */
  private agent({ protocol }: URL, keepAlive: boolean): Agent {
    const options = {
      keepAlive,
      timeout: IDLE_MS,
      autoSelectFamily: true,
      autoSelectFamilyAttemptTimeout: NEXT_ADDRESS_MS,
      ...(this.lookup ? { lookup: this.lookup } : {}),
    };
    // An `import` of node:http reads all its members, one of which loads undici: a third of the time to load a bundle.
    if (protocol === 'http:') return new (process.getBuiltinModule('node:http').Agent)(options);
    return new https.Agent({ ...options, rejectUnauthorized: true, minVersion: 'TLSv1.2' });
  }
}
