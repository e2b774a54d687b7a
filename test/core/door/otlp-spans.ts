import type { DoorEvent } from '../../../core/door/door-event';
import { readOtlp } from '../../../core/door/otlp/read-request';
import { toEvents } from '../../../core/door/otlp/to-events';
import type { JsonAttribute, JsonSpan, JsonValue } from '../../emitters/encode';

export const TRACE = 'ab'.repeat(16);
export const START = 1_796_000_000_000;
export const nanoseconds = (ms: number): string => `${ms}000000`;

export type Given = Record<string, string | number | boolean | string[]>;

function valueOf(value: Given[string]): JsonValue {
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'boolean') return { boolValue: value };
  if (Array.isArray(value)) return { arrayValue: { values: value.map((stringValue) => ({ stringValue })) } };
  return Number.isInteger(value) ? { intValue: value } : { doubleValue: value };
}
export const attributes = (given: Given): JsonAttribute[] =>
  Object.entries(given).map(([key, value]) => ({ key, value: valueOf(value) }));

let made = 0;
export const span = (given: Given, more: Partial<JsonSpan> = {}): JsonSpan => ({
  traceId: TRACE,
  spanId: (++made).toString(16).padStart(16, '0'),
  name: 'a span',
  startTimeUnixNano: nanoseconds(START),
  endTimeUnixNano: nanoseconds(START + 1_500),
  attributes: attributes(given),
  ...more,
});

export interface Request {
  resource?: Given;
  scope?: string;
  agent?: string;
}

export function eventsOf(
  spans: JsonSpan[],
  { resource = {}, scope = 'x', agent }: Request = {},
): DoorEvent[] {
  const request = {
    resourceSpans: [
      { resource: { attributes: attributes(resource) }, scopeSpans: [{ scope: { name: scope }, spans }] },
    ],
  };
  return toEvents(readOtlp(Buffer.from(JSON.stringify(request)), 'json', 'traces'), agent).events;
}

/** Of a single span, the only event. */
export function eventOf(given: Given, more: Partial<JsonSpan> = {}, request: Request = {}): DoorEvent {
  const events = eventsOf([span(given, more)], request);
  expect(events).toHaveLength(1);
  return events[0] as DoorEvent;
}

export const CHAT = { 'gen_ai.operation.name': 'chat' };
