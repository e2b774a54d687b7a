import { branchMatches, compileBranch, type Branch } from './branch';
import { expandPattern } from './expand-pattern';
import { isObject } from './json-value';
import { PatternError } from './pattern-error';

/** An event pattern, ready to match. It matches if any of its branches does. */
export interface CompiledPattern {
  readonly branches: readonly Branch[];
}

/**
 * Compiles an EventBridge event pattern (as `JSON.parse` gives it) with all operators of
 * docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html.
 * Throws PatternError, and nothing else, with a pointer to the offending part. `maxCharacters` limits the pattern's
 * JSON text; EventBridge's own limit is 2,048.
 */
export function compilePattern(pattern: unknown, options: { maxCharacters?: number } = {}): CompiledPattern {
  const { maxCharacters = Infinity } = options;
  if (maxCharacters < Infinity && charactersOf(pattern) > maxCharacters) {
    throw new PatternError('', `a pattern must not be longer than ${maxCharacters} characters`);
  }
  return { branches: expandPattern(pattern).map(compileBranch) };
}

function charactersOf(pattern: unknown): number {
  try {
    return String(JSON.stringify(pattern)).length;
  } catch {
    throw new PatternError('', 'a pattern must be JSON, and not nested without end');
  }
}

/**
 * Whether the event (as `JSON.parse` gives it) matches. Never throws; what is not an object matches nothing.
 * Numbers are IEEE 754 doubles by then: 15 significant digits are always told apart, more are not.
 */
export function matches(pattern: CompiledPattern, event: unknown): boolean {
  return isObject(event) && pattern.branches.some((branch) => branchMatches(branch, event));
}
