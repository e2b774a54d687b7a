/** OTLP in JSON, as much of it as tests write. */
export interface JsonAttribute {
  key: string;
  value: JsonValue;
}
export type JsonValue =
  | { stringValue: string }
  | { boolValue: boolean }
  | { intValue: number }
  | { doubleValue: number }
  | { arrayValue: { values: JsonValue[] } }
  | { kvlistValue: { values: JsonAttribute[] } };
export interface JsonSpan {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name?: string;
  startTimeUnixNano?: string;
  endTimeUnixNano?: string;
  status?: { code?: number; message?: string };
  attributes?: JsonAttribute[];
  events?: { name: string; attributes?: JsonAttribute[] }[];
}
export interface JsonTraces {
  resourceSpans: {
    resource?: { attributes?: JsonAttribute[] };
    scopeSpans: { scope?: { name?: string }; spans: JsonSpan[] }[];
  }[];
}

/** The same request as protobuf. */
export const encodeTraces = ({ resourceSpans }: JsonTraces): Buffer =>
  Buffer.concat(
    resourceSpans.map(({ resource, scopeSpans }) =>
      field(
        1,
        field(1, ...attributes(1, resource?.attributes)),
        ...scopeSpans.map(({ scope, spans }) =>
          // The scope after its spans: in protobuf any order is right.
          field(2, ...spans.map(encodeSpan), field(1, text(1, scope?.name))),
        ),
      ),
    ),
  );

function encodeSpan(span: JsonSpan): Buffer {
  return field(
    2,
    field(1, Buffer.from(span.traceId, 'hex')),
    field(2, Buffer.from(span.spanId, 'hex')),
    field(4, Buffer.from(span.parentSpanId ?? '', 'hex')),
    text(5, span.name),
    fixed64(7, span.startTimeUnixNano),
    fixed64(8, span.endTimeUnixNano),
    ...attributes(9, span.attributes),
    ...(span.events ?? []).map((event) => field(11, text(2, event.name), ...attributes(3, event.attributes))),
    field(15, text(2, span.status?.message), tag(3, 0), varint(BigInt(span.status?.code ?? 0))),
  );
}

const attributes = (number: number, list: readonly JsonAttribute[] = []): Buffer[] =>
  list.map(({ key, value }) => field(number, text(1, key), field(2, encodeValue(value))));

function encodeValue(value: JsonValue): Buffer {
  if ('stringValue' in value) return field(1, Buffer.from(value.stringValue));
  if ('boolValue' in value) return Buffer.concat([tag(2, 0), varint(value.boolValue ? 1n : 0n)]);
  if ('intValue' in value)
    return Buffer.concat([tag(3, 0), varint(BigInt.asUintN(64, BigInt(value.intValue)))]);
  if ('doubleValue' in value) {
    const bytes = Buffer.alloc(8);
    bytes.writeDoubleLE(value.doubleValue);
    return Buffer.concat([tag(4, 1), bytes]);
  }
  if ('arrayValue' in value)
    return field(5, ...value.arrayValue.values.map((one) => field(1, encodeValue(one))));
  return field(6, ...attributes(1, value.kvlistValue.values));
}

const tag = (number: number, wireType: number): Buffer => varint(BigInt((number << 3) | wireType));

function field(number: number, ...parts: Buffer[]): Buffer {
  const bytes = Buffer.concat(parts);
  return Buffer.concat([tag(number, 2), varint(BigInt(bytes.length)), bytes]);
}

const text = (number: number, value = ''): Buffer => field(number, Buffer.from(value));

function fixed64(number: number, value = '0'): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return Buffer.concat([tag(number, 1), bytes]);
}

function varint(value: bigint): Buffer {
  const bytes: number[] = [];
  for (let left = value; ; left >>= 7n) {
    if (left < 128n) return Buffer.from([...bytes, Number(left)]);
    bytes.push(Number(left & 127n) | 128);
  }
}
