import type { Steps } from '../steps';
import { ExpressionError, readExpression, type Expression } from './expression';

/** How an expression is matched. `maxSize`: `a{1,9}` is nine times `a`, of which each is tried once at each character. */
interface Dialect {
  maxSize: number;
  /** Whether it has to match the whole text, or any part of it. */
  whole: boolean;
  /** Whether `.` matches the end of a line. */
  dotAll: boolean;
}

/** As matchers of Alertmanager have it. */
const WHOLE: Dialect = { maxSize: 600, whole: true, dotAll: true };

/** As `pattern` of JSON Schema has it. */
const SEARCH: Dialect = { maxSize: 2_000, whole: false, dotAll: false };

/** What it takes to make ready an instruction, a class, and a class by a property of Unicode, in steps of matching. */
const STEPS_TO_COMPILE = { instruction: 8, acceptor: 50, property: 2_000 } as const;

/** An expression that is ready to match. */
export interface CompiledExpression {
  /** Instructions: matching a text takes at most so many steps for each of its characters, and for its end. */
  readonly size: number;
  /** Whether it matches. */
  matches(text: string, steps: Steps): boolean;
}

/** One instruction; numbers are places of others. */
type Instruction =
  | { do: 'take'; accepts: (character: string) => boolean }
  | { do: 'fork'; to: number[] }
  | { do: 'start' | 'end' | 'boundary' | 'noBoundary' }
  | { do: 'done' };

/** An expression that has to match a whole text. Throws ExpressionError. */
export function compileExpression(text: string): CompiledExpression {
  return compile(readExpression(text), WHOLE);
}

/** A `pattern` of JSON Schema, which finds what it matches. Spends what it takes. Throws ExpressionError. */
export function compilePattern(text: string, steps: Steps): CompiledExpression {
  const classes = text.match(/[\\[]/g)?.length ?? 0;
  steps.spend(classes * STEPS_TO_COMPILE.acceptor + propertySteps(text));
  const expression = readExpression(text);
  steps.spend(checkedSize(expression, SEARCH) * STEPS_TO_COMPILE.instruction);
  return compile(expression, SEARCH);
}

/** Instructions of a `pattern`. Throws ExpressionError. */
export const sizeOfPattern = (text: string): number => checkedSize(readExpression(text), SEARCH);

/** What it takes to read the properties of Unicode that an expression names, each a set of many ranges. */
export const propertySteps = (text: string): number =>
  (text.match(/\\p/gi)?.length ?? 0) * STEPS_TO_COMPILE.property;

function compile(expression: Expression, dialect: Dialect): CompiledExpression {
  const size = checkedSize(expression, dialect);
  const program = new Program(dialect);
  program.write(expression);
  const instructions: Instruction[] = [...program.instructions, { do: 'done' }];
  const matcher = new Matcher(instructions, dialect.whole);
  return { size, matches: (given, steps) => matcher.matches(given, steps) };
}

function checkedSize(expression: Expression, { maxSize }: Dialect): number {
  const size = sizeOf(expression) + 1;
  if (size > maxSize)
    throw new ExpressionError(
      `is ${size} characters and choices long once its repetitions are written out, at most ${maxSize} are allowed`,
    );
  return size;
}

/** Instructions that an expression becomes, without writing them. */
function sizeOf(expression: Expression): number {
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
    default:
      return 1;
  }
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
      default:
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

const isWord = (character: string): boolean => /^\w/.test(character);

/** Where a text is being read. */
interface Position {
  at: number;
  end: number;
  before: string;
  after: string;
}

/** All ways to match go forward together, one character at a time: none is tried twice (Thompson, 1968). */
class Matcher {
  private readonly anchored: boolean;
  /** The round in which a place has been reached last; rounds are never used twice. */
  private readonly seen: Float64Array;
  private round = 0;
  private reached: number[] = [];

  constructor(
    private readonly program: readonly Instruction[],
    private readonly whole: boolean,
  ) {
    this.anchored = whole || program[0]?.do === 'start';
    this.seen = new Float64Array(program.length);
  }

  matches(text: string, steps: Steps): boolean {
    const position = { at: 0, end: text.length, before: '', after: characterAt(text, 0) };
    this.begin();
    this.reach(0);
    for (;;) {
      this.close(position);
      steps.spend(this.reached.length);
      const ended = position.at === position.end;
      if ((!this.whole || ended) && this.seen[this.program.length - 1] === this.round) return true;
      if (ended) return false;
      this.take(position.after);
      if (this.reached.length === 0) return false;
      position.at += position.after.length;
      position.before = position.after;
      position.after = characterAt(text, position.at);
    }
  }

  private begin(): number[] {
    const { reached } = this;
    this.reached = [];
    this.round += 1;
    return reached;
  }

  private reach(place: number): void {
    if (this.seen[place] === this.round) return;
    this.seen[place] = this.round;
    this.reached.push(place);
  }

  /** Goes on from all places that take this character. */
  private take(character: string): void {
    for (const place of this.begin()) {
      const instruction = this.program[place];
      if (instruction?.do === 'take' && instruction.accepts(character)) this.reach(place + 1);
    }
    if (!this.anchored) this.reach(0);
  }

  /** Goes on from all places that take no character. */
  private close(position: Position): void {
    for (const place of this.reached) {
      const instruction = this.program[place];
      if (instruction?.do === 'take') continue;
      if (instruction?.do === 'fork') for (const next of instruction.to) this.reach(next);
      else if (instruction && holds(instruction.do, position)) this.reach(place + 1);
    }
  }
}

/** The character at a place, of one or two code units; empty at the end. */
function characterAt(text: string, at: number): string {
  const code = text.codePointAt(at) ?? 0;
  return code > 0xffff ? text.slice(at, at + 2) : text.charAt(at);
}

/** Whether an instruction that takes no character may be passed. */
function holds(what: Instruction['do'], { at, end, before, after }: Position): boolean {
  if (what === 'start') return at === 0;
  if (what === 'end') return at === end;
  if (what === 'boundary') return isWord(before) !== isWord(after);
  return what === 'noBoundary' && isWord(before) === isWord(after);
}
