/** What is due when, earliest first: a binary heap. The one who takes something finds out whether it still holds. */
export class DueQueue<T> {
  private heap: { at: number; what: T }[] = [];

  /** The time of the first; undefined if there is none. */
  get firstAt(): number | undefined {
    return this.heap[0]?.at;
  }

  push(at: number, what: T): void {
    const { heap } = this;
    let index = heap.push({ at, what }) - 1;
    for (
      let parent = (index - 1) >> 1;
      index > 0 && this.isBefore(index, parent);
      parent = (index - 1) >> 1
    ) {
      this.swap(index, parent);
      index = parent;
    }
  }

  take(): { at: number; what: T } | undefined {
    const { heap } = this;
    const first = heap[0];
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return first;
    heap[0] = last;
    for (
      let index = 0, child = this.earlierChild(0);
      this.isBefore(child, index);
      child = this.earlierChild(index)
    ) {
      this.swap(index, child);
      index = child;
    }
    return first;
  }

  private earlierChild(index: number): number {
    const left = 2 * index + 1;
    return this.isBefore(left + 1, left) ? left + 1 : left;
  }

  private isBefore(one: number, other: number): boolean {
    return (this.heap[one]?.at ?? Infinity) < (this.heap[other]?.at ?? Infinity);
  }

  private swap(one: number, other: number): void {
    const { heap } = this;
    const [a, b] = [heap[one], heap[other]];
    if (a && b) [heap[one], heap[other]] = [b, a];
  }
}
