/** Remembers what a warm function has read, up to `size` entries; the least recently used goes first. */
export class Cache<T> {
  private entries = new Map<string, { value: T; until: number }>();

  /** `ttlMs` may be Infinity for what never changes under its key. */
  constructor(
    private size: number,
    private ttlMs: number,
    private now: () => number,
  ) {}

  get(key: string): T | undefined {
    const entry = this.entries.get(key);
    if (!entry || entry.until <= this.now()) return undefined;
    this.entries.delete(key);
    this.entries.set(key, entry);
    return entry.value;
  }

  set(key: string, value: T): T {
    this.entries.delete(key);
    this.entries.set(key, { value, until: this.now() + this.ttlMs });
    if (this.entries.size > this.size) this.entries.delete(this.entries.keys().next().value as string);
    return value;
  }

  delete(key: string): void {
    this.entries.delete(key);
  }
}
