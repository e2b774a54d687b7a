import type { Expression } from './expression';

/** How an expression is matched. `maxSize`: `a{1,9}` is nine times `a`, of which each is tried once at each character. */
export interface Dialect {
  maxSize: number;
  /** Whether it has to match the whole text, or any part of it. */
  whole: boolean;
  /** Whether `.` matches the end of a line. */
  dotAll: boolean;
}

/** One instruction; numbers are places of others. */
export type Instruction =
  | { do: 'take'; accepts: (character: string) => boolean }
  | { do: 'fork'; to: number[] }
  | { do: 'start' | 'end' | 'boundary' | 'noBoundary' }
  | { do: 'done' };

/** Instructions that an expression becomes, without writing them. */
export function sizeOf(expression: Expression): number {
  switch (expression.kind) {
    case 'sequence':
      return expression.parts.reduce((sum, part) => sum + sizeOf(part), 0);
    case 'either':
      return expression.choices.reduce((sum, choice) => sum + sizeOf(choice) + 1, 1);
    case 'repeat': {
      const { part, min, max } = expression;
      // Nothing, many times over, is still written so many times.
      const once = Math.max(1, sizeOf(part));
      return max === Infinity ? once * (min + 1) + 2 : once * max + (max - min);
    }
    case 'character':
    case 'start':
    case 'end':
    case 'boundary':
    case 'noBoundary':
      return 1;
  }
}

/** The instructions that match an expression; the last is reached when it does. */
export function programOf(expression: Expression, dialect: Dialect): Instruction[] {
  const program = new Program(dialect);
  program.write(expression);
  return [...program.instructions, { do: 'done' }];
}

/** Writes an expression out as instructions. */
class Program {
  readonly instructions: Instruction[] = [];
  private readonly acceptors = new Map<string, (character: string) => boolean>();

  constructor(private readonly dialect: Dialect) {}

  write(expression: Expression): void {
    switch (expression.kind) {
      case 'character':
        this.instructions.push({ do: 'take', accepts: this.acceptor(expression.source) });
        break;
      case 'sequence':
        expression.parts.forEach((part) => this.write(part));
        break;
      case 'either':
        this.writeEither(expression.choices);
        break;
      case 'repeat':
        this.writeRepeat(expression);
        break;
      case 'start':
      case 'end':
      case 'boundary':
      case 'noBoundary':
        this.instructions.push({ do: expression.kind });
    }
  }

  private writeEither(choices: readonly Expression[]): void {
    const starts = this.fork();
    const exits = choices.map((choice) => {
      starts.push(this.next);
      this.write(choice);
      return this.fork();
    });
    exits.forEach((exit) => exit.push(this.next));
  }

  private writeRepeat({ part, min, max }: Expression & { kind: 'repeat' }): void {
    for (let times = 0; times < min; times += 1) this.write(part);
    const again = this.next;
    const exits: number[][] = [];
    for (let times = min; times < (max === Infinity ? min + 1 : max); times += 1) {
      const fork = this.fork();
      fork.push(this.next);
      exits.push(fork);
      this.write(part);
    }
    if (max === Infinity) this.fork().push(again);
    exits.forEach((exit) => exit.push(this.next));
  }

  private get next(): number {
    return this.instructions.length;
  }

  /** A new fork, and where it leads, to be filled in. */
  private fork(): number[] {
    const to: number[] = [];
    this.instructions.push({ do: 'fork', to });
    return to;
  }

  private acceptor(source: string): (character: string) => boolean {
    const accepts = this.acceptors.get(source) ?? acceptor(source, this.dialect);
    this.acceptors.set(source, accepts);
    return accepts;
  }
}

const LINE_END = /[\n\r\u2028\u2029]/;

/** Of one character alone any regular expression is quick. */
function acceptor(source: string, { dotAll }: Dialect): (character: string) => boolean {
  if (source === '.') return dotAll ? () => true : (character) => !LINE_END.test(character);
  if (!/^[\\[]/.test(source)) return (character) => character === source;
  const expression = new RegExp(`^${source}$`, 'su');
  const known: (boolean | undefined)[] = [];
  return (character) => {
    const code = character.codePointAt(0) ?? 0;
    if (code >= 128) return expression.test(character);
    return (known[code] ??= expression.test(character));
  };
}
