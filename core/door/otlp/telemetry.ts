/** What is kept of an attribute's value. Of content only a hash is kept: it ends where it is read. */
export type AttributeValue = string | number | boolean | readonly string[];

export type Attributes = ReadonlyMap<string, AttributeValue>;

/** A span event. */
export interface SpanEvent {
  name: string;
  attributes: Attributes;
}

/** A span, whether it came as protobuf or as JSON. */
export interface Span {
  /** The name of the instrumentation scope. */
  scope: string;
  /** Lower-case hexadecimal; the empty string if it is missing. */
  traceId: string;
  spanId: string;
  parentSpanId: string;
  name: string;
  /** Epoch ms, with fractions. */
  startMs: number;
  endMs: number;
  failed: boolean;
  statusMessage: string;
  attributes: Attributes;
  events: readonly SpanEvent[];
}

/** A log record. */
export interface LogRecord {
  scope: string;
  /** The field `event_name`; older emitters use the attribute `event.name`. */
  eventName: string;
  /** Epoch ms; 0 if it is missing. */
  timeMs: number;
  traceId: string;
  spanId: string;
  attributes: Attributes;
}

/** What one resource reports. */
export interface ResourceTelemetry {
  resource: Attributes;
  spans: Span[];
  logs: LogRecord[];
}

export type Signal = 'traces' | 'logs' | 'metrics';

/** The body is not what its content type says it is. */
export class Undecodable extends Error {
  override name = 'Undecodable';
}
