import * as fc from 'fast-check';
import { FIELDS } from '../../../core/door/otlp/fields';
import { readOtlp } from '../../../core/door/otlp/read-request';
import { type Signal, Undecodable } from '../../../core/door/otlp/telemetry';
import { toEvents } from '../../../core/door/otlp/to-events';
import { encodeTraces, type JsonAttribute, type JsonTraces, type JsonValue } from '../../emitters/encode';
import { bytesOf, RECORDINGS } from '../../emitters/recordings';

const SIGNALS: readonly Signal[] = ['traces', 'logs', 'metrics'];

/** Any text that JSON and protobuf hand on alike. */
const anyText = fc.string({ unit: 'binary', maxLength: 40 }).map((text) => text.toWellFormed());
const leaf: fc.Arbitrary<JsonValue> = fc.oneof(
  anyText.map((stringValue) => ({ stringValue })),
  fc.boolean().map((boolValue) => ({ boolValue })),
  fc.maxSafeInteger().map((intValue) => ({ intValue })),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((doubleValue) => ({ doubleValue })),
);
const value: fc.Arbitrary<JsonValue> = fc.oneof(
  leaf,
  fc.array(leaf, { maxLength: 3 }).map((values) => ({ arrayValue: { values } })),
  fc
    .uniqueArray(fc.record({ key: anyText, value: leaf }), { maxLength: 3, selector: ({ key }) => key })
    .map((values) => ({ kvlistValue: { values } })),
);

const KNOWN = [
  ...Object.values(FIELDS).flat(),
  ...['gen_ai.tool.call.arguments', 'input.value', 'gen_ai.prompt', 'content'],
];
const VALUES = ['chat', 'execute_tool', 'invoke_agent', 'LLM', 'TOOL', 'AGENT', 'agent', 'llm', 'chain'];
const attribute: fc.Arbitrary<JsonAttribute> = fc.record({
  key: fc.oneof(
    fc.constantFrom(...KNOWN),
    fc.constantFrom('gen_ai.operation.name', 'openinference.span.kind'),
    anyText,
  ),
  value: fc.oneof(
    fc.constantFrom(...VALUES).map((stringValue) => ({ stringValue })),
    value,
  ),
});
const attributes = fc.array(attribute, { maxLength: 6 });
const hex = (length: number): fc.Arbitrary<string> =>
  fc.uint8Array({ minLength: length, maxLength: length }).map((bytes) => Buffer.from(bytes).toString('hex'));
const time = fc.bigInt({ min: 0n, max: 2n ** 63n }).map(String);
const span = fc.record({
  traceId: fc.oneof(fc.constant('ab'.repeat(16)), hex(16)),
  spanId: fc.oneof(fc.constantFrom('01'.repeat(8), '02'.repeat(8)), hex(8)),
  parentSpanId: fc.constantFrom('', '01'.repeat(8), '02'.repeat(8)),
  name: anyText,
  startTimeUnixNano: time,
  endTimeUnixNano: time,
  status: fc.record({ code: fc.constantFrom(0, 1, 2), message: anyText }),
  attributes,
  events: fc.array(
    fc.record({ name: fc.constantFrom('exception', 'gen_ai.tool.message', 'x'), attributes }),
    {
      maxLength: 2,
    },
  ),
});
const traces: fc.Arbitrary<JsonTraces> = fc.record({
  resourceSpans: fc.array(
    fc.record({
      resource: fc.record({ attributes }),
      scopeSpans: fc.array(
        fc.record({ scope: fc.record({ name: anyText }), spans: fc.array(span, { maxLength: 4 }) }),
        {
          maxLength: 2,
        },
      ),
    }),
    { maxLength: 2 },
  ),
});

const eventsOf = (bytes: Buffer, format: 'protobuf' | 'json') =>
  toEvents(readOtlp(bytes, format, 'traces'), undefined);

it('Whatever is sent gives the same events as protobuf and as JSON', () => {
  fc.assert(
    fc.property(traces, (request) => {
      const json = eventsOf(Buffer.from(JSON.stringify(request)), 'json');
      expect(eventsOf(encodeTraces(request), 'protobuf')).toEqual(json);
    }),
  );
});

it('Bytes are decoded or are refused as undecodable, whatever they are', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.constantFrom(...SIGNALS), (bytes, signal) => {
      for (const format of ['protobuf', 'json'] as const) {
        try {
          readOtlp(Buffer.from(bytes), format, signal);
        } catch (error) {
          expect(error).toBeInstanceOf(Undecodable);
        }
      }
    }),
    { numRuns: 500 },
  );
});

it('A recording with changed bytes is decoded or refused as undecodable', () => {
  const changed = fc.record({
    recording: fc.constantFrom(...RECORDINGS),
    at: fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 4 }),
    cut: fc.option(fc.nat()),
  });
  fc.assert(
    fc.property(changed, ({ recording, at, cut }) => {
      const bytes = Buffer.from(bytesOf(recording, 'pb'));
      for (const [index, byte] of at) bytes[index % bytes.length] = byte;
      try {
        toEvents(
          readOtlp(
            bytes.subarray(0, cut === null ? undefined : cut % bytes.length),
            'protobuf',
            recording.signal,
          ),
          'x',
        );
      } catch (error) {
        expect(error).toBeInstanceOf(Undecodable);
      }
    }),
  );
});

it('A recording that is cut off within its last resource is refused', () => {
  for (const recording of RECORDINGS) {
    const bytes = bytesOf(recording, 'pb');
    for (const left of [1, 2, 10])
      expect(() => readOtlp(bytes.subarray(0, -left), 'protobuf', recording.signal)).toThrow(Undecodable);
  }
});

it('Values nested without end are refused, not followed', () => {
  const deep = (levels: number): JsonValue => {
    let value: JsonValue = { stringValue: 'x' };
    for (let level = 0; level < levels; level++) value = { arrayValue: { values: [value] } };
    return value;
  };
  const request = (levels: number): JsonTraces => ({
    resourceSpans: [
      { resource: { attributes: [{ key: 'session.id', value: deep(levels) }] }, scopeSpans: [] },
    ],
  });
  for (const [bytes, format] of [
    [encodeTraces(request(500)), 'protobuf'],
    [Buffer.from(JSON.stringify(request(500))), 'json'],
  ] as const)
    expect(() => readOtlp(bytes, format, 'traces')).toThrow(/32 levels/);
  expect(() => readOtlp(encodeTraces(request(20)), 'protobuf', 'traces')).not.toThrow();
});

it('No attribute but those in the tables is in an event, and of contents only a hash', () => {
  const SECRET = 'hunter2';
  const KEPT = new Set<string>(Object.values(FIELDS).flat());
  const content = fc.oneof(
    fc.constantFrom(
      ...['gen_ai.input.messages', 'gen_ai.output.messages', 'gen_ai.system_instructions', 'gen_ai.prompt'],
      ...[
        'gen_ai.tool.call.arguments',
        'gen_ai.tool.call.result',
        'input.value',
        'output.value',
        'ai.prompt',
      ],
      ...[
        'ai.response.text',
        'ai.toolCall.args',
        'ai.toolCall.result',
        'traceloop.entity.input',
        'content',
        'message',
      ],
      ...[
        'llm.input_messages.0.message.content',
        'exception.stacktrace',
        'tool_input',
        'prompt',
        'response',
        'explanation',
      ],
    ),
    anyText.filter((name) => !KEPT.has(name)),
  );
  const secret = fc.record({ key: content, value: fc.constant({ stringValue: SECRET }) });
  fc.assert(
    fc.property(traces, fc.array(secret, { minLength: 1, maxLength: 4 }), (request, secrets) => {
      for (const { scopeSpans } of request.resourceSpans)
        for (const { spans } of scopeSpans)
          for (const span of spans) {
            span.attributes?.push(...secrets);
            for (const event of span.events ?? []) event.attributes?.push(...secrets);
          }
      const told = JSON.stringify(eventsOf(encodeTraces(request), 'protobuf'));
      expect(told).not.toContain(SECRET);
    }),
  );
});
