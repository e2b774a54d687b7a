import type { Cloud } from '../../local/cloud';

/** No function runs for longer: a worker may have begun, with the clock as it was then, this long ago. */
const LONGEST_INVOCATION_MS = 60_000;

/** Moves a cloud's clock, and remembers what it showed. */
export class Timeline {
  private moves: { at: number; offsetMs: number }[];

  constructor(readonly cloud: Pick<Cloud, 'clock'>) {
    this.moves = [{ at: -Infinity, offsetMs: cloud.clock.offsetMs }];
  }

  now(): number {
    return this.cloud.clock.now();
  }

  advance(ms: number): void {
    this.cloud.clock.advance(ms);
    this.moves.push({ at: Date.now(), offsetMs: this.cloud.clock.offsetMs });
  }

  /** The times that workers may take it to be now, the present one first: each keeps the clock that it began with. */
  readings(): number[] {
    const now = Date.now();
    const inForce = this.moves.filter((_, index) => {
      const until = this.moves[index + 1]?.at ?? Infinity;
      return until >= now - LONGEST_INVOCATION_MS;
    });
    return inForce.map(({ offsetMs }) => now + offsetMs).reverse();
  }
}
