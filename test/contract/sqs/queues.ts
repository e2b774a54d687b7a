import {
  GetQueueUrlCommand,
  ListQueuesCommand,
  PurgeQueueCommand,
  type QueueAttributeName,
} from '@aws-sdk/client-sqs';
import type { Cases } from '../contract';
import { attributes, errorOf, receive, receiveOne, redrivePair, send, type SqsWorld } from './world';

const nameOf = (url: string): string => url.slice(url.lastIndexOf('/') + 1);

export const queueCases: Cases<SqsWorld> = {
  'GetQueueUrl finds a queue by name': async (world) => {
    const url = await world.createQueue();
    const answer = await world.client.send(new GetQueueUrlCommand({ QueueName: nameOf(url) }));
    expect(nameOf(answer.QueueUrl ?? '')).toBe(nameOf(url));
  },
  'GetQueueUrl of a queue that does not exist': async (world) => {
    const call = world.client.send(new GetQueueUrlCommand({ QueueName: 'nobody-made-this' }));
    expect(await errorOf(call)).toBe('QueueDoesNotExist');
  },
  'ListQueues finds queues by prefix': async (world) => {
    const url = await world.createQueue();
    const answer = await world.client.send(new ListQueuesCommand({ QueueNamePrefix: nameOf(url) }));
    expect(answer.QueueUrls?.map(nameOf)).toEqual([nameOf(url)]);
  },
  'a new queue has the documented defaults': async (world) => {
    expect(await attributes(world, await world.createQueue())).toMatchObject({
      VisibilityTimeout: '30',
      MessageRetentionPeriod: '345600',
      DelaySeconds: '0',
      MaximumMessageSize: '1048576',
      ReceiveMessageWaitTimeSeconds: '0',
      SqsManagedSseEnabled: 'true',
    });
  },
  'the ARN ends in the name': async (world) => {
    const url = await world.createQueue();
    expect((await attributes(world, url))['QueueArn']).toBe(
      `arn:aws:sqs:us-east-1:000000000000:${nameOf(url)}`,
    );
  },
  'only the attributes asked for are answered': async (world) => {
    const answer = await attributes(world, await world.createQueue(), ['VisibilityTimeout']);
    expect(answer).toEqual({ VisibilityTimeout: '30' });
  },
  'an unknown attribute name is refused': async (world) => {
    const call = attributes(world, await world.createQueue(), ['Colour' as QueueAttributeName]);
    expect(await errorOf(call)).toBe('InvalidAttributeName');
  },
  'the redrive policy can be read': async (world) => {
    const { source } = await redrivePair(world, 3);
    const { RedrivePolicy } = await attributes(world, source);
    expect(Number((JSON.parse(RedrivePolicy ?? '{}') as { maxReceiveCount: number }).maxReceiveCount)).toBe(
      3,
    );
  },
  'counts tell visible from in flight': async (world) => {
    const queue = await world.createQueue();
    await send(world, queue, 'a');
    await send(world, queue, 'b');
    await receiveOne(world, queue);
    expect(await attributes(world, queue)).toMatchObject({
      ApproximateNumberOfMessages: '1',
      ApproximateNumberOfMessagesNotVisible: '1',
      ApproximateNumberOfMessagesDelayed: '0',
    });
  },
  'a purge empties the queue': async (world) => {
    const QueueUrl = await world.createQueue();
    await send(world, QueueUrl, 'x');
    await world.client.send(new PurgeQueueCommand({ QueueUrl }));
    expect(await receive(world, QueueUrl)).toEqual([]);
  },
  'two purges within 60 s are refused': async (world) => {
    const QueueUrl = await world.createQueue();
    await world.client.send(new PurgeQueueCommand({ QueueUrl }));
    expect(await errorOf(world.client.send(new PurgeQueueCommand({ QueueUrl })))).toBe(
      'PurgeQueueInProgress',
    );
  },
  'receiving from a queue that does not exist': async (world) => {
    expect(await errorOf(receive(world, `${await world.createQueue()}-not`))).toBe('QueueDoesNotExist');
  },
};
