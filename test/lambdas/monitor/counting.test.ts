import { loadUncounted } from '../../../adapters/aws/uncounted';
import { readEnvelope } from '../../../core/event/read-entry';
import { monitorBatch } from '../../../lambdas/monitor/monitor-batch';
import { tick } from '../../../core/monitor/tick';
import { Ticks } from '../../../adapters/aws/ticks';
import { linesFromNow } from '../lines';
import { mortal } from './mortal';
import { aMonitor, anEvent, MINUTE, NOON, startWorld, type World } from './world';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.stop());

const many = (count: number, more: Parameters<typeof anEvent>[0] = {}) =>
  Array.from({ length: count }, (_, index) => anEvent({ id: `evt_${index}`, ...more }));
const uncounted = () => loadUncounted(world.aws.tables, 'monitoring', 'mon_1', 1, world.clock.now);
const countOf = async (monitor = 'mon_1'): Promise<unknown[]> =>
  (await world.rowsOf(monitor, 'bucket')).map(({ count }) => count);

describe('3.1 one transaction an event and shard', () => {
  it('3.1 adds a batch up before it is written: one bucket, one group', async () => {
    await world.watch(aMonitor());
    const sent: number[] = [];
    const { tables } = world.aws;
    const send = tables.send.bind(tables);
    jest.spyOn(tables, 'send').mockImplementation((command: Parameters<typeof send>[0]) => {
      const { TransactItems } = command.input as { TransactItems?: unknown[] };
      if (TransactItems) sent.push(TransactItems.length);
      return send(command) as never;
    });
    await world.batch([anEvent({ id: 'evt_first' })]);
    sent.length = 0;
    await world.batch(many(10));
    expect(sent[0]).toBe(12);
    expect(await countOf()).toEqual([11]);
    jest.mocked(tables.send).mockRestore();
  });

  it('3.1 counts for twenty monitors of a shard at once, and in another transaction for the next shard', async () => {
    for (let index = 0; index < 25; index++)
      await world.watch(aMonitor({ id: `mon_${index}`, shard: Math.floor(index / 20) }));
    await world.batch(many(10));
    expect((await world.rows()).filter(({ sk }) => sk === 'mark')).toHaveLength(20);
    for (let index = 0; index < 25; index++) expect(await countOf(`mon_${index}`)).toEqual([10]);
  });

  it('3.1 one event that can never be counted does not stop those beside it', async () => {
    jest.spyOn(console, 'error').mockImplementation();
    await world.watch(aMonitor());
    const long = anEvent({ id: `evt_${'x'.repeat(3_000)}` });
    expect(await world.batch([...many(3), long])).toEqual([long.id]);
    expect(await countOf()).toEqual([3]);
  });

  it('3.1 reads what cannot be an event as a failure of its own', async () => {
    jest.spyOn(console, 'error').mockImplementation();
    await world.watch(aMonitor());
    const Records = [
      { messageId: 'bad', body: '{}' },
      { messageId: 'good', body: JSON.stringify({ detail: anEvent() }) },
    ];
    const answer = await monitorBatch(world.tools(), { Records } as never);
    expect(answer.batchItemFailures).toEqual([{ itemIdentifier: 'bad' }]);
    expect(await countOf()).toEqual([1]);
  });
});

describe('the lines of a batch', () => {
  const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

  it('name the events that were counted, ten at the most, and their traces', async () => {
    await world.watch(aMonitor());
    const lines = linesFromNow();
    const events = many(12).map((event) => ({ ...event, traceparent }));
    await world.batch([...events, anEvent({ id: 'evt_11' })]);
    expect(lines).toEqual([
      expect.objectContaining({
        ...{ level: 'INFO', unit: 'monitor', counted: 13, groups: 1, traceparents: [traceparent] },
        events: events.slice(0, 10).map(({ id }) => id),
      }),
    ]);
  });

  it('name an event that comes back, and its trace', async () => {
    await world.watch(aMonitor());
    const lines = linesFromNow();
    const long = { ...anEvent({ id: `evt_${'x'.repeat(3_000)}` }), traceparent };
    await world.batch([long]);
    const { project, id: event } = long;
    expect(lines).toMatchObject([
      { level: 'INFO', counted: 0, events: [] },
      { level: 'ERROR', unit: 'monitor', messageId: '0', project, event, traceparent },
    ]);
  });
});

describe('3.2 a repeat', () => {
  it('3.2 is not counted, be it in the same batch or later', async () => {
    await world.watch(aMonitor());
    await world.batch([anEvent(), anEvent()]);
    world.forget();
    await world.batch([anEvent()]);
    expect(await countOf()).toEqual([1]);
  });

  it('3.2 is evaluated: what a crash has left unlooked at is found when the message comes back', async () => {
    jest.spyOn(console, 'error').mockImplementation();
    await world.watch(aMonitor());
    await world.batch([anEvent({ id: 'evt_first' })]);
    // The version, two lists of monitors, the monitors and the count; the query of the group is the next.
    const events = many(4);
    for (let at = 1; (await countOf())[0] === 1; at++)
      await world
        .batch(events, world.tools(mortal(world.aws.tables, { at, when: 'after' })))
        .catch(() => undefined);
    expect(await countOf()).toEqual([5]);
    expect(world.published).toEqual([]);
    await world.batch(events.slice(0, 1));
    expect(await countOf()).toEqual([5]);
    expect(world.published.map(({ type }) => type)).toEqual(['alert.firing']);
  });

  it('3.2 is not even needed: the sweep finds what was counted and not looked at', async () => {
    jest.spyOn(console, 'error').mockImplementation();
    await world.watch(aMonitor());
    await world.batch([anEvent({ id: 'evt_first' })]);
    const events = many(4);
    for (let at = 1; (await countOf())[0] === 1; at++)
      await world
        .batch(events, world.tools(mortal(world.aws.tables, { at, when: 'after' })))
        .catch(() => undefined);
    world.clock.now += 3 * MINUTE;
    await world.sweep();
    expect(world.published.map(({ type }) => type)).toEqual(['alert.firing']);
  });
});

describe('3.3 late', () => {
  it('3.3 is what its sender has held back, visibly, once; and not what has waited inside Tocsin', async () => {
    await world.watch(aMonitor({ latenessSeconds: 60 }));
    const late = anEvent({ id: 'evt_late', time: NOON - 61_000, receivedAt: NOON });
    world.clock.now = NOON + 5 * MINUTE;
    await world.batch([late, anEvent({ id: 'evt_held', time: NOON })]);
    await world.batch([late]);
    expect(await countOf()).toEqual([1]);
    expect(await uncounted()).toMatchObject({ late: 1, skipped: 0, unknownCost: 0 });
  });

  it('3.3 is whatever is older than its mark may be', async () => {
    await world.watch(aMonitor());
    world.clock.now = NOON + 110 * 24 * 60 * MINUTE;
    await world.batch([anEvent()]);
    expect(await countOf()).toEqual([]);
    expect(await uncounted()).toMatchObject({ late: 1 });
  });

  it('3.3 marks outlive the monitor queue, the dead queue and a dead letter together', async () => {
    await world.watch(aMonitor());
    await world.batch([anEvent()]);
    const [mark] = (await world.rows()).filter(({ sk }) => sk === 'mark');
    expect(Number(mark?.expiresAt) * 1_000 - NOON).toBeGreaterThanOrEqual((4 + 14 + 90) * 86_400_000);
  });
});

describe('3.5 money', () => {
  const cost = { eventTypes: ['llm.request.completed'], kind: 'sum' as const, value: 'cost' };
  const request = (id: string, data: object) => anEvent({ id, type: 'llm.request.completed', data });

  it('3.5 an unknown price is listed with its model, and is not zero', async () => {
    await world.watch(aMonitor({ ...cost }));
    await world.batch([
      request('evt_1', { model: 'in-house-7', inputTokens: 10, outputTokens: 1 }),
      request('evt_2', { model: 'in-house-7', inputTokens: 10, outputTokens: 1 }),
      request('evt_3', { model: 'in-house-7', costMicroUsd: 12 }),
    ]);
    expect(await uncounted()).toEqual({
      taken: 1,
      late: 0,
      skipped: 0,
      unknownCost: 2,
      missing: [],
      models: [{ id: expect.any(String) as string, model: 'in-house-7', reason: 'price', events: 2 }],
      groups: [
        {
          id: expect.any(String) as string,
          group: { source: 'bot' },
          events: 2,
          models: [expect.any(String)],
        },
      ],
    });
    expect((await world.rowsOf('mon_1', 'bucket')).map(({ count, sum }) => [count, sum])).toEqual([[1, 12]]);
  });

  it('3.5 an operand that is missing skips the event, visibly', async () => {
    await world.watch(aMonitor({ kind: 'sum', value: 'data.tokens' }));
    await world.batch([anEvent({ id: 'evt_1' }), anEvent({ id: 'evt_2', data: { tokens: 2 } })]);
    expect(await uncounted()).toMatchObject({ skipped: 1, missing: [{ field: 'data.tokens', events: 1 }] });
  });

  it('3.5 fields that are missing are added up over batches, in one row of bounded bytes', async () => {
    const paths = Array.from({ length: 5 }, (_, n) => `data.${'x'.repeat(122)}${n}`);
    await world.watch(aMonitor({ kind: 'sum', value: 'data.tokens', groupBy: paths }));
    for (let n = 0; n < 3; n++)
      await world.batch([anEvent({ id: `evt_${n}` }), anEvent({ id: `evt_b${n}` })]);
    const { missing, skipped } = await uncounted();
    expect([skipped, missing]).toEqual([6, paths.map((field) => ({ field, events: 6 }))]);
    const [row] = (await world.rows()).filter(({ sk }) => sk === 'places');
    expect(JSON.stringify(row).length).toBeLessThan(4_096);
  });

  it('3.5 a number without end is skipped, and poisons no sum', async () => {
    await world.watch(aMonitor({ kind: 'sum', value: 'data.tokens' }));
    expect(await world.batch([anEvent({ data: { tokens: 1e300 } })])).toEqual([]);
    expect(await uncounted()).toMatchObject({ skipped: 1 });
  });
});

describe('events that Tocsin makes', () => {
  it('3.1 are counted, except what follows from monitors', async () => {
    await world.watch(aMonitor({ eventTypes: ['endpoint.failing', 'agent.paused', 'alert.firing'] }));
    const types = ['endpoint.failing', 'agent.paused', 'alert.firing'];
    await world.batch(types.map((type) => anEvent({ id: type, type, source: 'tocsin' })));
    expect(await countOf()).toEqual([1]);
  });
});

describe('a monitor', () => {
  it('1.4 that was made before an event was accepted counts it; one that is off counts nothing', async () => {
    await world.batch([anEvent({ id: 'evt_0' })]);
    await world.watch(aMonitor());
    await world.batch([anEvent({ id: 'evt_1' })]);
    await world.watch(aMonitor({ enabled: false, revision: 2 }));
    await world.batch([anEvent({ id: 'evt_2' })]);
    expect(await countOf()).toEqual([1]);
  });
});

describe('a tick', () => {
  it('3.7 says how far the queue has come, unless something of its batch comes back', async () => {
    jest.spyOn(console, 'error').mockImplementation();
    const ticks = new Ticks(world.aws.tables, 'monitoring');
    await world.batch([tick('', NOON)]);
    expect(await ticks.newest('')).toBe(NOON);
    const Records = [
      { messageId: 'bad', body: '{}' },
      { messageId: 'tick', body: JSON.stringify({ detail: tick('', NOON + MINUTE) }) },
    ];
    await monitorBatch(world.tools(), { Records } as never);
    await world.batch([tick('', NOON - MINUTE)]);
    expect(await ticks.newest('')).toBe(NOON);
    expect(readEnvelope(JSON.stringify({ detail: tick('', NOON) })).type).toBe('tocsin.tick');
  });
});
