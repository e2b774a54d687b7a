import { isMadeByTocsin } from '../../core/event/limits';
import { checkable, schemaFaults } from './schema-faults';

interface Event {
  source?: unknown;
  type?: unknown;
  data?: object;
}

interface Sent {
  headers: Readonly<Record<string, string | string[] | undefined>>;
  body: string;
}

/** Where custom headers and signatures of a subscription's own may stand, no list can be complete. */
const OURS = /^(?:webhook-|ce-|tocsin-|x-hub-|x-github-|x-keywordsai-|x-respan-|stripe-|traceparent$)/;
/** Extension attributes of CloudEvents have any names. */
const EXTENSION = /^ce-/;

/** How a request that Tocsin has sent differs from the document's `webhooks`; empty if it does not, or is no webhook. */
export function webhookFaults({ headers, body }: Sent): string[] {
  const [type = ''] = String(headers['content-type'] ?? '').split(';');
  if (headers['webhook-id'] === undefined) return [];
  const isBinary = headers['ce-specversion'] !== undefined;
  // Data alone is no event, nor is what JavaScript cannot read: Python's `Infinity`, by the scheme keywordsai.
  const event = isBinary ? undefined : parsed(body);
  const isOwn = event?.source === 'tocsin' && !(isTest(event) && !isMadeByTocsin(String(event.type)));
  const operation = checkable.webhooks[isOwn ? String(event.type) : 'event']?.post;
  if (!operation) return [`the document has no webhook ${String(event?.type)}`];
  const parameters = (operation.parameters ?? []).flatMap(({ $ref = '' }) => {
    const parameter = checkable.components.parameters[$ref.split('/').at(-1) ?? ''];
    return parameter ? [parameter] : [];
  });
  const named = new Set(parameters.map(({ name }) => name));
  const unknown = Object.keys(headers).filter(
    (name) => OURS.test(name) && !EXTENSION.test(name) && !named.has(name),
  );
  const missing = parameters.filter(({ name, required }) => required && headers[name] === undefined);
  const schema = operation.requestBody?.content[type]?.schema;
  return [
    ...unknown.map((name) => `the header ${name} is not in the document`),
    ...missing.map(({ name }) => `the header ${name} is missing`),
    ...(isOwn && event ? unknownMembers(schema, event) : []),
    ...(event ? bodyFaults(type, schema, event) : []),
  ];
}

/** A test of a type that agents report is like one of theirs. */
const isTest = ({ data }: Event): boolean => (data as { test?: unknown } | undefined)?.test === true;

function bodyFaults(type: string, schema: object | undefined, event: unknown): string[] {
  return schema ? schemaFaults(schema, event) : [`the content type ${type} is not in the document`];
}

/** Schemas of what is sent are open, so that a receiver takes what a later version adds; the document must name it all. */
function unknownMembers(schema: object | undefined, event: Event): string[] {
  const data = memberOf(schema, 'data');
  const alternatives = (data as { anyOf?: object[] } | undefined)?.anyOf ?? [data];
  const named = new Set(alternatives.flatMap((one) => Object.keys(propertiesOf(one))));
  return Object.keys(event.data ?? {})
    .filter((name) => !named.has(name))
    .map((name) => `data.${name} is not in the document`);
}

const memberOf = (schema: object | undefined, name: string): object | undefined => propertiesOf(schema)[name];

function propertiesOf(schema: object | undefined): Record<string, object> {
  const { $ref, properties = {} } = (schema ?? {}) as {
    $ref?: string;
    properties?: Record<string, object>;
  };
  return $ref === undefined
    ? properties
    : propertiesOf(checkable.components.schemas[$ref.split('/').at(-1) ?? '']);
}

function parsed(body: string): Event | undefined {
  try {
    return JSON.parse(body) as Event;
  } catch {
    return undefined;
  }
}
