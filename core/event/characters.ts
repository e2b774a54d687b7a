/** Whether a text has more than `max` characters: code points, as limits count them, without taking a long text apart. */
export const hasMoreCharacters = (text: string, max: number): boolean =>
  text.length > 2 * max || (text.length > max && [...text].length > max);
