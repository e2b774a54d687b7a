import { hasMoreCharacters } from '../event/characters';
import { LIMITS } from '../event/limits';
import { OWN_SOURCE, looksLikeOwnSource } from '../event/own-source';
import { ALL_AGENTS_NAME } from './agent';

/**
 * Why a text is no name of an agent; undefined if it is one. An agent is named by the `source` of its events, so that
 * ingest asks this as well as every route and every setting that names an agent: what one takes, all take (SEMANTICS
 * 5.7).
 */
export function agentNameProblem(name: string): string | undefined {
  return attributeProblem(name) ?? reservedProblem(name);
}

const CONTROL_CHARACTERS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;

/** Why a text is no attribute of an event; undefined if it is one. */
export function attributeProblem(text: string): string | undefined {
  const { attributeCharacters } = LIMITS;
  if (text === '') return 'must not be empty';
  if (hasMoreCharacters(text, attributeCharacters))
    return `must have at most ${attributeCharacters} characters`;
  if (CONTROL_CHARACTERS.test(text)) return 'must not contain control characters';
  // Attributes stand in keys and rows, which are UTF-8: half a character could be accepted but never stored.
  return text.isWellFormed() ? undefined : 'must be well-formed Unicode';
}

function reservedProblem(name: string): string | undefined {
  if (name === ALL_AGENTS_NAME) return `must not be "${ALL_AGENTS_NAME}", which stands for all agents`;
  // Clients fold these segments of a path, even percent-encoded (WHATWG URL, section 4.4).
  if (name === '.' || name === '..') return 'must not be "." or "..", which no URL can name';
  return looksLikeOwnSource(name)
    ? `must not be "${OWN_SOURCE}" in any spelling, the source of Tocsin's own events`
    : undefined;
}
