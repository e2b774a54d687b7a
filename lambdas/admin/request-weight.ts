/** What reads, or works on, so much that one request counts as many: of the rate of its key and of its project. */
export const HEAVY: readonly { method: string; path: RegExp; weight: number }[] = [
  // Up to 22 s over up to 48 MiB of stored events.
  { method: 'POST', path: /^\/v1\/monitors\/preview$/, weight: 20 },
  { method: 'GET', path: /^\/v1\/spend$/, weight: 20 },
  // Up to 12 s over the lists of a window.
  { method: 'GET', path: /^\/v1\/conservation$/, weight: 20 },
  // As many requests as the document has parts.
  { method: 'PUT', path: /^\/v1\/configuration$/, weight: 20 },
  { method: 'GET', path: /^\/v1\/configuration$/, weight: 5 },
  // Every subscription is asked, and every monitor's values at many moments.
  { method: 'POST', path: /^\/v1\/routing\/explain$/, weight: 5 },
  { method: 'GET', path: /^\/v1\/monitors\/[^/]+\/values$/, weight: 5 },
];

/** How many times a request counts. `path` is as the gateway hands it over. */
export const weightOf = (method: string, path: string): number =>
  HEAVY.find((heavy) => heavy.method === method && heavy.path.test(path))?.weight ?? 1;
