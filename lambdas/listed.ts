/** The words of a setting that are separated by commas. */
export const listed = (text: string): string[] => text.split(',').filter(Boolean);
