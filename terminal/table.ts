import Table from 'cli-table3';

type Align = 'left' | 'right';
type Cell = string | number | { content: string; colSpan: number };

/** A column: its heading, and how its cells are aligned. */
export type Column = [heading: string, align: Align];

/** The places where cli-table3 draws borders. */
const BORDERS = ['top', 'bottom', 'mid'].flatMap((side) => [
  side,
  `${side}-mid`,
  `${side}-left`,
  `${side}-right`,
]);
const NO_BORDERS = Object.fromEntries(
  [...BORDERS, 'left', 'left-mid', 'right', 'right-mid'].map((place) => [place, '']),
);

/** Rows under a ruled heading, without colours: the text is read by people and by logs. A row may end with a wide cell. */
export function table(columns: readonly Column[], rows: readonly Cell[][]): string {
  const drawn = new Table({
    head: columns.map(([heading]) => heading),
    colAligns: columns.map(([, align]) => align),
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
    chars: { ...NO_BORDERS, middle: '  ' },
  });
  drawn.push(...rows);
  const [head = '', ...lines] = drawn
    .toString()
    .split('\n')
    .map((line) => line.trimEnd());
  const width = Math.max(...[head, ...lines].map((line) => line.length));
  return [head, '─'.repeat(width), ...lines].join('\n');
}
