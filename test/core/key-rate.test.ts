import fc from 'fast-check';
import {
  current,
  type Lease,
  leased,
  leaseSize,
  retryAfterSeconds,
  windowOf,
  WINDOW_MS,
} from '../../core/key-rate';

describe('the rate of a key', () => {
  it('lets through no more than the limit of a window, however many functions share it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 600 }),
        (perSecond, requests) => {
          const leases: (Lease | undefined)[] = [];
          let taken = 0;
          let through = 0;
          for (const fn of requests) {
            let lease = current(leases[fn], 5);
            if (lease.left === 0 && !lease.exhausted) {
              const size = leaseSize(lease, 1);
              taken += size;
              const limits = { key: perSecond, project: perSecond * 2 };
              lease = leased(lease, size, { key: taken, project: taken }, limits);
            }
            if (lease.left > 0) {
              through += 1;
              lease = { ...lease, left: lease.left - 1, spent: lease.spent + 1 };
            }
            leases[fn] = lease;
          }
          expect(through).toBeLessThanOrEqual(perSecond * 10);
          // Of one function all that it may; of ten some part lies unused in their leases.
          if (new Set(requests).size === 1) expect(through).toBe(Math.min(requests.length, perSecond * 10));
        },
      ),
    );
  });

  it('A project is bound by its own limit, however many keys it has', () => {
    const limits = { key: 1, project: 1 };
    const fresh = current(undefined, 5);
    expect(leased(fresh, 10, { key: 10, project: 10 }, limits)).toMatchObject({ left: 10, exhausted: false });
    expect(leased(fresh, 1, { key: 1, project: 11 }, limits)).toMatchObject({ left: 0, exhausted: true });
  });

  it('A heavy request asks for what it counts, on top of what is left', () => {
    const lease: Lease = { window: 0, spent: 2, left: 3, exhausted: false };
    expect(leaseSize(lease, 20)).toBe(17);
    expect(leased(lease, 17, { key: 40, project: 40 }, { key: 4, project: 8 })).toMatchObject({ left: 20 });
    // Less than it asked for: what there is remains for lighter ones.
    expect(leased(lease, 17, { key: 50, project: 50 }, { key: 4, project: 8 })).toMatchObject({
      left: 10,
      exhausted: true,
    });
  });

  it('begins anew with each window', () => {
    const spent: Lease = { window: 0, spent: 500, left: 0, exhausted: true };
    expect(current(spent, WINDOW_MS - 1)).toBe(spent);
    expect(current(spent, WINDOW_MS)).toEqual({ window: WINDOW_MS, spent: 0, left: 0, exhausted: false });
  });

  it('says when the window is over, in whole seconds, never none', () => {
    expect(retryAfterSeconds(0)).toBe(10);
    expect(retryAfterSeconds(9_001)).toBe(1);
    expect(retryAfterSeconds(9_999)).toBe(1);
    expect(windowOf(19_999)).toBe(10_000);
  });
});
