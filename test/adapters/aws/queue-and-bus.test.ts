import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { Bus } from '../../../adapters/aws/bus';
import { DeliverQueue } from '../../../adapters/aws/deliver-queue';
import { deliveryMessage } from '../../../core/delivery/message';
import type { EventEntry } from '../../../core/event/event';
import { startLocalAws, type LocalAws } from '../local-aws';

let aws: LocalAws;
beforeAll(async () => void (aws = await startLocalAws()));
afterAll(() => aws.stop());
afterEach(() => void (aws.local.faults.entryFailureProbability = 0));

const entry = (id: string, z = 'z'): EventEntry => ({
  ...{ v: 1, id, project: 'prj_1', type: 'a.b', source: 's', time: 1, receivedAt: 1, contentHash: 'h', z },
});
const message = (id: string, z?: string) => ({ message: deliveryMessage(entry(id, z), 'sub_1') });
const ids = (count: number): string[] => Array.from({ length: count }, (_, index) => `evt_${index}`);

describe('the deliver queue', () => {
  const queue = (random = () => 0) => new DeliverQueue(aws.clients.sqs, aws.queueUrl, random);

  it('1.3 takes any number of messages, each as its own', async () => {
    expect(await queue().send(ids(25).map((id) => message(id)))).toEqual([]);
    expect((await aws.received()).map(({ event }) => event).sort()).toEqual(ids(25).sort());
  });

  it('1.3 takes batches that would be too large together', async () => {
    const large = ids(30).map((id) => message(id, 'x'.repeat(49_000)));
    expect(await queue().send(large)).toEqual([]);
    expect(await aws.received()).toHaveLength(30);
  });

  it('1.3 is asked again for entries that failed, and loses none', async () => {
    aws.local.faults.entryFailureProbability = 0.3;
    const sent = ids(40).map((id) => message(id));
    const refused = await queue().send(sent);
    const taken = (await aws.received()).map(({ event }) => event);
    expect([...taken, ...refused.map((one) => one.message.event)].sort()).toEqual(ids(40).sort());
    expect(refused.length).toBeLessThan(5);
  });

  it('1.3 answers what it did not take, instead of throwing', async () => {
    const nowhere = new DeliverQueue(aws.clients.sqs, `${aws.queueUrl}-gone`, () => 0);
    const sent = [message('evt_1'), message('evt_2')];
    expect(await nowhere.send(sent)).toEqual(sent);
  });

  it('2.3 delays what is for later, and groups by project and subscription', async () => {
    await queue().send([{ ...message('evt_later'), delaySeconds: 5 }, message('evt_now')]);
    expect((await aws.received()).map(({ event }) => event)).toEqual(['evt_now']);
    aws.local.clock.advance(5_000);
    const receive = new ReceiveMessageCommand({
      QueueUrl: aws.queueUrl,
      MessageSystemAttributeNames: ['MessageGroupId'],
    });
    const { Messages } = await aws.clients.sqs.send(receive);
    expect(Messages?.[0]?.Attributes).toMatchObject({ MessageGroupId: 'prj_1/sub_1' });
    expect(JSON.parse(Messages?.[0]?.Body ?? '')).toMatchObject({ event: 'evt_later' });
  });
});

describe('the bus', () => {
  const bus = (name = 'default') => new Bus(aws.clients.bus, name, () => 0);

  it('takes any number of entries, small and large', async () => {
    expect(await bus().publish([])).toEqual([]);
    expect(await bus().publish(ids(25).map((id) => entry(id)))).toEqual([]);
    expect(await bus().publish(ids(9).map((id) => entry(id, 'x'.repeat(200_000))))).toEqual([]);
  });

  it('answers the very entries that it did not take in the end', async () => {
    aws.local.faults.entryFailureProbability = 1;
    const entries = ids(12).map((id) => entry(id));
    expect(await bus().publish(entries)).toEqual(entries);
  });

  it('is asked again for entries that failed', async () => {
    aws.local.faults.entryFailureProbability = 0.2;
    expect((await bus().publish(ids(40).map((id) => entry(id)))).length).toBeLessThan(5);
  });
});
