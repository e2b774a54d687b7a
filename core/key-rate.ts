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
  /** Nothing is left of the window, as far as it knows. */
  exhausted: boolean;
}

export const windowOf = (now: number): number => now - (now % WINDOW_MS);

/** The lease as it stands now: a window that is over is worth nothing, used or not. */
export const current = (lease: Lease | undefined, now: number): Lease =>
  lease?.window === windowOf(now) ? lease : { window: windowOf(now), spent: 0, left: 0, exhausted: false };

/**
 * How much to ask for: as much as it has used in this window already. Whoever is asked once takes one, and of what a busy
 * function takes at most half can go to waste.
 */
export const leaseSize = ({ spent }: Lease): number => Math.min(Math.max(1, spent), LARGEST_LEASE);

/** After the shared count has become `taken`, with `size` more: what of that is within the limit of the window. */
export function leased(lease: Lease, size: number, taken: number, perSecond: number): Lease {
  const limit = (perSecond * WINDOW_MS) / 1_000;
  const left = Math.min(size, Math.max(0, limit - (taken - size)));
  return { ...lease, left, exhausted: left === 0 };
}

/** Seconds until the window is over, at least 1. */
export const retryAfterSeconds = (now: number): number =>
  Math.max(1, Math.ceil((windowOf(now) + WINDOW_MS - now) / 1_000));
