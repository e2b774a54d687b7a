import { standingOf } from '../../../core/delivery/standing';

const NOW = 1_800_000_000_000;

describe('standing', () => {
  it.each([
    ['no row', undefined, 1, 'absent'],
    ['no row for a later attempt', undefined, 2, 'stale'],
    ['2.7 an expired row', { state: 'delivered', attempt: 2, expiresAt: NOW / 1_000 - 1 }, 1, 'absent'],
    ['waiting for this attempt', { state: 'waiting', attempt: 3 }, 3, 'ready'],
    ['queued for it', { state: 'queued', attempt: 1 }, 1, 'ready'],
    ['waiting for another', { state: 'waiting', attempt: 3 }, 2, 'stale'],
    ['being attempted', { state: 'leased', attempt: 1, leaseUntil: NOW }, 1, 'busy'],
    ['crashed', { state: 'leased', attempt: 1, leaseUntil: NOW - 1 }, 1, 'ready'],
    ['delivered', { state: 'delivered', attempt: 1 }, 1, 'stale'],
    ['parked already', { state: 'parked', attempt: 1 }, 1, 'stale'],
    ['held', { state: 'held', attempt: 1 }, 1, 'stale'],
    ['dead', { state: 'dead', attempt: 1, expiresAt: NOW }, 1, 'stale'],
  ] as const)('%s', (_, row, attempt, standing) => expect(standingOf(row, attempt, NOW)).toBe(standing));
});
