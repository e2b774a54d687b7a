/** The `source` of the events that Tocsin itself makes (SEMANTICS 4.4). */
export const OWN_SOURCE = 'tocsin';

/** What a reader does not see, or takes for the same: spaces, marks without width, other cases and widths of letters. */
const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .replaceAll(/[\p{Cf}\p{Z}]/gu, '')
    .toLowerCase();

/** Whether a source is Tocsin's own, or looks like it to a reader of the event. */
export const looksLikeOwnSource = (source: string): boolean => plain(source) === OWN_SOURCE;
