import { DeleteMessageCommand, type QueueAttributeName, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import type { Cases } from '../contract';
import { attributes, errorOf, receive, receiveOne, send, type SqsWorld } from './world';

const remove = (world: SqsWorld, QueueUrl: string, ReceiptHandle: string) =>
  world.client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));

export const receivingCases: Cases<SqsWorld> = {
  'an empty queue answers no messages': async (world) => {
    expect(await receive(world, await world.createQueue())).toEqual([]);
  },
  'a received message is hidden': async (world) => {
    const queue = await world.createQueue();
    await send(world, queue, 'x');
    await receiveOne(world, queue);
    expect(await receive(world, queue)).toEqual([]);
  },
  'a message comes back after its visibility timeout': async (world) => {
    const queue = await world.createQueue({ VisibilityTimeout: '1' });
    await send(world, queue, 'x');
    const first = await receiveOne(world, queue);
    const second = await receiveOne(world, queue, { WaitTimeSeconds: 5 });
    expect(second.MessageId).toBe(first.MessageId);
    expect(second.ReceiptHandle).not.toBe(first.ReceiptHandle);
  },
  "a receive's own VisibilityTimeout overrides the queue's": async (world) => {
    const queue = await world.createQueue({ VisibilityTimeout: '900' });
    await send(world, queue, 'x');
    await receiveOne(world, queue, { VisibilityTimeout: 0 });
    expect((await receiveOne(world, queue)).Body).toBe('x');
  },
  'a receive brings at most what it asks for, each message once': async (world) => {
    const queue = await world.createQueue();
    for (const body of ['a', 'b', 'c']) await send(world, queue, body);
    const two = await receive(world, queue, { MaxNumberOfMessages: 2 });
    const rest = await receive(world, queue);
    expect(two.length).toBeLessThanOrEqual(2);
    expect([...two, ...rest].map(({ Body }) => Body).sort()).toEqual(['a', 'b', 'c']);
  },
  'one message is the default': async (world) => {
    const QueueUrl = await world.createQueue();
    await send(world, QueueUrl, 'a');
    await send(world, QueueUrl, 'b');
    expect((await world.client.send(new ReceiveMessageCommand({ QueueUrl }))).Messages).toHaveLength(1);
  },
  'more than ten messages cannot be asked for': async (world) => {
    const call = receive(world, await world.createQueue(), { MaxNumberOfMessages: 11 });
    expect(await errorOf(call)).toBe('InvalidParameterValue');
  },
  'none cannot be asked for': async (world) => {
    const call = receive(world, await world.createQueue(), { MaxNumberOfMessages: 0 });
    expect(await errorOf(call)).toBe('InvalidParameterValue');
  },
  'waiting over 20 s is refused': async (world) => {
    const call = receive(world, await world.createQueue(), { WaitTimeSeconds: 21 });
    expect(await errorOf(call)).toBe('InvalidParameterValue');
  },
  'a VisibilityTimeout over 12 h is refused': async (world) => {
    const call = receive(world, await world.createQueue(), { VisibilityTimeout: 43_201 });
    expect(await errorOf(call)).toBe('InvalidParameterValue');
  },
  'a waiting receive gets a message that is sent meanwhile': async (world) => {
    const queue = await world.createQueue();
    const waiting = receiveOne(world, queue, { WaitTimeSeconds: 20 });
    await send(world, queue, 'meanwhile');
    expect((await waiting).Body).toBe('meanwhile');
  },
  "the queue's ReceiveMessageWaitTimeSeconds is the default wait": async (world) => {
    const QueueUrl = await world.createQueue({ ReceiveMessageWaitTimeSeconds: '20' });
    const waiting = world.client.send(new ReceiveMessageCommand({ QueueUrl }));
    await send(world, QueueUrl, 'meanwhile');
    expect((await waiting).Messages?.[0]?.Body).toBe('meanwhile');
  },
  'the receive count rises with each receive': async (world) => {
    const queue = await world.createQueue();
    await send(world, queue, 'x');
    const counts: (string | undefined)[] = [];
    for (let n = 0; n < 3; n++) {
      const message = await receiveOne(world, queue, { VisibilityTimeout: 0 });
      counts.push(message.Attributes?.['ApproximateReceiveCount']);
    }
    expect(counts).toEqual(['1', '2', '3']);
  },
  'sent and first-received timestamps stay over receives': async (world) => {
    const queue = await world.createQueue();
    await send(world, queue, 'x');
    const first = await receiveOne(world, queue, { VisibilityTimeout: 0 });
    const second = await receiveOne(world, queue, { VisibilityTimeout: 0 });
    const times = ['SentTimestamp', 'ApproximateFirstReceiveTimestamp'] as const;
    for (const time of times) {
      expect(first.Attributes?.[time]).toMatch(/^\d{13}$/);
      expect(second.Attributes?.[time]).toBe(first.Attributes?.[time]);
    }
  },
  'a message says who sent it': async (world) => {
    const queue = await world.createQueue();
    await send(world, queue, 'x');
    expect((await receiveOne(world, queue)).Attributes?.['SenderId']).toBeTruthy();
  },
  'only the system attributes asked for come back': async (world) => {
    const queue = await world.createQueue();
    await send(world, queue, 'x');
    const message = await receiveOne(world, queue, { MessageSystemAttributeNames: ['SentTimestamp'] });
    expect(Object.keys(message.Attributes ?? {})).toEqual(['SentTimestamp']);
  },
  'the older parameter AttributeNames asks for them too': async (world) => {
    const QueueUrl = await world.createQueue();
    await send(world, QueueUrl, 'x');
    const wanted: QueueAttributeName[] = ['All'];
    const answer = await world.client.send(new ReceiveMessageCommand({ QueueUrl, AttributeNames: wanted }));
    expect(answer.Messages?.[0]?.Attributes?.['ApproximateReceiveCount']).toBe('1');
  },
  'a deleted message is gone': async (world) => {
    const queue = await world.createQueue();
    await send(world, queue, 'x');
    const { ReceiptHandle } = await receiveOne(world, queue);
    await remove(world, queue, ReceiptHandle);
    expect(await attributes(world, queue)).toMatchObject({
      ApproximateNumberOfMessages: '0',
      ApproximateNumberOfMessagesNotVisible: '0',
    });
  },
  'deleting twice is no error': async (world) => {
    const queue = await world.createQueue();
    await send(world, queue, 'x');
    const { ReceiptHandle } = await receiveOne(world, queue);
    await remove(world, queue, ReceiptHandle);
    expect(await errorOf(remove(world, queue, ReceiptHandle))).toBe('no error');
  },
  'a handle works after its timeout if nobody received since': async (world) => {
    const queue = await world.createQueue();
    await send(world, queue, 'x');
    const { ReceiptHandle } = await receiveOne(world, queue, { VisibilityTimeout: 0 });
    await remove(world, queue, ReceiptHandle);
    expect(await receive(world, queue)).toEqual([]);
  },
  'a made-up handle is refused': async (world) => {
    const queue = await world.createQueue();
    expect(await errorOf(remove(world, queue, 'made-up'))).toBe('ReceiptHandleIsInvalid');
  },
};
