import {
  Composer,
  type CST,
  type ErrorCode,
  isMap,
  isScalar,
  isSeq,
  Lexer,
  type ParsedNode,
  Parser,
} from 'yaml';
import { InvalidInput } from '../../../core/configuration/errors';
import { pointer } from '../../../core/event/accept';

/** Words and marks of YAML. A document of 256 KiB with a short setting in each line has some 80,000. */
const MAX_LEXEMES = 150_000;
const MAX_NESTING = 100;

const CORE_TAGS: readonly string[] = ['str', 'int', 'float', 'bool', 'null', 'map', 'seq'].map(
  (name) => `tag:yaml.org,2002:${name}`,
);

/** YAML by its core schema, without what JSON has no word for. Messages name a line and never show it. */
const OPTIONS = {
  version: '1.2',
  schema: 'core',
  merge: false,
  resolveKnownTags: false,
  // The check of the library compares each key with each other one.
  uniqueKeys: false,
  logLevel: 'silent',
  prettyErrors: false,
} as const;

const FAULTS: Partial<Record<ErrorCode, string>> = {
  TAG_RESOLVE_FAILED: 'has a tag (`!name`) of its own: JSON has none',
  BAD_ALIAS: 'has an alias or an anchor: write the value out where it is used',
  MULTIPLE_DOCS: 'begins a second document',
};

/**
 * Reads a YAML document in time and memory that its length bounds: nothing in it is copied or repeated. Throws
 * `InvalidInput` with the line, or with a pointer to the value, of its first fault.
 */
export function readYaml(text: string): unknown {
  let first: InvalidInput | undefined;
  const refuse = (at: number, detail: string): never => {
    const line = text.slice(0, at).split('\n').length;
    // The library catches what is thrown inside of a collection, and reports it as a fault once more.
    first ??= new InvalidInput([{ pointer: '', detail: `must be YAML: line ${line} ${detail}` }]);
    throw first;
  };
  const tokens = tokensOf(text, refuse);
  const composer = new Composer(OPTIONS);
  // All faults of a document may be many times its length: the first one is enough.
  composer['onError'] = (source: Place, code: ErrorCode) => {
    const [at = 0] = typeof source === 'number' ? [source] : 'offset' in source ? [source.offset] : source;
    refuse(at, FAULTS[code] ?? `breaks the rule ${code}`);
  };
  const [document, second] = composer.compose(tokens);
  if (second) refuse(second.range[0], 'begins a second document');
  for (const { pos } of [...(document?.errors ?? []), ...(document?.warnings ?? [])])
    refuse(pos[0], 'breaks a rule');
  return document?.contents ? valueOf(document.contents, []) : null;
}

/** Where the library finds a fault. */
type Place = number | readonly number[] | { offset: number };

type Refuse = (at: number, detail: string) => never;

function tokensOf(text: string, refuse: Refuse): CST.Token[] {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  let lexemes = 0;
  for (const lexeme of new Lexer().lex(text)) {
    lexemes += 1;
    if (lexemes > MAX_LEXEMES)
      refuse(parser.offset, `is past ${MAX_LEXEMES} words and marks: no more are read`);
    for (const token of parser.next(lexeme)) tokens.push(token);
    if (parser.stack.length > MAX_NESTING + 2)
      refuse(parser.offset, `is nested more than ${MAX_NESTING} levels deep`);
  }
  for (const token of parser.end()) tokens.push(token);
  for (const { type, offset } of tokens) {
    if (type === 'error') refuse(offset, 'breaks the rules of YAML');
    if (type === 'directive') refuse(offset, 'has a directive (`%NAME`): none is allowed');
  }
  return tokens;
}

function valueOf(node: ParsedNode, path: PropertyKey[]): unknown {
  if ('anchor' in node && node.anchor !== undefined) fault(path, 'must not have an anchor (`&name`)');
  if (node.tag !== undefined && !CORE_TAGS.includes(node.tag)) fault(path, 'must not have a tag (`!name`)');
  if (isScalar(node)) {
    const { value } = node;
    if (typeof value === 'number' && !Number.isFinite(value)) fault(path, 'must be a number that JSON has');
    return value;
  }
  if (isSeq(node)) return node.items.map((item, index) => valueOf(item, [...path, index]));
  if (isMap(node)) return mapOf(node.items, path);
  return fault(path, 'must not be an alias (`*name`): write the value out');
}

function fault(path: PropertyKey[], detail: string): never {
  throw new InvalidInput([{ pointer: pointer(path), detail }]);
}

type Pairs = { key: unknown; value: unknown }[];

function mapOf(pairs: Pairs, path: PropertyKey[]): unknown {
  const names = new Set<string>();
  const members = pairs.map(({ key, value }): [string, unknown] => {
    const name = nameOf(key as ParsedNode, path);
    const at = [...path, name];
    if (names.has(name)) fault(at, 'must not be given twice');
    names.add(name);
    return [name, value === null ? null : valueOf(value as ParsedNode, at)];
  });
  return Object.fromEntries(members);
}

/** As JSON has it: `200` and `true` are texts. */
function nameOf(key: ParsedNode, path: PropertyKey[]): string {
  if (!isScalar(key) || key.value === null) return fault(path, 'must have a text before each ":"');
  if (key.anchor !== undefined || (key.tag !== undefined && !CORE_TAGS.includes(key.tag)))
    return fault(path, 'must have no anchors and no tags');
  if (key.value === '<<' && key.type === 'PLAIN')
    return fault(path, 'must not have "<<": write the members out');
  const { value } = key;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
