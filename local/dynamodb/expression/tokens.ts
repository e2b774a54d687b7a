/** `word` is an attribute, function or keyword; `name` a #placeholder; `value` a :placeholder. */
export interface Token {
  kind: 'word' | 'name' | 'value' | 'number' | 'symbol' | 'unknown' | 'end';
  text: string;
  start: number;
  end: number;
}

const PATTERN =
  /\s*(?:(?<word>[A-Za-z][A-Za-z0-9_]*)|(?<name>#[A-Za-z0-9_]+)|(?<value>:[A-Za-z0-9_]+)|(?<number>\d+)|(?<symbol><>|<=|>=|[=<>(),.[\]+-])|(?<unknown>\S))/dy;

const MAX_REMEMBERED = 500;
const remembered = new Map<string, readonly Token[]>();

/** Splits an expression; the last token is always `end`. Programs send the same few texts again and again. */
export function tokens(text: string): readonly Token[] {
  const known = remembered.get(text);
  if (known) return known;
  if (remembered.size >= MAX_REMEMBERED) remembered.clear();
  const found = split(text);
  remembered.set(text, found);
  return found;
}

function split(text: string): Token[] {
  const found: Token[] = [];
  PATTERN.lastIndex = 0;
  for (let match = PATTERN.exec(text); match; match = PATTERN.exec(text)) found.push(toToken(match));
  found.push({ kind: 'end', text: '<EOF>', start: text.length, end: text.length });
  return found;
}

function toToken(match: RegExpExecArray): Token {
  const [kind, text] = Object.entries(match.groups ?? {}).find(([, part]) => part !== undefined) as [
    Token['kind'],
    string,
  ];
  const end = match.index + match[0].length;
  return { kind, text, start: end - text.length, end };
}
