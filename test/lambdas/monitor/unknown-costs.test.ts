import { PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { pricesKey } from '../../../adapters/aws/keys';
import { loadUncounted } from '../../../adapters/aws/uncounted';
import type { EventEntry } from '../../../core/event/event';
import { viewOf } from '../../../core/event/read-entry';
import type { OwnPrice } from '../../../core/price/own-prices';
import { aMonitor, anEvent, MINUTE, startWorld, type World } from './world';

const DAY = 24 * 60 * MINUTE;
const COST = { eventTypes: ['llm.request.*'], kind: 'sum' as const, value: 'cost' };

let world: World;
let number = 0;

beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.stop());

const request = (data: object, more: object = {}): EventEntry =>
  anEvent({ id: `evt_${++number}`, type: 'llm.request.completed', time: world.clock.now, data, ...more });
const unknown = (model: string, more: object = {}) => request({ model, inputTokens: 10 }, more);
const uncounted = (monitor = 'mon_1') =>
  loadUncounted(world.aws.tables, 'monitoring', monitor, 1, world.clock.now);

/** What is promised, as the sweep would publish it. */
async function promised(): Promise<{ entry: EventEntry; data: Record<string, unknown> }[]> {
  const { Items = [] } = await world.aws.tables.send(
    new ScanCommand({ TableName: 'deliveries', ConsistentRead: true }),
  );
  return Items.map(({ entry }) => {
    const view = viewOf(entry as EventEntry);
    return { entry: entry as EventEntry, data: view['data'] as Record<string, unknown> };
  });
}

async function say(...prices: OwnPrice[]): Promise<void> {
  const Item = { ...pricesKey('prj_1'), project: 'prj_1', prices, revision: 1, updatedAt: 0 };
  await world.aws.tables.send(new PutCommand({ TableName: 'subscriptions', Item }));
  // As every change of configuration does.
  await world.watch(aMonitor({ ...COST }));
}

it('3.5 an unknown cost is told once for a model and a day, by whatever monitor and process', async () => {
  await world.watch(aMonitor({ ...COST, id: 'mon_1' }));
  await world.watch(aMonitor({ ...COST, id: 'mon_2', shard: 1 }));
  await world.batch([unknown('our-own-7b'), unknown('our-own-7b'), unknown('OUR-OWN-7B')]);
  world.forget();
  await world.batch([unknown('our-own-7b')]);
  const told = await promised();
  expect(told).toMatchObject([
    {
      entry: { type: 'cost.unknown', source: 'tocsin', project: 'prj_1', subject: 'our-own-7b' },
      data: { model: 'our-own-7b', provider: null, reason: 'price', agent: 'bot', day: '2026-03-02' },
    },
  ]);
  expect(told[0]?.data).toMatchObject({
    monitor: { name: 'failures' },
    advice: expect.stringMatching(/PUT \/v1\/prices/),
  });
  world.clock.now += DAY;
  await world.batch([unknown('our-own-7b')]);
  expect((await promised()).length).toBe(2);
});

it('3.5 it is told before it is counted: after a crash in between the event comes back, and both happen', async () => {
  await world.watch(aMonitor({ ...COST }));
  const event = unknown('our-own-7b');
  const crashing = world.tools();
  jest.spyOn(crashing.counting, 'count').mockRejectedValue(new Error('The process has ended'));
  jest.spyOn(console, 'error').mockImplementation();
  expect(await world.batch([event], crashing)).toEqual([event.id]);
  expect((await promised()).length).toBe(1);
  expect(await world.batch([event])).toEqual([]);
  expect((await promised()).length).toBe(1);
  expect(await uncounted()).toMatchObject({ unknownCost: 1 });
});

it('3.5 an event whose unknown cost cannot be told comes back, and holds nobody up', async () => {
  await world.watch(aMonitor({ ...COST }));
  const tools = world.tools();
  jest.spyOn(console, 'error').mockImplementation();
  const settle = tools.unknownCosts.settle.bind(tools.unknownCosts);
  jest.spyOn(tools.unknownCosts, 'settle').mockImplementation((events, failed) => {
    for (const { event } of events.slice(0, 1)) failed.set(event.id, new Error('Throttled'));
    return settle(events.slice(1), failed);
  });
  const [first, second] = [unknown('our-own-7b'), request({ costMicroUsd: 5 })];
  expect(await world.batch([first, second], tools)).toEqual([first.id]);
  expect((await world.rowsOf('mon_1', 'bucket')).map(({ sum }) => sum)).toEqual([5]);
});

it('3.5 a monitor that watches everything of costs is never fed with what Tocsin says of them', async () => {
  await world.watch(aMonitor({ kind: 'count', eventTypes: ['cost.*', 'cost.unknown'] }));
  await world.batch([anEvent({ type: 'cost.unknown', source: 'tocsin' })]);
  expect(await world.rowsOf('mon_1', 'bucket')).toEqual([]);
});

it.each([
  ['of 2,000 characters', 'x'.repeat(2_000)],
  ['of 2,000 characters of four bytes', '😀'.repeat(2_000)],
  ['with half a surrogate', 'x\ud800y'],
  ['of one character of no form', '\u0000'],
  ['__proto__', '__proto__'],
])('An agent whose model has a name %s escapes no monitor', async (_, model) => {
  await world.watch(aMonitor({ ...COST, id: 'mon_1', groupBy: [] }));
  await world.watch(aMonitor({ id: 'mon_2', eventTypes: ['llm.request.failed'] }));
  const failed = Array.from({ length: 5 }, () => unknown(model, { type: 'llm.request.failed' }));
  expect(await world.batch(failed)).toEqual([]);
  expect((await world.rowsOf('mon_2', 'bucket')).map(({ count }) => count)).toEqual([5]);
  expect(await uncounted()).toMatchObject({ unknownCost: 5, models: [{ events: 5 }] });
});

it('Names of models and groups that agents make up are listed up to 100; what comes then is counted together', async () => {
  await world.watch(aMonitor({ ...COST }));
  for (let batch = 0; batch < 13; batch++) {
    const at = (n: number): string => String(batch * 10 + n).padStart(3, '0');
    await world.batch(
      Array.from({ length: 10 }, (_, n) => unknown(`model-${at(n)}`, { source: `bot-${at(n)}` })),
    );
  }
  const { models, groups, unknownCost } = await uncounted();
  expect([unknownCost, models.length, groups.length]).toEqual([130, 101, 101]);
  expect(models.find(({ model }) => model === 'others')).toMatchObject({ events: 30 });
  expect(groups.find(({ group }) => Object.keys(group).length === 0)).toMatchObject({ events: 30 });
  const told = await promised();
  expect(told.length).toBe(101);
  expect(told.filter(({ data }) => data['model'] === 'others').length).toBe(1);
});

describe('own prices', () => {
  const sums = async () => (await world.rowsOf('mon_1', 'bucket')).map(({ sum }) => sum);

  it('take effect in a warm process, for the events that come then', async () => {
    await world.watch(aMonitor({ ...COST }));
    await world.batch([unknown('our-own-7b')]);
    expect(await sums()).toEqual([]);
    await say({ model: 'our-own-7b', usdPerMillion: { input: 0.5 } });
    await world.batch([unknown('our-own-7b')]);
    expect(await sums()).toEqual([5]);
  });

  it('of another project are not taken', async () => {
    await say({ model: 'our-own-7b', usdPerMillion: { input: 0.5 } });
    await world.watch(aMonitor({ ...COST, id: 'mon_2', project: 'prj_2' }));
    await world.batch([unknown('our-own-7b', { project: 'prj_2' })]);
    expect(await uncounted('mon_2')).toMatchObject({ unknownCost: 1 });
  });
});

describe('sums', () => {
  it('3.5 keep fractions of a micro-dollar: 2,000 costs of 0.45 are 900, however they are batched', async () => {
    await world.watch(aMonitor({ ...COST }));
    for (let batch = 0; batch < 40; batch++)
      await world.batch(
        Array.from({ length: 50 }, () => request({ model: 'gpt-4o-mini', inputTokens: 3, outputTokens: 0 })),
      );
    expect((await world.rowsOf('mon_1', 'bucket')).map(({ sum }) => sum)).toEqual([900]);
  });

  it('3.5 that are greater than a double can count are read as numbers', async () => {
    await world.watch(aMonitor({ ...COST }));
    for (let n = 0; n < 12; n++) await world.batch([request({ costMicroUsd: 1e15 - 0.5 })]);
    const [bucket] = await world.rowsOf('mon_1', 'bucket');
    expect(bucket?.['sum']).toBe(12 * 1e15 - 6);
  });
});
