import { seededRandom } from '../../local/random';

/** Choices that repeat for the same seed. */
export class Dice {
  private random: () => number;

  constructor(seed: number) {
    this.random = seededRandom(seed);
  }

  /** A whole number from `low` to `high`, both possible. */
  int(low: number, high: number): number {
    return low + Math.floor(this.random() * (high - low + 1));
  }

  /** True with this probability, 0 to 1. */
  chance(probability: number): boolean {
    return this.random() < probability;
  }

  /** One of these, of which there is at least one. */
  pick<T>(from: readonly T[]): T {
    const [picked] = from.slice(this.int(0, from.length - 1));
    return picked as T;
  }

  /** `count` results of `make`, in order. */
  times<T>(count: number, make: (index: number) => T): T[] {
    return Array.from({ length: count }, (_, index) => make(index));
  }
}
