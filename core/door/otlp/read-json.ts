import { contentHash, kept } from './attribute';
import { Budget } from './budget';
import { treatmentOf } from './fields';
import { spanIdOf, traceIdOf } from './ids';
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
  const budget = new Budget();
  return list(request[resources]).map((one) => {
    budget.spend();
    const read: ResourceTelemetry = {
      resource: attributesOf(object(one['resource']), budget),
      spans: [],
      logs: [],
    };
    for (const scoped of list(one[scopes])) {
      const scope = string(object(scoped['scope'])['name']);
      for (const record of list(scoped[records])) {
        budget.spend();
        if (signal === 'traces') read.spans.push(readSpan(record, scope, budget));
        else read.logs.push(readLog(record, scope, budget));
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

function readSpan(span: Members, scope: string, budget: Budget): Span {
  const status = object(span['status']);
  return {
    scope,
    traceId: traceIdOf(string(span['traceId'])),
    spanId: spanIdOf(string(span['spanId'])),
    parentSpanId: spanIdOf(string(span['parentSpanId'])),
    name: string(span['name']),
    startMs: milliseconds(span['startTimeUnixNano']),
    endMs: milliseconds(span['endTimeUnixNano']),
    failed: [2, '2', 'STATUS_CODE_ERROR'].includes(status['code'] as string | number),
    statusMessage: string(status['message']),
    attributes: attributesOf(span, budget),
    events: list(span['events']).map((event) => {
      budget.spend();
      return { name: string(event['name']), attributes: attributesOf(event, budget) };
    }),
  };
}

function readLog(log: Members, scope: string, budget: Budget): LogRecord {
  return {
    scope,
    eventName: string(log['eventName']),
    timeMs: milliseconds(log['timeUnixNano']) || milliseconds(log['observedTimeUnixNano']),
    traceId: traceIdOf(string(log['traceId'])),
    spanId: spanIdOf(string(log['spanId'])),
    attributes: attributesOf(log, budget),
  };
}

function attributesOf(holder: Members, budget: Budget): Attributes {
  const attributes = new Map<string, AttributeValue>();
  for (const { key, value } of list(holder['attributes'])) {
    const treatment = typeof key === 'string' ? treatmentOf(key) : 'skip';
    if (treatment === 'skip' || attributes.has(key as string)) continue;
    const decoded = decode(object(value), 0, budget);
    const result = treatment === 'hash' ? contentHash(decoded) : kept(decoded);
    if (result !== undefined) attributes.set(key as string, result);
  }
  return attributes;
}

/** An AnyValue. */
function decode(value: Members, depth: number, budget: Budget): unknown {
  if (depth > MAX_DEPTH) throw new Undecodable(`The body nests values more than ${MAX_DEPTH} levels deep`);
  const { stringValue, boolValue, intValue, doubleValue, arrayValue, kvlistValue, bytesValue } = value;
  if (stringValue !== undefined) return string(stringValue);
  if (boolValue !== undefined) return boolValue === true;
  if (intValue !== undefined) return number(intValue);
  if (doubleValue !== undefined) return number(doubleValue);
  if (bytesValue !== undefined) return string(bytesValue);
  const inner = (one: Members): unknown => {
    budget.spend();
    return decode(one, depth + 1, budget);
  };
  if (arrayValue !== undefined) return list(object(arrayValue)['values']).map(inner);
  if (kvlistValue === undefined) return null;
  const members = list(object(kvlistValue)['values']);
  return Object.fromEntries(members.map((one) => [string(one['key']), inner(object(one['value']))]));
}

const NOTHING: Members = {};

const object = (value: unknown): Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : NOTHING;

const list = (value: unknown): Members[] => (Array.isArray(value) ? value.map(object) : []);

const string = (value: unknown): string => (typeof value === 'string' ? value : '');

/** A number, or its text; of nothing else, whose own conversion could throw. */
const number = (value: unknown): number =>
  typeof value === 'string' || typeof value === 'number' ? Number(value) : NaN;

/** Nanoseconds, as text or as a number. */
function milliseconds(nanoseconds: unknown): number {
  const given = number(nanoseconds);
  return Number.isFinite(given) && given > 0 ? millisecondsOf(given) : 0;
}
