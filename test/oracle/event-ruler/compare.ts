import { compilePattern, matches } from '../../../core/subscription/pattern';
import { PatternError } from '../../../core/subscription/pattern-error';
import { askRuler, type Answer, type Case } from './ask-ruler';
import { generateDoubtful } from './generate-doubtful';
import { eventLike, generateEvent } from './generate-event';
import { generatePattern } from './generate-pattern';
import { jsonText } from './json-text';
import { KNOWN_DIFFERENCES } from './known-differences';
import { Random } from './random';

/**
 * Compares our matcher with AWS's event-ruler on generated patterns and events, and on the listed differences, each
 * of which must still differ. `SEED` chooses other patterns; the arguments are the parts of Java's class path.
 */
const VALID_PATTERNS = 2_500;
const EVENTS_OF_EACH = 6;
const DOUBTFUL_PATTERNS = 4_000;
const MACHINES_IN_DOUBT = 50;

function main(seed: number, classPath: string): void {
  const questions = [...validCases(new Random(seed)), ...doubtfulCases(new Random(seed))].flatMap(oneByOne);
  const ours = questions.map(ourAnswer);
  const rulers = askRuler(questions, 1, classPath);
  const doubtful = questions.filter((_, index) => !isSame(ours[index], rulers[index]));

  const different = differences(doubtful, classPath);
  const listed = KNOWN_DIFFERENCES.flatMap(oneByOne);
  const stillDifferent = new Set(differences(listed, classPath).map(({ question }) => question));
  const outdated = listed.filter((question) => !stillDifferent.has(question));

  for (const { question, our, ruler } of different) {
    console.log(`DIFFERENT ${textOf(question)}\n  ours: ${describe(our)}\n  ruler: ${describe(ruler)}`);
  }
  for (const question of outdated) console.log(`NO LONGER DIFFERENT ${textOf(question)}`);
  const matching = rulers.filter((answer) => answer.valid && answer.matched === '1').length;
  const invalid = rulers.filter((answer) => !answer.valid).length;
  console.log(`${questions.length} questions: ${matching} events match, ${invalid} patterns are invalid`);
  console.log(`${doubtful.length - different.length} left out, on which the ruler contradicts itself`);
  const failed = different.length + outdated.length;
  console.log(`${questions.length - doubtful.length + stillDifferent.size} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
}

function validCases(random: Random): Case[] {
  return Array.from({ length: VALID_PATTERNS }, () => {
    const pattern = generatePattern(random);
    const events = Array.from({ length: EVENTS_OF_EACH }, () =>
      random.chance(0.85) ? eventLike(pattern, random) : generateEvent(random),
    );
    return { pattern: jsonText(pattern), events: events.map(jsonText) };
  });
}

function doubtfulCases(random: Random): Case[] {
  const patterns = Array.from({ length: DOUBTFUL_PATTERNS }, () => jsonText(generateDoubtful(random)));
  return [...new Set(patterns)].map((pattern) => ({ pattern, events: [] }));
}

/** One question for each event; one for the pattern alone if it has none. */
function oneByOne({ pattern, events }: Case): Case[] {
  return events.length === 0 ? [{ pattern, events }] : events.map((event) => ({ pattern, events: [event] }));
}

function ourAnswer({ pattern, events }: Case): Answer {
  try {
    const compiled = compilePattern(JSON.parse(pattern));
    const matched = events.map((event) => (matches(compiled, JSON.parse(event)) ? '1' : '0')).join('');
    return { valid: true, matched };
  } catch (error) {
    if (!(error instanceof PatternError)) throw error;
    return { valid: false, reason: `${error.pointer} ${error.message}` };
  }
}

/** The questions that ruler, asked many times, always answers in another way than we do. */
function differences(
  questions: readonly Case[],
  classPath: string,
): { question: Case; our: Answer; ruler: Answer }[] {
  return askRuler(questions, MACHINES_IN_DOUBT, classPath).flatMap((ruler, index) => {
    const question = questions[index];
    if (!question || (ruler.valid && ruler.matched === '?')) return [];
    const our = ourAnswer(question);
    return isSame(our, ruler) ? [] : [{ question, our, ruler }];
  });
}

function isSame(one: Answer | undefined, other: Answer | undefined): boolean {
  if (one?.valid && other?.valid) return one.matched === other.matched;
  return one?.valid === other?.valid;
}

function textOf({ pattern, events }: Case): string {
  return [`pattern ${pattern}`, ...events.map((event) => `event ${event}`)].join('\n  ');
}

function describe(answer: Answer): string {
  if (!answer.valid) return `invalid, ${answer.reason}`;
  return { '1': 'matches', '0': 'does not match', E: 'refuses the event' }[answer.matched] ?? 'valid';
}

main(Number(process.env.SEED ?? 1), process.argv.slice(2).join(':'));
