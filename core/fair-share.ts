/** What belongs to a project; what belongs to none counts as one project's. */
interface Owned {
  project?: string;
}

/**
 * Shares a run's time between projects (SEMANTICS 2.10): of each, `share` things are taken in the order in which they
 * come, and whatever else it has is put aside until the others have had theirs. At most `room` things are put aside; the
 * rest is left to a later run.
 */
export class FairShare<T extends Owned> {
  private taken = new Map<string, number>();
  private aside = new Map<string, T[]>();
  private held = 0;

  constructor(
    private share: number,
    private room: number,
  ) {}

  /** Those of these that are within their project's share. */
  admit(things: readonly T[]): T[] {
    return things.filter((thing) => {
      const project = thing.project ?? '';
      const taken = this.taken.get(project) ?? 0;
      this.taken.set(project, taken + 1);
      if (taken < this.share) return true;
      this.putAside(project, thing);
      return false;
    });
  }

  /** What was put aside, one of each project in turn. */
  rest(): T[] {
    const lists = [...this.aside.values()];
    const longest = Math.max(0, ...lists.map(({ length }) => length));
    return Array.from({ length: longest }, (_, turn) => lists.flatMap((list) => list[turn] ?? [])).flat();
  }

  /** No project takes more of the room than an equal part of it, as far as is known by now. */
  private putAside(project: string, thing: T): void {
    const list = this.aside.get(project) ?? [];
    if (this.held >= this.room || list.length >= this.room / (this.aside.size + 1)) return;
    this.aside.set(project, [...list, thing]);
    this.held++;
  }
}
