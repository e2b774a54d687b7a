import { PbfReader } from 'pbf';
import { contentHash, hashed, kept } from './attribute';
import { Budget } from './budget';
import { treatmentOf } from './fields';
import { spanIdOf, traceIdOf } from './ids';
import {
  type AttributeValue,
  type LogRecord,
  type ResourceTelemetry,
  type Signal,
  type Span,
  type SpanEvent,
  Undecodable,
} from './telemetry';
import { millisecondsOf } from './time';

/** Values within values: nothing that is read lies deeper. */
const MAX_DEPTH = 32;
const BYTES = 2;

/**
 * An Export…ServiceRequest (opentelemetry-proto 1.11, `collector/*`, `trace/v1`, `logs/v1`, `common/v1`) by its field
 * numbers. Attributes of which nothing is kept are passed over undecoded. Throws Undecodable.
 */
export function readProtobuf(bytes: Uint8Array, signal: Signal): ResourceTelemetry[] {
  try {
    return readRequest(bytes, signal);
  } catch (error) {
    if (error instanceof Undecodable) throw error;
    throw new Undecodable('The body is not a valid protobuf message', { cause: error });
  }
}

/** All three requests hold one field, the list of resources. */
function readRequest(bytes: Uint8Array, signal: Signal): ResourceTelemetry[] {
  const reader: Reader = Object.assign(new PbfReader(bytes), { budget: new Budget() });
  const found: ResourceTelemetry[] = [];
  let known = bytes.length === 0;
  eachField(reader, bytes.length, (field) => {
    if (field !== 1 || reader.type !== BYTES) return;
    known = true;
    if (signal === 'metrics') eachField(reader, endOf(reader), () => undefined);
    else found.push(readResource(reader, signal));
  });
  if (!known) throw new Undecodable(`The body holds no ${signal}`);
  return found;
}

type Reader = PbfReader & { budget: Budget };

/** Calls for each field; one that is not read is passed over. Whatever reaches beyond its message is no message. */
function eachField(reader: Reader, end: number, read: (field: number) => void): void {
  while (reader.pos < end) {
    const tag = reader.readVarint();
    const field = tag >>> 3;
    reader.type = tag & 7;
    if (field === 0) throw new Undecodable('The body has a field without a number');
    const start = reader.pos;
    read(field);
    if (reader.pos === start) reader.skip(tag);
    if (reader.pos > end) throw new Undecodable('The body ends within a field');
  }
}

/** Where the message that begins here ends. */
function endOf(reader: Reader): number {
  const length = reader.readVarint();
  const end = reader.pos + length;
  if (end > reader.length) throw new Undecodable('The body ends within a message');
  return end;
}

function readResource(reader: Reader, signal: Signal): ResourceTelemetry {
  reader.budget.spend();
  const resource = new Map<string, AttributeValue>();
  const read: ResourceTelemetry = { resource, spans: [], logs: [] };
  eachField(reader, endOf(reader), (field) => {
    if (reader.type !== BYTES) return;
    if (field === 1) {
      eachField(reader, endOf(reader), (of) => {
        if (of === 1 && reader.type === BYTES) readAttribute(reader, resource);
      });
    } else if (field === 2) readScope(reader, signal, read);
  });
  return read;
}

/** The scope's name may follow its spans: it is set when all are read. */
function readScope(reader: Reader, signal: Signal, into: ResourceTelemetry): void {
  let scope = '';
  const spans: Span[] = [];
  const logs: LogRecord[] = [];
  eachField(reader, endOf(reader), (field) => {
    if (reader.type !== BYTES) return;
    if (field === 1) {
      eachField(reader, endOf(reader), (of) => {
        if (of === 1 && reader.type === BYTES) scope = readText(reader);
      });
    } else if (field === 2 && signal === 'traces') spans.push(readSpan(reader));
    else if (field === 2) logs.push(readLog(reader));
  });
  for (const span of spans) into.spans.push({ ...span, scope });
  for (const log of logs) into.logs.push({ ...log, scope });
}

const ERROR = 2;

function readSpan(reader: Reader): Span {
  reader.budget.spend();
  const attributes = new Map<string, AttributeValue>();
  const events: SpanEvent[] = [];
  const span: Span = {
    ...{ scope: '', traceId: '', spanId: '', parentSpanId: '', name: '', startMs: 0, endMs: 0 },
    ...{ failed: false, statusMessage: '', attributes, events },
  };
  const fields: Readonly<Record<number, () => void>> = {
    1: () => (span.traceId = traceIdOf(readId(reader))),
    2: () => (span.spanId = spanIdOf(readId(reader))),
    4: () => (span.parentSpanId = spanIdOf(readId(reader))),
    5: () => (span.name = readText(reader)),
    7: () => (span.startMs = readTime(reader)),
    8: () => (span.endMs = readTime(reader)),
    9: () => readAttribute(reader, attributes),
    11: () => events.push(readSpanEvent(reader)),
    15: () => readStatus(reader, span),
  };
  eachField(reader, endOf(reader), (field) => {
    if (reader.type === wireTypeOf(field, SPAN_TIMES)) fields[field]?.();
  });
  return span;
}

const FIXED64 = 1;
const SPAN_TIMES = [7, 8];
const LOG_TIMES = [1, 11];

/** Times are fixed64; all else that is read of spans and logs is length-delimited. */
const wireTypeOf = (field: number, times: readonly number[]): number =>
  times.includes(field) ? FIXED64 : BYTES;

function readStatus(reader: Reader, span: Span): void {
  eachField(reader, endOf(reader), (field) => {
    if (field === 2 && reader.type === BYTES) span.statusMessage = readText(reader);
    else if (field === 3 && reader.type === 0) span.failed = reader.readVarint() === ERROR;
  });
}

function readSpanEvent(reader: Reader): SpanEvent {
  reader.budget.spend();
  const attributes = new Map<string, AttributeValue>();
  let name = '';
  eachField(reader, endOf(reader), (field) => {
    if (reader.type !== BYTES) return;
    if (field === 2) name = readText(reader);
    else if (field === 3) readAttribute(reader, attributes);
  });
  return { name, attributes };
}

function readLog(reader: Reader): LogRecord {
  reader.budget.spend();
  const attributes = new Map<string, AttributeValue>();
  const log: LogRecord = { scope: '', eventName: '', timeMs: 0, traceId: '', spanId: '', attributes };
  let observedMs = 0;
  const fields: Readonly<Record<number, () => void>> = {
    1: () => (log.timeMs = readTime(reader)),
    6: () => readAttribute(reader, attributes),
    9: () => (log.traceId = traceIdOf(readId(reader))),
    10: () => (log.spanId = spanIdOf(readId(reader))),
    11: () => (observedMs = readTime(reader)),
    12: () => (log.eventName = readText(reader)),
  };
  eachField(reader, endOf(reader), (field) => {
    if (reader.type === wireTypeOf(field, LOG_TIMES)) fields[field]?.();
  });
  if (log.timeMs === 0) log.timeMs = observedMs;
  return log;
}

/** A KeyValue. The value is decoded only if something is kept of it; names are unique, of a repeated one the first counts. */
function readAttribute(reader: Reader, into: Map<string, AttributeValue>): void {
  const end = endOf(reader);
  let name = '';
  let at: number | undefined;
  eachField(reader, end, (field) => {
    if (reader.type !== BYTES) return;
    if (field === 1) name = readText(reader);
    else if (field === 2) {
      at = reader.pos;
      reader.pos = endOf(reader);
    }
  });
  const treatment = treatmentOf(name);
  if (treatment === 'skip' || at === undefined || into.has(name)) return;
  reader.pos = at;
  const value = readValue(reader, 0);
  reader.pos = end;
  const result = treatment === 'hash' ? hashOf(value, reader.buf.subarray(at, end)) : kept(value);
  if (result !== undefined) into.set(name, result);
}

const MAX_JSON_BYTES = 1024 * 1024;

/** As JSON, text may be six times as long: a value with more than any arguments have is hashed as it was sent. */
const hashOf = (value: unknown, sent: Uint8Array): string =>
  typeof value !== 'string' && sent.length > MAX_JSON_BYTES ? hashed(sent) : contentHash(value);

/** An AnyValue as JSON would have it. */
function readValue(reader: Reader, depth: number): unknown {
  if (depth > MAX_DEPTH) throw new Undecodable(`The body nests values more than ${MAX_DEPTH} levels deep`);
  let value: unknown = null;
  const fields: Readonly<Record<number, readonly [wireType: number, read: () => unknown]>> = {
    1: [BYTES, () => readText(reader)],
    2: [0, () => reader.readBoolean()],
    3: [0, () => reader.readVarint(true)],
    4: [FIXED64, () => reader.readDouble()],
    5: [BYTES, () => readValues(reader, depth)],
    6: [BYTES, () => readMembers(reader, depth)],
    7: [BYTES, () => Buffer.from(readBytes(reader)).toString('base64')],
  };
  eachField(reader, endOf(reader), (field) => {
    const [wireType, read] = fields[field] ?? [];
    if (read && reader.type === wireType) value = read();
  });
  return value;
}

function readValues(reader: Reader, depth: number): unknown[] {
  const values: unknown[] = [];
  eachField(reader, endOf(reader), (field) => {
    if (field !== 1 || reader.type !== BYTES) return;
    reader.budget.spend();
    values.push(readValue(reader, depth + 1));
  });
  return values;
}

function readMembers(reader: Reader, depth: number): Record<string, unknown> {
  const members: [string, unknown][] = [];
  eachField(reader, endOf(reader), (field) => {
    if (field !== 1 || reader.type !== BYTES) return;
    reader.budget.spend();
    let name = '';
    let value: unknown = null;
    eachField(reader, endOf(reader), (of) => {
      if (reader.type !== BYTES) return;
      if (of === 1) name = readText(reader);
      else if (of === 2) value = readValue(reader, depth + 1);
    });
    members.push([name, value]);
  });
  return Object.fromEntries(members);
}

const readTime = (reader: Reader): number => millisecondsOf(reader.readFixed64());

/** What is longer than any id is none. */
const readId = (reader: Reader): string => Buffer.from(readBytes(reader).subarray(0, 17)).toString('hex');

function readText(reader: Reader): string {
  return Buffer.from(readBytes(reader)).toString('utf8');
}

/** A view of the body; throws where it ends too early. */
function readBytes(reader: Reader): Uint8Array {
  const end = endOf(reader);
  const bytes = reader.buf.subarray(reader.pos, end);
  reader.pos = end;
  return bytes;
}
