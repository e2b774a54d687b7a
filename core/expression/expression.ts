/** A regular expression as a tree, of what can be matched in one pass. */
export type Expression =
  | { kind: 'character'; /** Written as in a regular expression: `a`, `.`, `\d`, `[a-z]`. */ source: string }
  | { kind: 'sequence'; parts: Expression[] }
  | { kind: 'either'; choices: Expression[] }
  | { kind: 'repeat'; part: Expression; min: number; max: number }
  | { kind: 'start' | 'end' | 'boundary' | 'noBoundary' };

/** Why an expression is not taken. */
export class ExpressionError extends Error {}

const NONE = 'must be a regular expression (ECMA-262, unicode)';
const MAX_CHARACTERS = 256;

/** One character, escaped or in a class, as the flag `u` has it: a pair of escaped surrogates is one. */
const CHARACTER =
  /\[(?:\\.|[^\]\\])*\]|\\u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|\\u\{[^}]*\}|\\u[\da-fA-F]{4}|\\x[\da-fA-F]{2}|\\c[A-Za-z]|\\[pP]\{[^}]*\}|\\.|[^\\[]/suy;
const REPEAT = /(?:([*+?])|\{(\d+)(?:(,)(\d*))?\})\??/suy;
const GROUP = /\((?:\?(?::|<[^=!][^>]*>))?/suy;

/**
 * Reads a regular expression (ECMA-262, flag `u`). Throws ExpressionError for what is none, by itself as well as inside
 * of others, and for lookahead, lookbehind, back references and flags of groups.
 */
export function readExpression(text: string): Expression {
  if (text.length > MAX_CHARACTERS)
    throw new ExpressionError(`must have at most ${MAX_CHARACTERS} characters`);
  try {
    new RegExp(text, 'su');
  } catch {
    throw new ExpressionError(NONE);
  }
  return new Reader(text).read();
}

class Reader {
  private at = 0;

  constructor(private readonly text: string) {}

  read(): Expression {
    const read = this.either();
    if (this.at < this.text.length) throw new ExpressionError(NONE);
    return read;
  }

  private either(): Expression {
    const choices = [this.sequence()];
    while (this.takes('|')) choices.push(this.sequence());
    return choices.length === 1 && choices[0] ? choices[0] : { kind: 'either', choices };
  }

  private sequence(): Expression {
    const parts: Expression[] = [];
    while (this.at < this.text.length && !'|)'.includes(this.text.charAt(this.at)))
      parts.push(this.repeated(this.part()));
    return { kind: 'sequence', parts };
  }

  private part(): Expression {
    if (this.takes('^')) return { kind: 'start' };
    if (this.takes('$')) return { kind: 'end' };
    const [opening] = this.match(GROUP) ?? [];
    if (opening !== undefined) return this.group();
    const [source = ''] = this.match(CHARACTER) ?? [];
    if (/^\\[1-9k]/.test(source)) throw this.unsupported(2);
    if (source === '\\b') return { kind: 'boundary' };
    if (source === '\\B') return { kind: 'noBoundary' };
    return { kind: 'character', source };
  }

  private group(): Expression {
    if (this.text.charAt(this.at) === '?') throw this.unsupported(1);
    const inner = this.either();
    if (!this.takes(')')) throw new ExpressionError(NONE);
    return inner;
  }

  /** Names the place: what was read last, and what comes next. */
  private unsupported(read: number): ExpressionError {
    const place = JSON.stringify(this.text.slice(this.at - read, this.at + 3));
    return new ExpressionError(
      `must be an expression without lookahead, lookbehind, back references and flags of groups: ${place}`,
    );
  }

  private repeated(part: Expression): Expression {
    const found = this.match(REPEAT);
    if (!found) return part;
    const [, sign, from, comma, to] = found;
    const min = sign === undefined ? Number(from) : sign === '+' ? 1 : 0;
    if (sign !== undefined) return { kind: 'repeat', part, min, max: sign === '?' ? 1 : Infinity };
    return { kind: 'repeat', part, min, max: comma === undefined ? min : to ? Number(to) : Infinity };
  }

  private takes(character: string): boolean {
    if (this.text.charAt(this.at) !== character) return false;
    this.at += 1;
    return true;
  }

  private match(expression: RegExp): RegExpExecArray | null {
    expression.lastIndex = this.at;
    const found = expression.exec(this.text);
    if (found) this.at = expression.lastIndex;
    return found;
  }
}
