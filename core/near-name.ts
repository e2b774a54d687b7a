/** Of two names that are compared; each costs a few steps for each of its characters. */
const MOST_EDITS = 3;

/** A name that is typed wrongly has few characters wrong: one of three, and three at most. */
const editsFor = (name: string): number => Math.min(MOST_EDITS, Math.floor(name.length / 3));

/**
 * The known name that somebody has probably meant, whatever its case; undefined if none is near. Of several the nearest
 * wins, then the first. A thousand known names of 256 characters take some milliseconds.
 */
export function nearName(given: string, known: Iterable<string>): string | undefined {
  const wanted = given.toLowerCase();
  let nearest: string | undefined;
  let most = editsFor(wanted);
  for (const name of known) {
    if (name === given) continue;
    const edits = editsBetween(wanted, name.toLowerCase(), most);
    if (edits === undefined) continue;
    nearest = name;
    if (edits === 0) break;
    most = edits - 1;
  }
  return nearest;
}

/** `: did you mean "x"?`, to be put behind a rule; empty if nothing is near. */
export function didYouMean(given: string, known: Iterable<string>): string {
  const near = nearName(given, known);
  return near === undefined ? '' : `: did you mean ${JSON.stringify(near)}?`;
}

/**
 * Insertions, deletions, replacements and swaps of neighbours that make one text of the other (optimal string
 * alignment); undefined if it takes more than `most`. Looks only at the cells that `most` edits can reach.
 */
function editsBetween(one: string, other: string, most: number): number | undefined {
  if (Math.abs(one.length - other.length) > most) return undefined;
  const row = (): Uint16Array => new Uint16Array(other.length + 1).fill(most + 1);
  let before: Uint16Array = row();
  let above: Uint16Array = row().map((far, column) => Math.min(far, column));
  let cells: Uint16Array = row();
  for (let line = 1; line <= one.length; line++) {
    if (fillRow(cells, { one, other, line, most, before, above }) > most) return undefined;
    [before, above, cells] = [above, cells, before.fill(most + 1)];
  }
  const edits = above[other.length] ?? Infinity;
  return edits > most ? undefined : edits;
}

interface Comparison {
  one: string;
  other: string;
  line: number;
  most: number;
  before: Uint16Array;
  above: Uint16Array;
}

/** The least of the row's cells. */
function fillRow(cells: Uint16Array, { one, other, line, most, before, above }: Comparison): number {
  let least = most + 1;
  const last = Math.min(other.length, line + most);
  for (let column = Math.max(0, line - most); column <= last; column++) {
    let cell = column === 0 ? line : replaced(above, column, one[line - 1] === other[column - 1]);
    if (column > 0) cell = Math.min(cell, edit(above, column), edit(cells, column - 1));
    if (column > 1 && line > 1 && isSwap(one, line, other, column))
      cell = Math.min(cell, edit(before, column - 2));
    cells[column] = Math.min(cell, most + 1);
    least = Math.min(least, cell);
  }
  return least;
}

const edit = (cells: Uint16Array, column: number): number => (cells[column] ?? 0) + 1;
const replaced = (above: Uint16Array, column: number, same: boolean): number =>
  (above[column - 1] ?? 0) + (same ? 0 : 1);
const isSwap = (one: string, line: number, other: string, column: number): boolean =>
  one[line - 1] === other[column - 2] && one[line - 2] === other[column - 1];
