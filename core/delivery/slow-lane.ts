const WAIT_SECONDS = [1, 2, 5, 10, 20];

/**
 * How long a message waits for its project's turn on the slow lane, whole seconds: longer each time up to 20 s, and spread
 * so that what waits does not return together. `random` is 0 to 1.
 */
export function slowLaneWaitSeconds(waits: number, random: number): number {
  const longest = WAIT_SECONDS[waits] ?? 20;
  return Math.max(1, Math.round((longest / 2) * (1 + random)));
}
