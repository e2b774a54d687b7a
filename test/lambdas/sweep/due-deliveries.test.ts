import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { Bus } from '../../../adapters/aws/bus';
import { DeliverQueue } from '../../../adapters/aws/deliver-queue';
import { Deliveries } from '../../../adapters/aws/deliveries';
import { outboxPut } from '../../../adapters/aws/outbox';
import { deliveryId } from '../../../core/delivery/delivery-id';
import { deliveryMessage } from '../../../core/delivery/message';
import { tocsinEntry } from '../../../core/event/made-by-tocsin';
import { sweepDeliveries, type DueTools } from '../../../lambdas/sweep/due-deliveries';
import { startLocalAws, type LocalAws } from '../../adapters/local-aws';
import { storedOf } from '../../adapters/aws/stored';

const NOW = Date.parse('2026-03-01T12:00:00.000Z');
const MINUTE = 60_000;

let aws: LocalAws;
let deliveries: Deliveries;
let now = NOW;
beforeEach(async () => {
  aws = await startLocalAws();
  deliveries = new Deliveries(aws.tables, 'deliveries', 30);
  now = NOW;
});
afterEach(() => aws.stop());

const sweep = (given: Partial<DueTools> = {}) =>
  sweepDeliveries({
    tables: aws.tables,
    deliveriesTable: 'deliveries',
    queue: new DeliverQueue(aws.clients.sqs, aws.queueUrl, () => 0),
    bus: new Bus(aws.clients.bus, 'default', () => 0),
    now: () => now,
    run: 0,
    goOn: () => true,
    ...given,
  });

/** A delivery whose first attempt has failed. */
async function waiting(event: string, nextAt: number, dueAt = nextAt): Promise<void> {
  const message = deliveryMessage(
    { project: 'prj_1', id: event, type: 'a', receivedAt: NOW, z: 'z' },
    'sub_1',
  );
  const claim = await deliveries.claim(message, NOW, NOW + MINUTE);
  if (!('claimed' in claim)) throw new Error('refused');
  await deliveries.retryLater(
    claim.claimed,
    { number: 1, at: NOW, durationMs: 1 },
    { nextAt, dueAt, z: 'z' },
  );
}
const row = (event: string) => deliveries.get(deliveryId('prj_1', event, 'sub_1'));
const events = async (): Promise<unknown[]> => (await aws.received()).map(({ event }) => event).sort();

const notice = (occasion: string) =>
  tocsinEntry({ project: 'prj_1', type: 'delivery.dead', subject: 'dlv_1', now: NOW, occasion, data: {} });
const promise = (occasion: string) =>
  aws.tables.send(new TransactWriteCommand({ TransactItems: [outboxPut('deliveries', notice(occasion))] }));

describe('sweep', () => {
  it('2.3 sends what is due within the minute, with the exact delay that remains', async () => {
    await waiting('evt_overdue', NOW - MINUTE);
    await waiting('evt_soon', NOW + 30_000);
    await waiting('evt_later', NOW + MINUTE + 1);
    expect(await sweep()).toMatchObject({ sent: 2, published: 0 });
    expect(await aws.received()).toMatchObject([{ event: 'evt_overdue', attempt: 2, z: 'z' }]);
    aws.local.clock.advance(29_000);
    expect(await events()).toEqual([]);
    aws.local.clock.advance(1_000);
    expect(await events()).toEqual(['evt_soon']);
  });

  it('2.3 claims by moving the wake-up forward, and never takes it away', async () => {
    await waiting('evt_1', NOW);
    await sweep();
    expect(await row('evt_1')).toMatchObject({ state: 'waiting', nextAt: NOW, dueAt: NOW + 5 * MINUTE });
    expect(await sweep()).toMatchObject({ sent: 0 });
    now = NOW + 5 * MINUTE;
    expect(await sweep()).toMatchObject({ sent: 1 });
    expect(await row('evt_1')).toMatchObject({ dueAt: now + 10 * MINUTE });
  });

  it('2.3 of two at once sends once', async () => {
    for (let index = 0; index < 10; index++) await waiting(`evt_${index}`, NOW);
    const [one, other] = await Promise.all([sweep(), sweep()]);
    expect(one.sent + other.sent).toBe(10);
    expect(await events()).toHaveLength(10);
  });

  it('2.3 comes back to what the queue did not take', async () => {
    await waiting('evt_1', NOW);
    const queue = new DeliverQueue(aws.clients.sqs, `${aws.queueUrl}-gone`, () => 0);
    expect(await sweep({ queue })).toMatchObject({ sent: 0 });
    now = NOW + 5 * MINUTE;
    expect(await sweep()).toMatchObject({ sent: 1 });
  });

  it('2.3 finds an attempt whose worker died', async () => {
    await waiting('evt_1', NOW);
    const message = deliveryMessage(
      { project: 'prj_1', id: 'evt_1', type: 'a', receivedAt: NOW, z: 'z' },
      'sub_1',
    );
    expect(await deliveries.claim({ ...message, attempt: 2 }, NOW, NOW + MINUTE)).toHaveProperty('claimed');
    expect(await sweep()).toMatchObject({ sent: 1 });
    expect(await aws.received()).toMatchObject([{ event: 'evt_1', attempt: 2 }]);
  });

  it('1.5 publishes what a transaction has promised, once', async () => {
    await promise('1');
    await promise('2');
    await promise('2');
    expect(await sweep()).toMatchObject({ sent: 0, published: 2 });
    expect(await storedOf(aws, 'deliveries', 'prj_1')).toEqual([]);
    expect(await sweep()).toMatchObject({ sent: 0, published: 0 });
  });

  it('1.5 keeps what the bus did not take', async () => {
    await promise('1');
    aws.local.faults.entryFailureProbability = 1;
    expect(await sweep()).toMatchObject({ sent: 0, published: 0 });
    aws.local.faults.entryFailureProbability = 0;
    expect(await sweep()).toMatchObject({ sent: 0, published: 1 });
  });

  it('leaves the rest to the next minute when its time is used up', async () => {
    await waiting('evt_1', NOW);
    expect(await sweep({ goOn: () => false })).toMatchObject({ sent: 0, published: 0 });
    expect(await row('evt_1')).toMatchObject({ dueAt: NOW });
    expect(await sweep()).toMatchObject({ sent: 1 });
  });
});
