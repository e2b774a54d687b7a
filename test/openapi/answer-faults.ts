import type { DescribedResponse, Operation } from './described';
import { checkable, schemaFaults } from './schema-faults';

/** An answer of the API, as a client has got it. */
export interface GivenAnswer {
  method: string;
  /** With its query. */
  path: string;
  status: number;
  headers: Headers;
  text: string;
}

/** Headers that mean something to a client: where they come, the document must say so. */
const TELLING_HEADERS = ['etag', 'retry-after', 'idempotent-replayed', 'allow', 'location', 'cache-control'];

/** What is answered where the document has no operation: by a function (404, 405), or before one was asked. */
const OUTSIDE = new Set([401, 403, 404, 405, 413, 429, 431, 500, 503]);

/** How an answer differs from what the document says of it; empty if it does not. */
export function answerFaults(answer: GivenAnswer): string[] {
  const found = operationOf(answer);
  if (!found) return OUTSIDE.has(answer.status) ? [] : [`no operation of the document matches`];
  const response = resolved(found.responses[answer.status]);
  if (!response) return [`the document has ${Object.keys(found.responses).join(', ')}`];
  return [...headerFaults(response, answer), ...bodyFaults(response, answer)];
}

/** Path templates, those with fewer parameters first: `/v1/events/{id}` is not `/v1/events/replay`. */
const templates = Object.keys(checkable.paths)
  .map((path) => ({ path, names: path.split('{').length, pattern: patternOf(path) }))
  .sort((one, other) => one.names - other.names);

function patternOf(path: string): RegExp {
  const literal = path.replaceAll(/[.+*?^$()[\]\\|]/g, String.raw`\$&`);
  return new RegExp(`^${literal.replaceAll(/\{\w+\}/g, '[^/]+')}$`);
}

function operationOf({ method, path }: GivenAnswer): Operation | undefined {
  const [plain = ''] = path.split(/[?#]/);
  const fitting = templates.find((template) => template.pattern.test(plain));
  return fitting && checkable.paths[fitting.path]?.[method.toLowerCase()];
}

function resolved(response: DescribedResponse | undefined): DescribedResponse | undefined {
  const name = response?.$ref?.split('/').at(-1);
  return name === undefined ? response : checkable.components.responses[name];
}

function headerFaults({ headers: described = {} }: DescribedResponse, { headers }: GivenAnswer): string[] {
  const names = new Map(Object.entries(described).map(([name, header]) => [name.toLowerCase(), header]));
  const missing = [...names].filter(([name, { required }]) => required && !headers.has(name));
  const unknown = TELLING_HEADERS.filter(
    (name) => headers.has(name) && headers.get(name) !== 'no-store' && !names.has(name),
  );
  return [
    ...missing.map(([name]) => `the header ${name} is missing`),
    ...unknown.map((name) => `the header ${name} is not in the document`),
  ];
}

function bodyFaults({ content = {} }: DescribedResponse, { headers, text }: GivenAnswer): string[] {
  const types = Object.keys(content);
  const [type = ''] = (headers.get('content-type') ?? '').split(';');
  // No bytes are a message of which every field is left out.
  if (text === '' && type !== 'application/x-protobuf')
    return types.length === 0 ? [] : [`there is no body, the document has ${types.join(', ')}`];
  const media = content[type];
  if (!media) return [`the content type is ${type}, the document has ${types.join(', ') || 'no body'}`];
  if (!media.schema || !/[/+]json$/.test(type)) return [];
  return schemaFaults(media.schema, JSON.parse(text));
}
