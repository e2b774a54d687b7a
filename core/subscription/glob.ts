import { findPiece } from './find-piece';
import { PatternError } from './pattern-error';

/** A parsed wildcard expression. */
interface Glob {
  /** The literal texts between the wildcards, in order: `a*b` has `['a', 'b']`, `*` has `['', '']`. */
  readonly pieces: readonly [string, ...string[]];
  readonly matches: (value: string) => boolean;
}

/** Parses EventBridge's wildcard syntax: `*`, and `\` only before `*` or `\`. Throws PatternError. */
export function parseGlob(source: string, pointer: string): Glob {
  const pieces: [string, ...string[]] = [''];
  let piece = '';
  for (let at = 0; at < source.length; at += 1) {
    const character = source.charAt(at);
    const next = source.charAt(at + 1);
    if (character === '\\') {
      if (next !== '*' && next !== '\\')
        throw new PatternError(pointer, 'a "\\" in a wildcard must precede "*" or "\\"');
      piece += next;
      at += 1;
    } else if (character === '*') {
      if (next === '*') throw new PatternError(pointer, 'a wildcard must not have two "*" in a row');
      pieces[pieces.length - 1] = piece;
      pieces.push('');
      piece = '';
    } else {
      piece += character;
    }
  }
  pieces[pieces.length - 1] = piece;
  return { pieces, matches: matcherOf(pieces) };
}

/**
 * Every middle piece is taken at its first place after the one before: if any placement fits, that one does. So
 * nothing is ever tried again, and no value takes more than one pass.
 */
function matcherOf([first, ...others]: readonly [string, ...string[]]): (value: string) => boolean {
  const last = others.pop();
  if (last === undefined) return (value) => value === first;
  const middle = others.map((piece) => ({ find: findPiece(piece), length: piece.length }));
  return (value) => {
    if (!value.startsWith(first) || !value.endsWith(last)) return false;
    let from = first.length;
    for (const { find, length } of middle) {
      const found = find(value, from);
      if (found < 0) return false;
      from = found + length;
    }
    return from + last.length <= value.length;
  };
}
