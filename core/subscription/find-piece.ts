/** Up to here `indexOf` is quick, and even at its worst looks at each character so many times only. */
const SHORT = 8;

/** Finds the first place of a text at or after `from`; -1 if there is none. */
export type FindPiece = (value: string, from: number) => number;

/**
 * Looks for a piece in one pass, whatever both consist of (Knuth, Morris and Pratt): `indexOf` takes the product of
 * both lengths for a piece such as `aaaabaaaa` in a text of `a`s.
 */
export function findPiece(piece: string): FindPiece {
  if (piece.length <= SHORT) return (value, from) => value.indexOf(piece, from);
  const borders = bordersOf(piece);
  return (value, from) => {
    let fits = 0;
    for (let at = from; at < value.length; at += 1) {
      const code = value.charCodeAt(at);
      while (fits > 0 && piece.charCodeAt(fits) !== code) fits = borders[fits - 1] ?? 0;
      if (piece.charCodeAt(fits) === code) fits += 1;
      if (fits === piece.length) return at - fits + 1;
    }
    return -1;
  };
}

/** For each beginning of the piece, the length of the longest shorter beginning that it ends with. */
function bordersOf(piece: string): Uint16Array {
  const borders = new Uint16Array(piece.length);
  let border = 0;
  for (let at = 1; at < piece.length; at += 1) {
    while (border > 0 && piece.charCodeAt(at) !== piece.charCodeAt(border)) border = borders[border - 1] ?? 0;
    if (piece.charCodeAt(at) === piece.charCodeAt(border)) border += 1;
    borders[at] = border;
  }
  return borders;
}
