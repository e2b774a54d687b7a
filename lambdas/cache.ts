/** Remembers what a warm function has read, up to a total weight; the least recently used goes first. */
export class Cache<T> {
  private entries = new Map<string, { value: T; until: number; weight: number }>();
  private weight = 0;

  /** `ttlMs` may be Infinity for what never changes under its key. Without `weightOf` each entry weighs 1. */
  constructor(
    private capacity: number,
    private ttlMs: number,
    private now: () => number,
    private weightOf: (value: T) => number = () => 1,
  ) {}

  get(key: string): T | undefined {
    const entry = this.entries.get(key);
    if (!entry || entry.until <= this.now()) return undefined;
    this.entries.delete(key);
    this.entries.set(key, entry);
    return entry.value;
  }

  /** Answers the value; one that is heavier than the whole capacity is not kept. */
  set(key: string, value: T): T {
    this.delete(key);
    const weight = this.weightOf(value);
    this.entries.set(key, { value, until: this.now() + this.ttlMs, weight });
    this.weight += weight;
    for (const oldest of this.entries.keys()) {
      if (this.weight <= this.capacity) break;
      this.delete(oldest);
    }
    return value;
  }

  delete(key: string): void {
    this.weight -= this.entries.get(key)?.weight ?? 0;
    this.entries.delete(key);
  }
}
