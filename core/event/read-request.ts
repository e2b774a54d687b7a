import { problem, type Problem } from '../problem';
import type { PostedEvent } from './accept';
import { rawObject } from './body';
import { LIMITS } from './limits';
import { sliceElements, sliceMembers } from './raw-json';

/** A request's headers, names in lower case, and its body as text. */
export interface EventRequest {
  headers: Readonly<Record<string, string | undefined>>;
  body: string;
}

/**
 * Tells the four forms of `POST /v1/events` apart by Content-Type and cuts the request into events:
 * Tocsin's own JSON, and CloudEvents 1.0 in structured, batch and binary mode (HTTP protocol binding, section 3).
 */
export function readRequest({ headers, body }: EventRequest): PostedEvent[] | Problem {
  const bytes = Buffer.byteLength(body);
  if (bytes > LIMITS.requestBytes) {
    return problem(
      413,
      `A request may have at most ${LIMITS.requestBytes} bytes (2 MiB); this one has ${bytes}`,
    );
  }
  const mediaType = mediaTypeOf(headers);
  const format = mediaType.startsWith('application/cloudevents') ? 'cloudevents' : 'tocsin';
  const hasAttributes = headers['ce-specversion'] !== undefined;
  const binary = hasAttributes && format === 'tocsin';
  if (!SUPPORTED.has(mediaType) && !(hasAttributes && mediaType.endsWith('+json'))) {
    return problem(
      415,
      `The content type ${mediaType || '(none)'} is not supported: send application/json, ` +
        'application/cloudevents+json or application/cloudevents-batch+json',
    );
  }
  // A binary event may have no data (CloudEvents HTTP binding, section 3.1.2).
  if (binary && body === '') return [binaryEvent(headers)];
  const parsed = parse(body);
  if ('fault' in parsed) return problem(400, `The body is not valid JSON: ${parsed.fault}`);
  if (binary) return [binaryEvent(headers, { raw: body, value: parsed.value })];
  return cut(format, mediaType, body, parsed.value);
}

/** Compressed JSON under a type that no gateway takes for text. */
const COMPRESSED = ['application/octet-stream', 'application/gzip'];

function mediaTypeOf(headers: EventRequest['headers']): string {
  const named = (headers['content-type'] ?? 'application/json').split(';')[0]?.trim().toLowerCase() ?? '';
  const compressed = headers['content-encoding']?.trim().toLowerCase() === 'gzip';
  return compressed && COMPRESSED.includes(named) ? 'application/json' : named;
}

const SUPPORTED = new Set([
  'application/json',
  'application/cloudevents+json',
  'application/cloudevents-batch+json',
]);

function parse(body: string): { value: unknown } | { fault: string } {
  try {
    return { value: JSON.parse(body) as unknown };
  } catch (error) {
    return { fault: (error as Error).message };
  }
}

function cut(
  format: PostedEvent['format'],
  mediaType: string,
  body: string,
  value: unknown,
): PostedEvent[] | Problem {
  const batch = mediaType === 'application/cloudevents-batch+json';
  if (batch !== Array.isArray(value) && format === 'cloudevents') {
    return problem(400, `${mediaType} holds ${batch ? 'an array of events' : 'one event'}`);
  }
  if (!Array.isArray(value)) return [posted(format, value, body)];
  if (value.length === 0) return problem(400, 'The array holds no event');
  if (value.length > LIMITS.requestEvents) {
    return problem(
      413,
      `A request may hold at most ${LIMITS.requestEvents} events; this one holds ${value.length}`,
    );
  }
  return sliceElements(body).map((text, index) => posted(format, value[index], text));
}

function posted(format: PostedEvent['format'], value: unknown, text: string): PostedEvent {
  const bytes = Buffer.byteLength(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { format, value, members: new Map(), bytes };
  const members = sliceMembers(text);
  if (format === 'tocsin') return { format, value, members, bytes };
  const isSet = ([name, member]: readonly [string, unknown]): boolean => isGiven(name, member);
  const given = Object.fromEntries(Object.entries(value).filter(isSet));
  return {
    format,
    value: given,
    members: new Map([...members].filter(([name]) => Object.hasOwn(given, name))),
    bytes,
  };
}

/** An attribute that is null is not set (CloudEvents JSON format, section 2.2); data may be null like any other value. */
const isGiven = (name: string, value: unknown): boolean => value !== null || name === 'data';

/** Binary mode: attributes are `ce-` headers (percent-encoded), the body is `data`. */
function binaryEvent(headers: EventRequest['headers'], data?: { raw: string; value: unknown }): PostedEvent {
  const attributes = Object.entries(headers)
    .filter((header): header is [string, string] => header[0].startsWith('ce-') && header[1] !== undefined)
    .map(([name, value]) => [name.slice(3), decodeAttribute(value)] as const);
  const members = new Map(attributes.map(([name, value]) => [name, JSON.stringify(value)]));
  if (data) members.set('data', data.raw);
  return {
    format: 'cloudevents',
    value: { ...Object.fromEntries(attributes), ...(data && { data: data.value }) },
    members,
    // All of it is stored: attributes count as they do in the other modes.
    bytes: Buffer.byteLength(rawObject(members)),
  };
}

function decodeAttribute(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
