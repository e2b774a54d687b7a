const FIRST_WAIT_SECONDS = 5;
const LONGEST_WAIT_SECONDS = 20;

/**
 * How long a message waits for its project's turn on the slow lane, whole seconds: longer each time up to 20 s, and spread
 * so that what waits does not return together. `random` is 0 to 1.
 */
export function slowLaneWaitSeconds(waits: number, random: number): number {
  const longest = Math.min(LONGEST_WAIT_SECONDS, FIRST_WAIT_SECONDS * 2 ** Math.min(waits, 10));
  return Math.max(1, Math.round((longest / 2) * (1 + random)));
}
