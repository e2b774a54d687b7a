import { ChangeMessageVisibilityCommand, DeleteMessageCommand } from '@aws-sdk/client-sqs';
import type { Cases } from '../contract';
import { attributes, errorOf, receive, receiveOne, redrivePair, send, type SqsWorld } from './world';

const change = (world: SqsWorld, QueueUrl: string, ReceiptHandle: string, VisibilityTimeout: number) =>
  world.client.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout }));

async function inFlight(world: SqsWorld): Promise<{ queue: string; handle: string }> {
  const queue = await world.createQueue();
  await send(world, queue, 'x');
  return { queue, handle: (await receiveOne(world, queue)).ReceiptHandle };
}

export const visibilityCases: Cases<SqsWorld> = {
  'visibility 0 shows a message at once': async (world) => {
    const { queue, handle } = await inFlight(world);
    await change(world, queue, handle, 0);
    expect((await receiveOne(world, queue)).Body).toBe('x');
  },
  'a shorter visibility counts from the call': async (world) => {
    const { queue, handle } = await inFlight(world);
    await change(world, queue, handle, 1);
    expect(await receive(world, queue)).toEqual([]);
    expect((await receiveOne(world, queue, { WaitTimeSeconds: 5 })).Body).toBe('x');
  },
  'a waiting receive wakes when a message is shown': async (world) => {
    const { queue, handle } = await inFlight(world);
    const waiting = receiveOne(world, queue, { WaitTimeSeconds: 20 });
    await change(world, queue, handle, 0);
    expect((await waiting).Body).toBe('x');
  },
  'a visibility over 12 h is refused': async (world) => {
    const { queue, handle } = await inFlight(world);
    expect(await errorOf(change(world, queue, handle, 43_201))).toBe('InvalidParameterValue');
  },
  'the visibility of a deleted message cannot be changed': async (world) => {
    const { queue, handle } = await inFlight(world);
    await world.client.send(new DeleteMessageCommand({ QueueUrl: queue, ReceiptHandle: handle }));
    expect(await errorOf(change(world, queue, handle, 10))).toBe('InvalidParameterValue');
  },
  'the visibility of a message that is not in flight cannot be changed': async (world) => {
    const { queue, handle } = await inFlight(world);
    await change(world, queue, handle, 0);
    expect(await errorOf(change(world, queue, handle, 10))).toBe('MessageNotInflight');
  },
  'a made-up handle has no visibility': async (world) => {
    const queue = await world.createQueue();
    expect(await errorOf(change(world, queue, 'made-up', 1))).toBe('ReceiptHandleIsInvalid');
  },
};

/** Receives (and shows again) `times` times. */
async function fail(world: SqsWorld, queue: string, times: number): Promise<void> {
  for (let n = 0; n < times; n++) await receiveOne(world, queue, { VisibilityTimeout: 0 });
}

export const redriveCases: Cases<SqsWorld> = {
  'a message is received maxReceiveCount times, then dead': async (world) => {
    const { source, dead } = await redrivePair(world, 2);
    await send(world, source, 'poison');
    await fail(world, source, 2);
    expect(await receive(world, source)).toEqual([]);
    expect((await receiveOne(world, dead)).Body).toBe('poison');
    expect(await attributes(world, source)).toMatchObject({ ApproximateNumberOfMessages: '0' });
  },
  'a dead message keeps its id, sent time and attributes': async (world) => {
    const { source, dead } = await redrivePair(world, 1);
    const { MessageId } = await send(world, source, 'poison');
    const before = await receiveOne(world, source, { VisibilityTimeout: 0 });
    await receive(world, source);
    const after = await receiveOne(world, dead);
    expect(after.MessageId).toBe(MessageId);
    expect(after.Attributes?.['SentTimestamp']).toBe(before.Attributes?.['SentTimestamp']);
  },
  'a dead message says where it came from': async (world) => {
    const { source, dead, sourceArn } = await redrivePair(world, 1);
    await send(world, source, 'poison');
    await fail(world, source, 1);
    await receive(world, source);
    expect((await receiveOne(world, dead)).Attributes?.['DeadLetterQueueSourceArn']).toBe(sourceArn);
  },
  'other messages are not held up by a dead one': async (world) => {
    const { source } = await redrivePair(world, 1);
    await send(world, source, 'poison');
    await fail(world, source, 1);
    await send(world, source, 'healthy');
    expect((await receive(world, source)).map(({ Body }) => Body)).toEqual(['healthy']);
  },
};
