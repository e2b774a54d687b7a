/** Cuts `items` into runs of at most `maxCount`, and at most `maxBytes` by `bytesOf`; an item over it stands alone. */
export function chunks<T>(
  items: readonly T[],
  { maxCount, maxBytes, bytesOf }: { maxCount: number; maxBytes: number; bytesOf: (item: T) => number },
): T[][] {
  const runs: T[][] = [];
  let run: T[] = [];
  let bytes = 0;
  for (const item of items) {
    const size = bytesOf(item);
    if (run.length > 0 && (run.length === maxCount || bytes + size > maxBytes)) {
      runs.push(run);
      run = [];
      bytes = 0;
    }
    run.push(item);
    bytes += size;
  }
  return run.length > 0 ? [...runs, run] : runs;
}
