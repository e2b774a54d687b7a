/** Columns that everything printed fits into where the width of the terminal is not known. */
export const COLUMNS = 80;

/** Longer lines are hard to read, however wide the terminal is. */
const MOST_COLUMNS = 100;

/** The columns to fold text to on this stream. */
export const columnsOf = ({ columns = COLUMNS }: { columns?: number | undefined }): number =>
  Math.min(columns, MOST_COLUMNS);

/**
 * Breaks lines between words so that they fit into `columns`. A broken line keeps its indentation. A word that is longer
 * than that (a key, a path) stays whole on a line of its own, so that it can be copied.
 */
export function fold(text: string, columns: number): string {
  return text
    .split('\n')
    .flatMap((line) => foldLine(line, columns))
    .join('\n');
}

function foldLine(line: string, columns: number): string[] {
  if (line.length <= columns) return [line];
  const indent = /^ */.exec(line)?.[0] ?? '';
  const lines: string[] = [];
  let current = indent;
  for (const word of line.split(' ').filter((one) => one !== '')) {
    const longer = current === indent ? indent + word : `${current} ${word}`;
    if (longer.length > columns && current !== indent) lines.push(current);
    current = longer.length > columns && current !== indent ? indent + word : longer;
  }
  return [...lines, current];
}
