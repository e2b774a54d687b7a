/** The columns that a text takes. */
export const longestLine = (text: string): number =>
  Math.max(...text.split('\n').map((line) => [...line].length));
