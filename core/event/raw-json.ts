/**
 * Cuts the members of JSON text that `JSON.parse` has already accepted, without re-writing them: numbers keep
 * their digits, strings their escapes, objects their order (a parse and a stringify would change all three).
 */

/** The raw text of each element of an array. `text` must be a valid JSON array. */
export function sliceElements(text: string): string[] {
  const slices: string[] = [];
  let at = skipSpace(text, text.indexOf('[') + 1);
  while (text[at] !== ']') {
    const end = skipValue(text, at);
    slices.push(text.slice(at, end));
    at = skipSpace(text, end);
    if (text[at] === ',') at = skipSpace(text, at + 1);
  }
  return slices;
}

/** The raw text of each member of an object, by name; of a repeated name the last, as `JSON.parse` has it. */
export function sliceMembers(text: string): Map<string, string> {
  const slices = new Map<string, string>();
  let at = skipSpace(text, text.indexOf('{') + 1);
  while (text[at] !== '}') {
    const nameEnd = skipString(text, at);
    const name = JSON.parse(text.slice(at, nameEnd)) as string;
    at = skipSpace(text, skipSpace(text, nameEnd) + 1);
    const end = skipValue(text, at);
    slices.set(name, text.slice(at, end));
    at = skipSpace(text, end);
    if (text[at] === ',') at = skipSpace(text, at + 1);
  }
  return slices;
}

/** How deeply arrays and objects are nested: 0 for a scalar, 1 for `{}`. */
export function nesting(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '"') at = skipString(text, at) - 1;
    else if (character === '{' || character === '[') deepest = Math.max(deepest, ++depth);
    else if (character === '}' || character === ']') depth--;
  }
  return deepest;
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ' || text[at] === '\n' || text[at] === '\r' || text[at] === '\t') at++;
  return at;
}

function skipString(text: string, from: number): number {
  let at = from + 1;
  while (text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at + 1;
}

function skipValue(text: string, from: number): number {
  const first = text[from];
  if (first === '"') return skipString(text, from);
  if (first === '{' || first === '[') return skipContainer(text, from);
  let at = from;
  while (at < text.length && !',]} \n\r\t'.includes(text[at] as string)) at++;
  return at;
}

function skipContainer(text: string, from: number): number {
  let depth = 0;
  for (let at = from; ; at++) {
    const character = text[at];
    if (character === '"') at = skipString(text, at) - 1;
    else if (character === '{' || character === '[') depth++;
    else if ((character === '}' || character === ']') && --depth === 0) return at + 1;
  }
}
