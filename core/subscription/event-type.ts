const NAME = '[A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]+)*';
const EVENT_TYPE = new RegExp(`^${NAME}$`);
const TYPE_PATTERN = new RegExp(`^(?:\\*|${NAME}(?:\\.\\*)?)$`);

const MAX_TYPE_CHARACTERS = 128;
/** Most event types of one subscription: each is a row in the transaction that writes it (SEMANTICS 1.4). */
export const MAX_TYPE_PATTERNS = 40;

/** Words joined by dots, such as `agent.run.failed`: letters, digits, `_` and `-`, at most 128 characters. */
export function isEventType(text: string): boolean {
  return text.length <= MAX_TYPE_CHARACTERS && EVENT_TYPE.test(text);
}

/** What a subscription may name: an exact type, `prefix.*` for everything under a name, or `*` for everything. */
export function isTypePattern(text: string): boolean {
  return text.length <= MAX_TYPE_CHARACTERS && TYPE_PATTERN.test(text);
}

/**
 * Every entry of a subscription's `eventTypes` that covers the type: the type itself, each prefix, `*`. Each is one
 * partition of match rows, so that a lookup reads candidates only. `a.*` covers `a.b` and `a.b.c`, but not `a`.
 */
export function candidatePatterns(type: string): string[] {
  const patterns = [type];
  for (let dot = type.lastIndexOf('.'); dot > 0; dot = type.lastIndexOf('.', dot - 1)) {
    patterns.push(`${type.slice(0, dot)}.*`);
  }
  return [...patterns, '*'];
}
