import type { Conservation } from '../../sdk/api/conservation';

/** An account in which everything is accounted for. */
export const account = (): Conservation => ({
  since: '2026-01-01T00:00:00.000Z',
  until: '2026-02-01T00:00:00.000Z',
  events: { accepted: 1_200, dead: 0, filtered: 200, fannedOut: 1_000, replayed: 0 },
  deliveries: {
    matched: 1_000,
    missing: 0,
    queued: 0,
    leased: 0,
    waiting: 3,
    parked: 0,
    held: 0,
    grouped: 0,
    delivered: 997,
    dead: 0,
    withheld: 0,
    discarded: 0,
  },
  stranded: [],
  holds: true,
});
