/** DynamoDB keeps numbers of 38 digits from 1e-130 to 1e126; the SDK takes those that a double holds exactly. */
export const isStorable = (number: number): boolean =>
  Math.abs(number) <= Number.MAX_SAFE_INTEGER && (number === 0 || Math.abs(number) >= 1e-100);

/** The nearest number that a table can keep: what is compared is far beyond any threshold there. */
export function nearestStorable(number: number): number {
  const { MAX_SAFE_INTEGER: most } = Number;
  const bounded = Math.max(-most, Math.min(most, number));
  return isStorable(bounded) ? bounded : 0;
}
