import type { SpendRow } from './spend';

type Cell = string | number | boolean | null | undefined;

/** Rows as CSV (RFC 4180), with a header; each row has `complete`, because a file is passed on without the rest of the answer. */
export function spendCsv(columns: readonly string[], rows: readonly SpendRow[], complete: boolean): string {
  const lines = rows.map((row) => {
    const cells: Readonly<Record<string, Cell>> = { ...row, complete };
    return columns.map((name) => cell(cells[name]));
  });
  return [columns, ...lines].map((line) => `${line.join(',')}\r\n`).join('');
}

/** Agents choose their names: what a spreadsheet would run as a formula begins with an apostrophe. */
function cell(value: Cell): string {
  if (typeof value !== 'string') return value === null || value === undefined ? '' : String(value);
  const text = /^[=+\-@\t\r\n]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
