import { marshall } from '@aws-sdk/util-dynamodb';
import fc from 'fast-check';
import type { EventView } from '../../../core/event/read-entry';
import type { Observation } from '../../../core/monitor/counters';
import { MONITOR_KINDS, type Monitor } from '../../../core/monitor/monitor';
import { compileMonitor } from '../../../core/monitor/observe';
import { anyData, anyName } from './any-event';
import { event, monitor } from './monitor';

const NOON = Date.parse('2026-03-02T12:00:00.000Z');
const GROUPS = [[], ['source'], ['data.k'], ['source', 'subject', 'data.k', 'data.n', 'type']];
const VALUES = ['data.n', 'data.n * data.m', 'data.n / data.m', '1 / data.k', 'cost', '-data.n'];

const anyMonitor = fc
  .tuple(fc.constantFrom(...MONITOR_KINDS), fc.constantFrom(...GROUPS), fc.constantFrom(...VALUES))
  .map(([kind, groupBy, value]): Monitor =>
    monitor({
      ...{ kind, groupBy, value, eventTypes: ['llm.request.failed'], limit: 5 },
      ...(kind === 'forecast' && { window: { calendar: 'day', timeZone: 'UTC' } }),
      ...(kind === 'repetition' && { key: ['data.tool', 'data.k'] }),
      ...(kind === 'absence' && { deadlineSeconds: 60 }),
    }),
  );

/** Numbers that are stored, and how many digits of them. */
function isStorable(observation: Observation): boolean {
  if (observation.kind === 'uncounted') return true;
  marshall(observation, { convertClassInstanceToMap: true, removeUndefinedValues: true });
  const texts = Object.values(observation.group).filter((value) => typeof value === 'string');
  const deadlineMs = 'deadlineMs' in observation ? observation.deadlineMs : 1;
  return texts.every((text) => text.isWellFormed()) && deadlineMs >= 1 && deadlineMs <= 30 * 86_400_000;
}

it('what any event means to any monitor can be stored', () => {
  fc.assert(
    fc.property(anyMonitor, anyData(), anyName(), anyName(), (watching, data, source, subject) => {
      const view = JSON.parse(`{"data":${data}}`) as EventView;
      const one = event(NOON, { type: 'llm.request.failed', source, subject });
      const seen = { ...one, view: { ...one.view, ...view } };
      expect(isStorable(compileMonitor(watching).observe(seen))).toBe(true);
    }),
    { numRuns: 1_000 },
  );
});

it.each([
  ['1e300', '1e+300'],
  ['1e999', 'Infinity'],
  ['9007199254740993', '9007199254740992'],
  ['1e-200', '1e-200'],
  ['"\\ud83d"', '\ufffd'],
  ['7', 7],
])('a group of %s is counted as that of %p', (given, value) => {
  const view = JSON.parse(`{"data":{"k":${given}}}`) as EventView;
  const observed = compileMonitor(monitor({ groupBy: ['data.k'] })).observe({ ...event(NOON), view });
  expect(observed).toMatchObject({ kind: 'bucket', group: { 'data.k': value } });
});

it('a name of 256 characters is a group, however many bytes they have', () => {
  const source = '\u{1f514}'.repeat(256);
  expect(compileMonitor(monitor()).observe(event(NOON, { source }))).toMatchObject({ group: { source } });
});

it.each(['1e300', '1e-200', '0', '-5', '1e999', '2592000001', '"60000"'])(
  'a deadline of %s is none: the one of the monitor holds',
  (deadlineMs) => {
    const watching = monitor({ kind: 'absence', deadlineSeconds: 60 });
    const data = JSON.parse(`{"deadlineMs":${deadlineMs}}`) as object;
    expect(compileMonitor(watching).observe(event(NOON, { data }))).toMatchObject({ deadlineMs: 60_000 });
  },
);

it('equal arguments are a repetition, in whatever order they are written', () => {
  const watching = compileMonitor(monitor({ kind: 'repetition', key: ['data.tool', 'data.arguments'] }));
  const keyOf = (text: string): unknown => {
    const observed = watching.observe(event(NOON, { data: JSON.parse(text) as object }));
    return observed.kind === 'outcome' ? observed.outcome.key : undefined;
  };
  const one = keyOf('{"tool":"read","arguments":{"a":1,"b":{"c":[1,2],"d":null}}}');
  expect(keyOf('{"arguments":{"b":{"d":null,"c":[1,2]},"a":1.0},"tool":"read"}')).toBe(one);
  expect(keyOf('{"tool":"read","arguments":{"a":1,"b":{"c":[2,1],"d":null}}}')).not.toBe(one);
  expect(keyOf('{"tool":"read","arguments":{"a":"1","b":{"c":[1,2],"d":null}}}')).not.toBe(one);
  expect(keyOf('{"tool":"read","arguments":{"a":1,"b":{"c":[1,2]}}}')).not.toBe(one);
});
