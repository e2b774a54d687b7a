import type { Steps } from '../steps';
import type { Instruction } from './program';

const isWord = (character: string): boolean => /^\w/.test(character);

/** Where a text is being read. */
interface Position {
  at: number;
  end: number;
  before: string;
  after: string;
}

/** All ways to match go forward together, one character at a time: none is tried twice (Thompson, 1968). */
export class Matcher {
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
