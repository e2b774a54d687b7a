/** Requests of a key are counted by windows of this length, which begin at whole multiples of it. */
export const WINDOW_MS = 10_000;

/** The most that one running function takes from a window at once. */
const LARGEST_LEASE = 20;

/** What one running function has of a key's window. */
export interface Lease {
  /** The window's beginning, epoch ms. */
  window: number;
  /** Requests that it has let through. */
  spent: number;
  /** Requests that it may still let through without asking. */
  left: number;
  /** More than what is left cannot be had in this window, as far as it knows. */
  exhausted: boolean;
}

export const windowOf = (now: number): number => now - (now % WINDOW_MS);

/** The lease as it stands now: a window that is over is worth nothing, used or not. */
export const current = (lease: Lease | undefined, now: number): Lease =>
  lease?.window === windowOf(now) ? lease : { window: windowOf(now), spent: 0, left: 0, exhausted: false };

/**
 * How much to ask for, for a request that counts `weight` times: as much as it has used in this window already, so that of
 * what a busy function takes at most half can go to waste.
 */
export const leaseSize = ({ spent, left }: Lease, weight: number): number =>
  Math.max(weight - left, Math.min(Math.max(1, spent), LARGEST_LEASE));

/** Requests a second, on the average of a window. */
export interface RateLimits {
  key: number;
  /** Of all keys of a project together. */
  project: number;
}

/** After the shared counts have become `taken`, with `size` more: what of that is within both limits of the window. */
export function leased(lease: Lease, size: number, taken: RateLimits, limits: RateLimits): Lease {
  const roomOf = (whose: keyof RateLimits): number =>
    (limits[whose] * WINDOW_MS) / 1_000 - (taken[whose] - size);
  const granted = Math.min(size, Math.max(0, roomOf('key')), Math.max(0, roomOf('project')));
  return { ...lease, left: lease.left + granted, exhausted: granted < size };
}

/** Seconds until the window is over, at least 1. */
export const retryAfterSeconds = (now: number): number =>
  Math.max(1, Math.ceil((windowOf(now) + WINDOW_MS - now) / 1_000));
