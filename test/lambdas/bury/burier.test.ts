import type { SQSRecord } from 'aws-lambda';
import { Burials } from '../../../adapters/aws/burials';
import { EventReplay } from '../../../adapters/aws/event-replay';
import { Letters } from '../../../adapters/aws/letters';
import { MonitorQueue } from '../../../adapters/aws/monitor-queue';
import { tick } from '../../../core/monitor/tick';
import { Deliveries } from '../../../adapters/aws/deliveries';
import { Events } from '../../../adapters/aws/events';
import { deliveryId } from '../../../core/delivery/delivery-id';
import { deliveryMessage } from '../../../core/delivery/message';
import type { EventEntry } from '../../../core/event/event';
import { bury, type BuryTools } from '../../../lambdas/bury/burier';
import type { Fields } from '../../../lambdas/message-fields';
import { startLocalAws, type LocalAws } from '../../adapters/local-aws';
import { storedOf } from '../../adapters/aws/stored';

const NOW = Date.parse('2026-03-01T12:00:00.000Z');
const QUEUES = { route: 'arn:route', deliver: 'arn:deliver', monitor: 'arn:monitor' };

let aws: LocalAws;
let tools: BuryTools;
let project = '';
let tests = 0;
beforeAll(async () => {
  aws = await startLocalAws();
  const events = new Events(aws.tables, 'events', 30);
  const deliveries = new Deliveries(aws.tables, 'deliveries', 30);
  tools = {
    events,
    deliveries,
    burials: new Burials(aws.tables, events, deliveries),
    queues: { ...QUEUES, deliver: [QUEUES.deliver] },
    now: () => NOW,
  };
});
afterAll(() => aws.stop());
beforeEach(() => {
  project = `prj_${++tests}`;
  jest.spyOn(console, 'log').mockImplementation();
});
afterEach(() => jest.restoreAllMocks());

const entry = (more: Partial<EventEntry> = {}): EventEntry => ({
  ...{
    v: 1,
    id: 'evt_1',
    project,
    type: 'a',
    source: 's',
    time: NOW,
    receivedAt: NOW,
    contentHash: 'h',
    z: 'z',
  },
  ...more,
});
const id = (subscription: string): string => deliveryId(project, 'evt_1', subscription);

/** What its log line says. */
async function buried(record: object): Promise<Fields> {
  const line: Fields = {};
  const measured = await bury(tools, record as SQSRecord, (fields) => Object.assign(line, fields));
  return { ...line, ...measured };
}

const dead = (source: string, body: unknown): Promise<Fields> =>
  buried({
    body: JSON.stringify(body),
    attributes: { DeadLetterQueueSourceArn: source },
    messageAttributes: {},
  });
const deadEvent = (more: Partial<EventEntry> = {}): Promise<Fields> =>
  dead(QUEUES.route, { detail: entry(more) });

describe('bury', () => {
  it('2.8 makes an event-level dead letter of a message that died before routing', async () => {
    await deadEvent();
    expect(await tools.events.get(project, 'evt_1')).toMatchObject({ state: 'dead' });
    expect(await storedOf(aws, 'deliveries', project)).toMatchObject([
      { kind: 'event', reason: 'routing_failed' },
    ]);
  });

  it('2.8 makes dead letters of the deliveries that never began, of an event that was routed', async () => {
    const row = await tools.events.putRouted(entry(), ['sub_1', 'sub_2', 'sub_3'], NOW);
    const begun = await tools.deliveries.claim(deliveryMessage(row, 'sub_2'), NOW, NOW + 60_000);
    expect(begun).toHaveProperty('claimed');
    await deadEvent();
    expect(await tools.deliveries.get(id('sub_1'))).toMatchObject({
      state: 'dead',
      reason: 'routing_failed',
      z: 'z',
    });
    expect(await tools.deliveries.get(id('sub_2'))).toMatchObject({ state: 'leased' });
    expect(await tools.deliveries.get(id('sub_3'))).toMatchObject({ state: 'dead' });
    const letters = (await storedOf(aws, 'deliveries', project)).filter(({ sk }) => sk === 'dead');
    expect(letters.map(({ subscription }) => subscription).sort()).toEqual(['sub_1', 'sub_3']);
    expect(await tools.events.get(project, 'evt_1')).toMatchObject({ state: 'routed' });
  });

  it('2.8 has nothing to do for an event that matched nobody', async () => {
    await tools.events.putRouted(entry(), [], NOW);
    await deadEvent();
    expect(await storedOf(aws, 'deliveries', project)).toEqual([]);
  });

  it('2.8 makes a dead letter of a delivery, and none of one that has ended', async () => {
    await dead(QUEUES.deliver, deliveryMessage(entry(), 'sub_1'));
    await dead(QUEUES.deliver, deliveryMessage(entry(), 'sub_1'));
    const letters = (await storedOf(aws, 'deliveries', project)).filter(({ sk }) => sk === 'dead');
    expect(letters).toMatchObject([{ kind: 'delivery', id: id('sub_1'), reason: 'delivery_failed' }]);
  });

  it('2.8 makes a dead letter of its own of an event that monitors have not counted, routed or not', async () => {
    await tools.events.putRouted(entry(), ['sub_1'], NOW);
    await dead(QUEUES.monitor, { detail: entry() });
    await deadEvent({ id: 'evt_2' });
    await dead(QUEUES.monitor, { detail: entry({ id: 'evt_2' }) });
    const letters = (await storedOf(aws, 'deliveries', project)).filter(({ kind }) => kind === 'monitor');
    expect(letters).toMatchObject([
      { reason: 'monitoring_failed', entry: expect.stringContaining('evt_') as string },
      { reason: 'monitoring_failed' },
    ]);
    expect(await tools.events.get(project, 'evt_1')).toMatchObject({ state: 'routed' });
  });

  it('2.8 gives an event that monitors have not counted to them alone when it is replayed', async () => {
    await tools.events.putRouted(entry(), ['sub_1'], NOW);
    await dead(QUEUES.monitor, { detail: entry() });
    const letters = new Letters(aws.tables, 'deliveries');
    const { rows } = await letters.list(project, { limit: 10 }, NOW);
    const bus = { publish: () => Promise.reject(new Error('routed twice')) };
    const monitorQueue = new MonitorQueue(aws.clients.sqs, aws.monitorQueueUrl);
    const replay = new EventReplay(aws.tables, 'deliveries', tools.events, bus, monitorQueue);
    for (const letter of rows.filter(({ kind }) => kind === 'monitor')) await replay.replay(letter, NOW);
    expect(await aws.receivedMonitor()).toEqual([{ 'detail-type': 'a', detail: entry() }]);
    expect((await letters.list(project, { limit: 10 }, NOW)).rows).toEqual([]);
  });

  it('2.8 forgets a tick that never came through', async () => {
    await dead(QUEUES.monitor, { detail: tick('', NOW) });
    expect(await storedOf(aws, 'deliveries', '')).toEqual([]);
  });

  it('2.8 forgets a run of the schedule: the next minute makes up for it', async () => {
    const record = {
      body: '{"source":"aws.events"}',
      attributes: {},
      messageAttributes: { RequestID: { stringValue: 'r' } },
    };
    expect(await buried(record)).toEqual({ origin: 'schedule', reason: 'sweep_failed' });
    expect(await storedOf(aws, 'deliveries', project)).toEqual([]);
  });

  it('says whose work has ended, from which function, in which trace, and what became of it', async () => {
    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    const about = { project, event: 'evt_1', traceparent };
    const unrouted = { origin: 'route', reason: 'routing_failed', type: 'a', ...about };
    expect(await deadEvent({ traceparent })).toEqual({ ...unrouted, buried: true, DeadLetters: 1 });
    await tools.events.putRouted(entry({ id: 'evt_2' }), ['sub_1'], NOW);
    expect(await deadEvent({ id: 'evt_2' })).toMatchObject({ buried: false, unsent: 1, DeadLetters: 1 });
    const message = deliveryMessage(entry({ traceparent }), 'sub_1');
    expect(await dead(QUEUES.deliver, message)).toEqual({
      ...{ origin: 'deliver', reason: 'delivery_failed', ...about, subscription: 'sub_1' },
      ...{ delivery: id('sub_1'), attempt: 1, buried: true, DeadLetters: 1 },
    });
    expect(await dead(QUEUES.monitor, { detail: entry({ traceparent }) })).toEqual({
      ...{ origin: 'monitor', reason: 'monitoring_failed', type: 'a', ...about, DeadLetters: 1 },
    });
  });

  it.each([
    ['an event of another version', QUEUES.route, { detail: { v: 9 } }],
    ['a delivery that is none', QUEUES.deliver, { v: 1 }],
    ['a message from elsewhere', 'arn:other', {}],
  ])('2.8 leaves %s in the queue', async (_, source, body) => {
    await expect(dead(source, body)).rejects.toThrow();
  });
});
