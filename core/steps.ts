/**
 * What one filter may spend on one event, in comparisons of a value or of 8 characters of a text. 256 KiB hold some
 * 65,000 values: a filter can compare each of them three times (SEMANTICS 1.4).
 */
export const MAX_FILTER_STEPS = 250_000;

/**
 * What the schemas of a project may spend on the events of one request, all of them together: schemas that are applied,
 * members and items that are looked at, 8 characters of a text, places of a pattern at a character. Ordinary events of
 * 2 MiB take less than half of it, and a core of 2024 half a second at most for all of it (SEMANTICS 1.6).
 */
export const MAX_SCHEMA_STEPS = 4_000_000;

/** Thrown by `Steps.spend`, and caught where a pattern is matched. */
export class OutOfSteps extends Error {}

/** Counts work before it is done, in units that do not depend on the machine. */
export class Steps {
  spent = 0;

  constructor(readonly max = MAX_FILTER_STEPS) {}

  get ranOut(): boolean {
    return this.spent > this.max;
  }

  /** Throws OutOfSteps once more is spent than there is. */
  spend(count: number): void {
    this.spent += count;
    if (this.spent > this.max) throw new OutOfSteps();
  }
}
