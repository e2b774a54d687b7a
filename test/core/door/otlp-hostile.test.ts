import * as fc from 'fast-check';
import { FIELDS } from '../../../core/door/otlp/fields';
import { readOtlp } from '../../../core/door/otlp/read-request';
import { type Signal, Undecodable } from '../../../core/door/otlp/telemetry';
import { MAX_EVENTS, toEvents } from '../../../core/door/otlp/to-events';
import { encodeTraces, type JsonAttribute, type JsonTraces, type JsonValue } from '../../emitters/encode';
import { bytesOf, RECORDINGS } from '../../emitters/recordings';
import { deep } from './hostile';

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

const IDS = { traceId: 'ab'.repeat(16), spanId: '01'.repeat(8) };
const CHAT: JsonAttribute[] = [{ key: 'gen_ai.operation.name', value: { stringValue: 'chat' } }];
const oneSpan = (members: string): Buffer =>
  Buffer.from(`{"resourceSpans":[{"scopeSpans":[{"spans":[{${members}}]}]}]}`);
const spans = (list: object[]): JsonTraces =>
  ({ resourceSpans: [{ scopeSpans: [{ spans: list }] }] }) as JsonTraces;

describe('JSON that has another type than it should', () => {
  const ids = JSON.stringify(IDS).slice(1, -1);
  it.each([
    ['a time', `"endTimeUnixNano":${deep(100_000)}`],
    ['a time that cannot be converted', '"endTimeUnixNano":{"toString":1,"valueOf":1}'],
    ['a text', `"attributes":[{"key":"content","value":{"stringValue":${deep(100_000)}}}]`],
    ['a number', `"attributes":[{"key":"error","value":{"intValue":${deep(100_000)}}}]`],
    ['bytes', `"attributes":[{"key":"content","value":{"bytesValue":${deep(100_000)}}}]`],
    ['a prototype', '"__proto__":{"attributes":[]},"attributes":[{"key":"__proto__","value":{}}]'],
  ])('is read as if it were missing: %s', (_, members) => {
    expect(eventsOf(oneSpan(`${ids},${members}`), 'json')).toEqual({ events: [], refused: 0, beyond: 0 });
  });
});

describe('Ids', () => {
  it.each<[string, Partial<typeof IDS>]>([
    ['too short', { spanId: '01'.repeat(7) }],
    ['too long', { traceId: 'ab'.repeat(17) }],
    ['much too long', { traceId: 'ab'.repeat(100_000) }],
    ['of zeros alone', { traceId: '00'.repeat(16) }],
    ['of a span, of zeros alone', { spanId: '00'.repeat(8) }],
    ['missing', { spanId: '' }],
  ])('that are %s are refused', (_, wrong) => {
    const request = spans([{ ...IDS, ...wrong, attributes: CHAT }]);
    const refused = { events: [], refused: 1, beyond: 0 };
    expect(eventsOf(Buffer.from(JSON.stringify(request)), 'json')).toEqual(refused);
    expect(eventsOf(encodeTraces(request), 'protobuf')).toEqual(refused);
  });

  it('in capitals are the same ids', () => {
    const upper = spans([{ ...IDS, traceId: IDS.traceId.toUpperCase(), attributes: CHAT }]);
    const { events } = eventsOf(Buffer.from(JSON.stringify(upper)), 'json');
    expect(events).toMatchObject([{ id: `otel:${IDS.traceId}:${IDS.spanId}`, subject: IDS.traceId }]);
  });

  it('of a parent that are zeros alone are no parent', () => {
    const attributes = [{ key: 'langsmith.span.kind', value: { stringValue: 'chain' } }];
    const request = spans([{ ...IDS, parentSpanId: '00'.repeat(8), attributes }]);
    expect(eventsOf(encodeTraces(request), 'protobuf').events).toMatchObject([
      { type: 'agent.run.completed' },
    ]);
  });
});

describe('Of many small things no more is made than there is memory for', () => {
  /** Messages of two bytes each, within those that hold them. */
  const within = (inner: Buffer, ...fields: number[]): Buffer =>
    fields.reduce((bytes, field) => {
      const length: number[] = [];
      for (let left = bytes.length; left > 0; left = Math.floor(left / 128))
        length.push((left % 128) | (left >= 128 ? 128 : 0));
      return Buffer.concat([Buffer.from([(field << 3) | 2, ...length]), bytes]);
    }, inner);
  const empty = (field: number): Buffer => Buffer.alloc(500_000, Buffer.from([(field << 3) | 2, 0]));

  it.each<[string, Buffer, Signal]>([
    ['resources', empty(1), 'traces'],
    ['spans', within(empty(2), 2, 1), 'traces'],
    ['records', within(empty(2), 2, 1), 'logs'],
    ['span events', within(empty(11), 2, 2, 1), 'traces'],
    [
      'values of a list',
      within(Buffer.concat([within(Buffer.from('content'), 1), within(empty(1), 5, 2)]), ...[9, 2, 2, 1]),
      'traces',
    ],
    [
      'members of a value',
      within(Buffer.concat([within(Buffer.from('error'), 1), within(empty(1), 6, 2)]), 9, 2, 2, 1),
      'traces',
    ],
  ])('%s', (_, bytes, signal) => {
    expect(() => readOtlp(bytes, 'protobuf', signal)).toThrow(/more than 100000 spans/);
  });

  it.each<[string, string]>([
    ['objects', '{}'],
    ['lists', '[]'],
    ['numbers', '0'],
  ])('%s of JSON, before they are parsed', (_, one) => {
    const text = `{"resourceSpans":[],"x":[${`${one},`.repeat(1_300_000)}0]}`;
    expect(() => readOtlp(Buffer.from(text), 'json', 'traces')).toThrow(/more than 1200000 values/);
  });

  it('but texts may hold as many brackets and commas as they like', () => {
    const text = `{"resourceSpans":[],"x":"${'{[,\\"'.repeat(1_300_000)}"}`;
    expect(readOtlp(Buffer.from(text), 'json', 'traces')).toEqual([]);
  });

  it('Events beyond what a request may tell of are counted and not made, be they of many spans or of one', () => {
    const many = Array.from({ length: MAX_EVENTS + 5 }, (_, index) => ({
      ...{ traceId: IDS.traceId, spanId: (index + 1).toString(16).padStart(16, '0'), attributes: CHAT },
    }));
    const judged = Array.from({ length: MAX_EVENTS + 5 }, () => ({ name: 'gen_ai.evaluation.result' }));
    const { events, beyond } = eventsOf(encodeTraces(spans(many)), 'protobuf');
    expect([events.length, beyond]).toEqual([MAX_EVENTS, 5]);
    const one = eventsOf(encodeTraces(spans([{ ...IDS, events: judged, attributes: CHAT }])), 'protobuf');
    expect([one.events.length, one.beyond, one.events[0]?.type]).toEqual([
      MAX_EVENTS,
      6,
      'llm.request.completed',
    ]);
  });
});

it('Large arguments are hashed, though as JSON they would be six times as long', () => {
  const text = '\u0001'.repeat(2_000_000);
  const attributes: JsonAttribute[] = [
    { key: 'gen_ai.operation.name', value: { stringValue: 'execute_tool' } },
    { key: 'gen_ai.tool.call.arguments', value: { arrayValue: { values: [{ stringValue: text }] } } },
  ];
  const { events } = eventsOf(encodeTraces(spans([{ ...IDS, attributes }])), 'protobuf');
  expect(events[0]?.data['argumentsHash']).toMatch(/^[0-9a-f]{32}$/);
});

it('Of a name that is given twice the first counts, and the others are not looked at', () => {
  const one = (stringValue: string): JsonAttribute => ({ key: 'session.id', value: { stringValue } });
  const request = spans([{ ...IDS, attributes: [...CHAT, one('first'), one('second')] }]);
  expect(eventsOf(encodeTraces(request), 'protobuf').events).toMatchObject([{ subject: 'first' }]);
  expect(eventsOf(Buffer.from(JSON.stringify(request)), 'json').events).toMatchObject([{ subject: 'first' }]);
});
