import { problem, type Problem } from '../problem';
import { isBody, type Body } from './reported';

/** The body as JSON, or why it is none. The fault of the parser is not handed on: it quotes the text. */
export function readJson(text: string): { value: unknown } | Problem {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return problem(400, 'The body is not valid JSON');
  }
}

/** The body as one JSON object. */
export function readObject(text: string, what: string): { value: Body } | Problem {
  const parsed = readJson(text);
  if (!('value' in parsed)) return parsed;
  return isBody(parsed.value) ? { value: parsed.value } : problem(400, `The body must be ${what}`);
}
