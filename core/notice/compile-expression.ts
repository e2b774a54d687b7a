import type { Steps } from '../steps';
import { ExpressionError, readExpression, type Expression } from './expression';

/** `a{1,9}` is nine times `a`: so many instructions at most, of which each is tried once at each character. */
const MAX_SIZE = 600;

/** An expression that is ready to match. */
export interface CompiledExpression {
  /** Instructions: matching a text takes at most so many steps for each of its characters, and for its end. */
  readonly size: number;
  /** Whether it matches the whole text. */
  matches(text: string, steps: Steps): boolean;
}

/** One instruction; numbers are places of others. */
type Instruction =
  | { do: 'take'; accepts: (character: string) => boolean }
  | { do: 'fork'; to: number[] }
  | { do: 'start' }
  | { do: 'end' }
  | { do: 'done' };

/** Throws ExpressionError. */
export function compileExpression(text: string): CompiledExpression {
  const expression = readExpression(text);
  const size = sizeOf(expression) + 1;
  if (size > MAX_SIZE)
    throw new ExpressionError(
      `is ${size} characters and choices long once its repetitions are written out, at most ${MAX_SIZE} are allowed`,
    );
  const program = new Program();
  program.write(expression);
  const instructions: Instruction[] = [...program.instructions, { do: 'done' }];
  return { size, matches: (given, steps) => run(instructions, given, steps) };
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
      const once = sizeOf(part);
      return max === Infinity ? once * (min + 1) + 2 : once * max + (max - min);
    }
    case 'character':
    case 'start':
    case 'end':
      return 1;
  }
}

/** Writes an expression out as instructions. */
class Program {
  readonly instructions: Instruction[] = [];
  private readonly acceptors = new Map<string, (character: string) => boolean>();

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
    const accepts = this.acceptors.get(source) ?? acceptor(source);
    this.acceptors.set(source, accepts);
    return accepts;
  }
}

/** Of one character alone any regular expression is quick. */
function acceptor(source: string): (character: string) => boolean {
  if (source === '.') return () => true;
  if (!/^[\\[]/.test(source)) return (character) => character === source;
  const expression = new RegExp(`^${source}$`, 'su');
  return (character) => expression.test(character);
}

/** All ways to match go forward together, one character at a time: none is tried twice (Thompson, 1968). */
function run(program: readonly Instruction[], text: string, steps: Steps): boolean {
  let places = closure(program, [0], text.length > 0 ? 'first' : 'only', steps);
  let at = 0;
  for (const character of text) {
    at += character.length;
    const next: number[] = [];
    for (const place of places) {
      const instruction = program[place];
      if (instruction?.do === 'take' && instruction.accepts(character)) next.push(place + 1);
    }
    if (next.length === 0) return false;
    places = closure(program, next, at === text.length ? 'last' : 'inside', steps);
  }
  return places.some((place) => program[place]?.do === 'done');
}

type Position = 'first' | 'inside' | 'last' | 'only';

/** Where the instructions that take no character lead from these places, in a text of which this is the position. */
function closure(
  program: readonly Instruction[],
  from: readonly number[],
  position: Position,
  steps: Steps,
): number[] {
  const seen = new Set(from);
  for (const place of seen) {
    const instruction = program[place];
    if (instruction?.do === 'fork') instruction.to.forEach((next) => seen.add(next));
    const passes =
      (instruction?.do === 'start' && (position === 'first' || position === 'only')) ||
      (instruction?.do === 'end' && (position === 'last' || position === 'only'));
    if (passes) seen.add(place + 1);
  }
  steps.spend(seen.size);
  return [...seen];
}
