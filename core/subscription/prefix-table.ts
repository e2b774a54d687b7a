interface Entry<T> {
  readonly prefix: string;
  readonly item: T;
  /** The longest other prefix in the table that this one begins with. */
  readonly shorter: Entry<T> | undefined;
}

/** Finds what is filed under any prefix of a text, in logarithmic time. */
export class PrefixTable<T> {
  private readonly entries: readonly Entry<T>[];

  constructor(filed: ReadonlyMap<string, T>) {
    const entries: Entry<T>[] = [];
    const sorted = [...filed].sort(([a], [b]) => (a < b ? -1 : 1));
    for (const [prefix, item] of sorted) {
      entries.push({ prefix, item, shorter: longestPrefix(entries.at(-1), prefix) });
    }
    this.entries = entries;
  }

  /** From the longest prefix to the shortest, until `visit` answers false. */
  forEachPrefixOf(text: string, visit: (item: T) => boolean): void {
    let entry = longestPrefix(this.greatestUpTo(text), text);
    while (entry && visit(entry.item)) entry = entry.shorter;
  }

  /** All that sorts between a prefix and its text begins with that prefix, so the greatest entry leads to each. */
  private greatestUpTo(text: string): Entry<T> | undefined {
    let low = 0;
    let high = this.entries.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const entry = this.entries[middle];
      if (entry && entry.prefix <= text) low = middle + 1;
      else high = middle;
    }
    return this.entries[low - 1];
  }
}

/** The first prefix of the text in the chain that begins with `entry`; those after it are prefixes, too. */
function longestPrefix<T>(entry: Entry<T> | undefined, text: string): Entry<T> | undefined {
  let candidate = entry;
  while (candidate && !text.startsWith(candidate.prefix)) candidate = candidate.shorter;
  return candidate;
}
