import { contentHash, kept } from './attribute';
import { treatmentOf } from './fields';
import {
  type Attributes,
  type AttributeValue,
  type LogRecord,
  type ResourceTelemetry,
  type Signal,
  type Span,
  Undecodable,
} from './telemetry';
import { millisecondsOf } from './time';

const MAX_DEPTH = 32;

/** The members that hold a signal: of the request, of a resource, of a scope. */
const NAMES = {
  traces: ['resourceSpans', 'scopeSpans', 'spans'],
  logs: ['resourceLogs', 'scopeLogs', 'logRecords'],
  metrics: ['resourceMetrics', 'scopeMetrics', 'metrics'],
} as const satisfies Record<Signal, readonly [string, string, string]>;

/**
 * OTLP in its JSON form (OTLP 1.11, "JSON Protobuf Encoding"): ids in hexadecimal, 64-bit integers as numbers or as text,
 * unknown members ignored. What has another type than it should is taken for missing. Throws Undecodable.
 */
export function readJson(text: string, signal: Signal): ResourceTelemetry[] {
  const [resources, scopes, records] = NAMES[signal];
  const request = parsed(text);
  if (!Array.isArray(request[resources])) {
    if (Object.keys(request).length === 0) return [];
    throw new Undecodable(`The body holds no ${resources}`);
  }
  if (signal === 'metrics') return [];
  return list(request[resources]).map((one) => {
    const read: ResourceTelemetry = {
      resource: attributesOf(object(one['resource'])),
      spans: [],
      logs: [],
    };
    for (const scoped of list(one[scopes])) {
      const scope = string(object(scoped['scope'])['name']);
      for (const record of list(scoped[records])) {
        if (signal === 'traces') read.spans.push(readSpan(record, scope));
        else read.logs.push(readLog(record, scope));
      }
    }
    return read;
  });
}

type Members = Readonly<Record<string, unknown>>;

function parsed(text: string): Members {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Undecodable('The body is not valid JSON');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Undecodable('The body is not a JSON object');
  return value as Members;
}

function readSpan(span: Members, scope: string): Span {
  const status = object(span['status']);
  return {
    scope,
    traceId: string(span['traceId']).toLowerCase(),
    spanId: string(span['spanId']).toLowerCase(),
    parentSpanId: string(span['parentSpanId']).toLowerCase(),
    name: string(span['name']),
    startMs: milliseconds(span['startTimeUnixNano']),
    endMs: milliseconds(span['endTimeUnixNano']),
    failed: [2, '2', 'STATUS_CODE_ERROR'].includes(status['code'] as string | number),
    statusMessage: string(status['message']),
    attributes: attributesOf(span),
    events: list(span['events']).map((event) => ({
      name: string(event['name']),
      attributes: attributesOf(event),
    })),
  };
}

function readLog(log: Members, scope: string): LogRecord {
  return {
    scope,
    eventName: string(log['eventName']),
    timeMs: milliseconds(log['timeUnixNano']) || milliseconds(log['observedTimeUnixNano']),
    traceId: string(log['traceId']).toLowerCase(),
    spanId: string(log['spanId']).toLowerCase(),
    attributes: attributesOf(log),
  };
}

function attributesOf(holder: Members): Attributes {
  const attributes = new Map<string, AttributeValue>();
  for (const { key, value } of list(holder['attributes'])) {
    const treatment = typeof key === 'string' ? treatmentOf(key) : 'skip';
    if (treatment === 'skip') continue;
    const decoded = decode(object(value), 0);
    const result = treatment === 'hash' ? contentHash(decoded) : kept(decoded);
    if (result !== undefined) attributes.set(key as string, result);
  }
  return attributes;
}

/** An AnyValue. */
function decode(value: Members, depth: number): unknown {
  if (depth > MAX_DEPTH) throw new Undecodable(`The body nests values more than ${MAX_DEPTH} levels deep`);
  const { stringValue, boolValue, intValue, doubleValue, arrayValue, kvlistValue, bytesValue } = value;
  if (stringValue !== undefined) return stringValue;
  if (boolValue !== undefined) return boolValue;
  if (intValue !== undefined) return Number(intValue);
  if (doubleValue !== undefined) return Number(doubleValue);
  if (bytesValue !== undefined) return bytesValue;
  if (arrayValue !== undefined)
    return list(object(arrayValue)['values']).map((one) => decode(one, depth + 1));
  if (kvlistValue === undefined) return null;
  const members = list(object(kvlistValue)['values']);
  return Object.fromEntries(
    members.map((one) => [string(one['key']), decode(object(one['value']), depth + 1)]),
  );
}

const NOTHING: Members = {};

const object = (value: unknown): Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : NOTHING;

const list = (value: unknown): Members[] => (Array.isArray(value) ? value.map(object) : []);

const string = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Nanoseconds, as text or as a number. */
function milliseconds(nanoseconds: unknown): number {
  const number = Number(nanoseconds);
  return Number.isFinite(number) && number > 0 ? millisecondsOf(number) : 0;
}
