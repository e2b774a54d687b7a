/**
 * Ports from 1024 on that other protocols than HTTP are known to listen at: the Fetch standard's "bad ports"
 * (fetch.spec.whatwg.org, "Port blocking"), which no browser posts to either.
 */
const PORTS_OF_OTHERS: ReadonlySet<number> = new Set([
  ...[1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566],
  ...[6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080],
]);

/** The ports that a destination may have: 443, and the unprivileged ones that belong to no other protocol. */
export const isDestinationPort = (port: number): boolean =>
  port === 443 || (port >= 1024 && port <= 65_535 && !PORTS_OF_OTHERS.has(port));
