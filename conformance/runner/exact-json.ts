/** JSON as it was written: numbers as their text, members in their order, repeated names kept. */
export type ExactJson =
  | { kind: 'number'; text: string }
  | { kind: 'string'; value: string }
  | { kind: 'word'; word: string }
  | { kind: 'array'; items: ExactJson[] }
  | { kind: 'object'; members: [name: string, value: ExactJson][] };

const TOKEN =
  /[ \t\n\r]*(?:(?<punctuation>[{}[\],:])|(?<string>"(?:[^"\\\u0000-\u001f]|\\.)*")|(?<number>-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)|(?<word>true|false|null))/suy;

/** Reads JSON text (RFC 8259) without losing anything. Throws SyntaxError. */
export function readExactJson(text: string): ExactJson {
  const tokens = new Tokens(text);
  const value = readValue(tokens, tokens.next());
  tokens.end();
  return value;
}

type Token = { kind: 'punctuation' | 'string' | 'number' | 'word'; text: string };

class Tokens {
  private at = 0;

  constructor(private text: string) {}

  next(): Token {
    TOKEN.lastIndex = this.at;
    const found = TOKEN.exec(this.text);
    if (!found) throw new SyntaxError(`No JSON at character ${this.at}`);
    this.at = TOKEN.lastIndex;
    const [kind, text = ''] = Object.entries(found.groups ?? {}).find(([, each]) => each !== undefined) ?? [];
    return { kind: kind as Token['kind'], text };
  }

  end(): void {
    if (this.text.slice(this.at).trim() !== '') throw new SyntaxError(`More than one value`);
  }
}

function readValue(tokens: Tokens, { kind, text }: Token): ExactJson {
  if (kind === 'number') return { kind, text };
  if (kind === 'string') return { kind, value: JSON.parse(text) as string };
  if (kind === 'word') return { kind, word: text };
  if (text === '[') return { kind: 'array', items: readList(tokens, ']', readValue) };
  if (text === '{') return { kind: 'object', members: readList(tokens, '}', readMember) };
  throw new SyntaxError(`Unexpected ${text}`);
}

function readList<Item>(tokens: Tokens, end: string, read: (tokens: Tokens, first: Token) => Item): Item[] {
  const items: Item[] = [];
  for (let token = tokens.next(); token.text !== end || token.kind !== 'punctuation'; token = tokens.next()) {
    if (items.length > 0 && token.text !== ',') throw new SyntaxError(`Unexpected ${token.text}`);
    items.push(read(tokens, items.length > 0 ? tokens.next() : token));
  }
  return items;
}

function readMember(tokens: Tokens, { kind, text }: Token): [string, ExactJson] {
  if (kind !== 'string' || tokens.next().text !== ':') throw new SyntaxError(`No member: ${text}`);
  return [JSON.parse(text) as string, readValue(tokens, tokens.next())];
}

/** The value at a JSON Pointer (RFC 6901), or undefined. */
export function atPointer(value: ExactJson, pointer: string): ExactJson | undefined {
  const names = pointer
    .split('/')
    .slice(1)
    .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'));
  return names.reduce<ExactJson | undefined>((at, name) => {
    if (at?.kind === 'array') return at.items[Number(name)];
    return at?.kind === 'object' ? at.members.find(([each]) => each === name)?.[1] : undefined;
  }, value);
}

/** Where two values differ, as a JSON Pointer and what is there; undefined if they are the same. */
export function difference(
  expected: ExactJson,
  found: ExactJson | undefined,
  options: { keyOrder: boolean },
  at = '',
): string | undefined {
  const place = at === '' ? 'the data' : at;
  if (!found) return `${place} is missing`;
  if (expected.kind === 'array' && found.kind === 'array') return inArrays(expected, found, options, at);
  if (expected.kind === 'object' && found.kind === 'object') return inObjects(expected, found, options, at);
  const [wanted, got] = [canonical(expected), canonical(found)];
  return wanted === got ? undefined : `${place} is ${shown(found)}, not ${shown(expected)}`;
}

type Nested<Kind> = Extract<ExactJson, { kind: Kind }>;

function inArrays(
  { items }: Nested<'array'>,
  found: Nested<'array'>,
  options: { keyOrder: boolean },
  at: string,
): string | undefined {
  if (items.length !== found.items.length)
    return `${at || 'the data'} has ${found.items.length} items, not ${items.length}`;
  return firstOf(items.map((item, index) => difference(item, found.items[index], options, `${at}/${index}`)));
}

function inObjects(
  { members }: Nested<'object'>,
  found: Nested<'object'>,
  options: { keyOrder: boolean },
  at: string,
): string | undefined {
  const names = members.map(([name]) => name);
  const foundNames = found.members.map(([name]) => name);
  const [wanted, got] = options.keyOrder ? [names, foundNames] : [names.toSorted(), foundNames.toSorted()];
  if (JSON.stringify(wanted) !== JSON.stringify(got))
    return `${at || 'the data'} has the members ${JSON.stringify(got)}, not ${JSON.stringify(wanted)}`;
  return firstOf(
    members.map(([name, value]) => {
      const pointer = `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
      return difference(value, atPointer(found, pointer), options, `${at}${pointer}`);
    }),
  );
}

const firstOf = (faults: (string | undefined)[]): string | undefined =>
  faults.find((fault) => fault !== undefined);

function canonical(value: ExactJson): string {
  if (value.kind === 'number') return `number ${decimal(value.text)}`;
  return value.kind === 'string' ? `string ${value.value}` : shown(value);
}

/** A decimal by its value: `1.50`, `15e-1` and `150E-2` are one number; nothing is rounded. */
function decimal(text: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text) ?? [];
  const digits = (whole + fraction).replace(/^0+/, '');
  const significant = digits.replace(/0+$/, '');
  if (significant === '') return '0';
  const scale = BigInt(exponent) - BigInt(fraction.length) + BigInt(digits.length - significant.length);
  return `${sign}${significant}e${scale}`;
}

function shown(value: ExactJson): string {
  if (value.kind === 'number') return value.text;
  if (value.kind === 'string') return escaped(value.value);
  return value.kind === 'word' ? value.word : `an ${value.kind}`;
}

/** So that texts that look alike can be told apart. */
const escaped = (text: string): string =>
  JSON.stringify(text).replace(
    /[^\x20-\x7e]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
