import type { Monitor } from '../../../core/monitor/monitor';
import { compileMonitor, type MonitoredEvent } from '../../../core/monitor/observe';
import { event, monitor } from './monitor';

const observe = (more: Partial<Monitor>, one: MonitoredEvent) => compileMonitor(monitor(more)).observe(one);
const HOUR = 3_600_000;
const AT = 1_800_000_000_000;

it('counts into the bucket of its time and the group of its values', () => {
  expect(observe({ groupBy: ['source', 'data.env'] }, event(AT + 7, { data: { env: 'prod' } }))).toEqual({
    kind: 'bucket',
    group: { source: 'bot', 'data.env': 'prod' },
    bucket: { start: AT, count: 1, sum: 0, bad: 0 },
  });
});

it('leaves out what the filter leaves out', () => {
  const filter = { data: { env: ['prod'] } };
  expect(observe({ filter }, event(AT, { data: { env: 'test' } }))).toEqual({
    kind: 'uncounted',
    why: 'filtered',
  });
});

it('3.3 more than latenessSeconds late is late; what waited inside is not', () => {
  const late = (ms: number) => observe({ latenessSeconds: 3_600 }, event(AT, { receivedAt: AT + ms })).kind;
  expect([late(HOUR), late(HOUR + 1)]).toEqual(['bucket', 'uncounted']);
});

it('a clock that is ahead does not hide its events until then', () => {
  const ahead = observe({}, event(AT + 200_000, { receivedAt: AT }));
  expect(ahead).toMatchObject({ bucket: { start: AT } });
});

it.each([
  ['no subject', { subject: undefined }, {}],
  ['no such value', {}, { other: 1 }],
  ['a value that is an object', {}, { env: {} }],
  ['a value without end', {}, { env: 'x'.repeat(257) }],
])('3.5 skips an event with %s for its group', (_, attributes, data) => {
  const { subject, ...rest } = event(AT, { data });
  const one = 'subject' in attributes ? rest : { ...rest, ...(subject !== undefined && { subject }) };
  const view = 'subject' in attributes ? { ...one.view, subject: undefined } : one.view;
  const groupBy = 'subject' in attributes ? ['subject'] : ['data.env'];
  expect(observe({ groupBy }, { ...one, view })).toEqual({
    ...{ kind: 'uncounted', why: 'skipped', missing: groupBy },
  });
});

it('3.9 takes every source that ingest accepts as a group, counted in characters as ingest counts', () => {
  const source = '\u{1F916}'.repeat(256);
  expect(observe({}, event(AT, { source }))).toMatchObject({ kind: 'bucket', group: { source } });
  expect(observe({}, event(AT, { source: `${source}x` }))).toMatchObject({ why: 'skipped' });
});

describe('values', () => {
  const sum = { kind: 'sum', value: 'data.inputTokens + data.outputTokens', groupBy: [] } as const;
  const llm = (data: object) => event(AT, { type: 'llm.request.completed', data });

  it('adds up what the expression says', () => {
    expect(observe({ ...sum, groupBy: [] }, llm({ inputTokens: 3, outputTokens: 4 }))).toMatchObject({
      bucket: { sum: 7 },
    });
  });

  it('3.5 adds up tokens by our names that a provider reports by its own', () => {
    const usage = { prompt_tokens: 3, completion_tokens: 4, prompt_tokens_details: { cached_tokens: 1 } };
    expect(observe({ ...sum, groupBy: [] }, llm({ usage }))).toMatchObject({ bucket: { sum: 7 } });
    const cached = { ...sum, value: 'data.cachedInputTokens' } as const;
    expect(observe({ ...cached, groupBy: [] }, llm({ usage }))).toMatchObject({ bucket: { sum: 1 } });
    expect(observe({ ...sum, groupBy: [] }, llm({ usage: { prompt_tokens: '3' } }))).toMatchObject({
      why: 'skipped',
    });
  });

  it('3.5 missing operands skip the event', () => {
    expect(observe({ ...sum, groupBy: [] }, llm({ inputTokens: 3 }))).toMatchObject({ why: 'skipped' });
  });

  it('3.5 an unknown price is counted as unknown, with its model', () => {
    const cost = { kind: 'sum', value: 'cost', groupBy: [] } as const;
    expect(observe({ ...cost, groupBy: [] }, llm({ model: 'house-7', inputTokens: 3 }))).toEqual({
      ...{ kind: 'uncounted', why: 'unknownCost', group: {} },
      unknown: { model: 'house-7', reason: 'price' },
    });
    expect(observe({ ...cost, groupBy: [] }, llm({ costMicroUsd: 12 }))).toMatchObject({
      bucket: { sum: 12 },
    });
  });
});

describe('a skipped event names what it lacks', () => {
  const llm = (data: object, type = 'llm.request.completed') => event(AT, { type, data });
  const cost: Partial<Monitor> = { kind: 'sum', value: 'cost', groupBy: [] };

  it.each<[string, Partial<Monitor>, MonitoredEvent, string[]]>([
    ['the operands', { kind: 'sum', value: 'data.a + data.b.c * 2' } as const, llm({ a: 1 }), ['data.b.c']],
    [
      'all operands',
      { kind: 'sum', value: 'data.a + data.b' } as const,
      llm({ a: 'x' }),
      ['data.a', 'data.b'],
    ],
    ['all groups', { groupBy: ['data.a', 'source', 'data.b'] }, llm({}), ['data.a', 'data.b']],
    ['the key', { kind: 'repetition', key: ['subject', 'data.tool'] } as const, llm({}), ['data.tool']],
    ['the result', { kind: 'sum', value: 'data.a / data.b' } as const, llm({ a: 1, b: 0 }), ['value']],
    ['usage', cost, llm({ model: 'gpt-5' }), ['data.usage']],
    ['the unit of a cost', cost, llm({ cost: 5 }), ['data.cost']],
    ['a type that has a cost', cost, llm({ costMicroUsd: 5 }, 'agent.run.completed'), ['type']],
  ])('%s', (_, monitor, one, missing) => {
    expect(observe(monitor, one)).toEqual({ kind: 'uncounted', why: 'skipped', missing });
  });

  it('of at most 20 fields by name, of all others together', () => {
    const paths = Array.from({ length: 25 }, (_, n) => `data.a${n}`);
    const halves = [paths.slice(0, 12), paths.slice(12)].map((half) => `(${half.join('+')})`);
    const found = observe({ kind: 'sum', value: halves.join('+'), groupBy: [] }, llm({}));
    // The first place is that of the value's own result.
    expect(found).toMatchObject({ missing: [...paths.slice(0, 19), 'others'] });
  });
});

it('rate counts what is bad', () => {
  const rate = { kind: 'rate', badFilter: { type: ['agent.run.failed'] } } as const;
  expect(observe(rate, event(AT))).toMatchObject({ bucket: { count: 1, bad: 1 } });
  expect(observe(rate, event(AT, { type: 'agent.run.completed' }))).toMatchObject({
    bucket: { count: 1, bad: 0 },
  });
});

describe('3.6 outcomes', () => {
  it('of a streak are good or bad', () => {
    const streak = { kind: 'streak', badFilter: { type: ['agent.run.failed'] } } as const;
    expect(observe(streak, event(AT))).toMatchObject({ kind: 'outcome', outcome: { time: AT, bad: true } });
    const good = observe(streak, event(AT, { type: 'agent.run.completed' }));
    expect(good).toMatchObject({
      kind: 'outcome',
      outcome: expect.not.objectContaining({ bad: true }) as object,
    });
  });

  it('3.6 of repetition are the same if all of the key is, and events without it are skipped', () => {
    const repetition = { kind: 'repetition', key: ['subject', 'data.tool', 'data.args'] } as const;
    const key = (data: object) => observe({ ...repetition, key: [...repetition.key] }, event(AT, { data }));
    expect(key({ tool: 'a', args: { x: 1 } })).toEqual(key({ tool: 'a', args: { x: 1 } }));
    expect(key({ tool: 'a', args: 1 })).not.toEqual(key({ tool: 'a', args: 2 }));
    expect(key({ tool: 'a' })).toMatchObject({ why: 'skipped' });
  });
});

describe('3.7 absence', () => {
  const runs: Partial<Monitor> = {
    ...{ kind: 'absence', eventTypes: [], deadlineSeconds: 60 },
    ...{ startTypes: ['agent.run.started'], endTypes: ['agent.run.*'] },
  };
  const of = (type: string, data: object = {}) => observe(runs, event(AT, { type, data }));

  it('3.7 starts by its own name, ends by whatever the prefix covers', () => {
    expect(of('agent.run.started')).toMatchObject({
      kind: 'start',
      run: 'run_1',
      agent: 'bot',
      deadlineMs: 60_000,
    });
    expect(of('agent.run.failed')).toMatchObject({ kind: 'end', run: 'run_1' });
  });

  it('3.7 data.deadlineMs overrides the monitor’s', () => {
    expect(of('agent.run.started', { deadlineMs: 5 })).toMatchObject({ deadlineMs: 5 });
    expect(of('agent.run.started', { deadlineMs: -5 })).toMatchObject({ deadlineMs: 60_000 });
  });

  it('3.7 without start types every event is a sign of life', () => {
    const heart: Partial<Monitor> = { kind: 'absence', eventTypes: ['agent.heartbeat'], deadlineSeconds: 60 };
    expect(observe(heart, event(AT, { type: 'agent.heartbeat' }))).toMatchObject({ kind: 'beat', run: '' });
  });
});
