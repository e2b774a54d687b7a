/** A line of the log, parsed. */
export type Line = Record<string, unknown> & { level?: string; unit?: string };

/** What is logged from now on, whatever its level, until mocks are restored. */
export function linesFromNow(): Line[] {
  const lines: Line[] = [];
  const keep = (line: string): void => void lines.push(JSON.parse(line) as Line);
  jest.spyOn(console, 'log').mockImplementation(keep);
  jest.spyOn(console, 'error').mockImplementation(keep);
  return lines;
}
