import type { Signal } from './telemetry';

export type OtlpFormat = 'protobuf' | 'json';

/** The content type of a request tells its form, and that of the answer. */
export const CONTENT_TYPES: Readonly<Record<OtlpFormat, string>> = {
  protobuf: 'application/x-protobuf',
  json: 'application/json',
};

export function formatOf(contentType: string | undefined): OtlpFormat | undefined {
  const named = contentType?.split(';')[0]?.trim().toLowerCase();
  if (named === CONTENT_TYPES.json) return 'json';
  return named === CONTENT_TYPES.protobuf || named === 'application/protobuf' ? 'protobuf' : undefined;
}

const REJECTED: Readonly<Record<Signal, string>> = {
  traces: 'rejectedSpans',
  logs: 'rejectedLogRecords',
  metrics: 'rejectedDataPoints',
};

/**
 * The body of a 200 (OTLP 1.11, "OTLP/HTTP Response"): empty if all was taken, else `partial_success`, which no exporter
 * sends again.
 */
export function successBody(format: OtlpFormat, signal: Signal, rejected: number, why: string): Buffer {
  if (format === 'json') {
    const partial = { [REJECTED[signal]]: String(rejected), errorMessage: why };
    return Buffer.from(JSON.stringify(rejected === 0 ? {} : { partialSuccess: partial }));
  }
  if (rejected === 0) return Buffer.alloc(0);
  return field(1, Buffer.concat([Buffer.from([0x08]), varint(rejected), field(2, Buffer.from(why))]));
}

/** The body of a refusal: a `google.rpc.Status` without a code of its own, since the HTTP status says it. */
export function failureBody(format: OtlpFormat, message: string): Buffer {
  return format === 'json' ? Buffer.from(JSON.stringify({ message })) : field(2, Buffer.from(message));
}

/** A length-delimited field. */
const field = (number: number, bytes: Buffer): Buffer =>
  Buffer.concat([Buffer.from([(number << 3) | 2]), varint(bytes.length), bytes]);

function varint(value: number): Buffer {
  const bytes: number[] = [];
  for (let left = value; ; left = Math.floor(left / 128)) {
    if (left < 128) return Buffer.from([...bytes, left]);
    bytes.push((left % 128) | 128);
  }
}
