/** What one request may hold. Bytes are of UTF-8. */
export const LIMITS = {
  typeCharacters: 128,
  attributeCharacters: 256,
  eventBytes: 256 * 1024,
  requestEvents: 1_000,
  requestBytes: 2 * 1024 * 1024,
  requestSources: 100,
  dataNesting: 100,
} as const;

/** Types that only Tocsin makes: an agent that could post them could forge alerts (SEMANTICS 1.5). */
const RESERVED_PREFIXES = ['alert.', 'cost.', 'endpoint.', 'delivery.', 'tocsin.'];
const RESERVED_TYPES = new Set([
  'agent.run.stalled',
  'agent.paused',
  'agent.resumed',
  'agent.model.switched',
  'agent.review.requested',
  'agent.review.decided',
]);

export function isMadeByTocsin(type: string): boolean {
  return RESERVED_TYPES.has(type) || RESERVED_PREFIXES.some((prefix) => type.startsWith(prefix));
}
