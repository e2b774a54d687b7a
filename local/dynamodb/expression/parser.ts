import type { AttributeValue } from '../attribute-value';
import { RESERVED_WORDS } from '../reserved-words';
import type { Path } from './ast';
import type { Placeholders } from './placeholders';
import { type Token, tokens } from './tokens';

/** What is wrong with an expression, without the `Invalid ...Expression: ` in front. */
export class ExpressionError extends Error {}

const MAX_OPERATORS = 300;

/**
 * Walks over an expression's tokens. Syntax errors are thrown where they are; anything else is only noted,
 * because AWS reports it when the whole expression has been read.
 */
export class Parser {
  private readonly tokens: readonly Token[];
  private at = 0;
  private firstComplaint: string | undefined;
  private operators = 0;

  constructor(
    private readonly text: string,
    private readonly placeholders: Placeholders,
  ) {
    this.tokens = tokens(text);
  }

  get token(): Token {
    return this.tokens[this.at] as Token;
  }

  get next(): Token {
    return this.tokens[Math.min(this.at + 1, this.tokens.length - 1)] as Token;
  }

  advance(): Token {
    const { token } = this;
    if (token.kind !== 'end') this.at++;
    return token;
  }

  atSymbol(symbol: string): boolean {
    return this.token.kind === 'symbol' && this.token.text === symbol;
  }

  atKeyword(keyword: string): boolean {
    return this.token.kind === 'word' && this.token.text.toUpperCase() === keyword;
  }

  accept(symbolOrKeyword: string): boolean {
    const found = this.atSymbol(symbolOrKeyword) || this.atKeyword(symbolOrKeyword);
    if (found) this.advance();
    return found;
  }

  expect(symbolOrKeyword: string): void {
    if (!this.accept(symbolOrKeyword)) this.fail();
  }

  fail(): never {
    const near = this.tokens.slice(Math.max(this.at - 1, 0), this.at + 2).filter((t) => t.kind !== 'end');
    const start = near[0]?.start ?? 0;
    const shown = this.text.slice(start, near.at(-1)?.end ?? start);
    throw new ExpressionError(`Syntax error; token: "${this.token.text}", near: "${shown}"`);
  }

  complain(message: string): void {
    this.firstComplaint ??= message;
  }

  countOperator(): void {
    this.operators++;
  }

  list<T>(one: () => T): T[] {
    const found = [one()];
    while (this.accept(',')) found.push(one());
    return found;
  }

  path(): Path {
    const parts: (string | number)[] = [];
    const head = this.name();
    for (;;) {
      if (this.accept('.')) parts.push(this.name());
      else if (this.accept('[')) parts.push(this.index());
      else return [head, ...parts];
    }
  }

  private name(): string {
    const token = this.token;
    if (token.kind !== 'word' && token.kind !== 'name') this.fail();
    this.advance();
    if (token.kind === 'name') return this.placeholders.name(token.text, (problem) => this.complain(problem));
    if (RESERVED_WORDS.has(token.text.toUpperCase())) {
      this.complain(`Attribute name is a reserved keyword; reserved keyword: ${token.text}`);
    }
    return token.text;
  }

  private index(): number {
    if (this.token.kind !== 'number') this.fail();
    const index = Number(this.advance().text);
    this.expect(']');
    return index;
  }

  value(): AttributeValue {
    if (this.token.kind !== 'value') this.fail();
    return this.placeholders.value(this.advance().text, (problem) => this.complain(problem));
  }

  /** The expression must be over; throws what was noted on the way. */
  finish(): void {
    if (this.token.kind !== 'end') this.fail();
    if (this.operators > MAX_OPERATORS) {
      throw new ExpressionError(
        `The expression contains too many operators; operator count: ${this.operators}`,
      );
    }
    if (this.firstComplaint !== undefined) throw new ExpressionError(this.firstComplaint);
  }
}
