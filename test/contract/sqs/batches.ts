import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  SendMessageBatchCommand,
  type SendMessageBatchRequestEntry,
} from '@aws-sdk/client-sqs';
import type { Cases } from '../contract';
import { errorOf, receive, receiveOne, send, type SqsWorld } from './world';

const MiB = 1_048_576;

const batch = async (world: SqsWorld, Entries: SendMessageBatchRequestEntry[]) => {
  const QueueUrl = await world.createQueue();
  return world.client.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
};

const entries = (count: number, body = 'x'): SendMessageBatchRequestEntry[] =>
  Array.from({ length: count }, (_, index) => ({ Id: `e${index}`, MessageBody: body }));

export const batchCases: Cases<SqsWorld> = {
  'ten messages go in one batch, each with its answer': async (world) => {
    const answer = await batch(world, entries(10));
    expect(answer.Successful?.map(({ Id }) => Id)).toEqual(entries(10).map(({ Id }) => Id));
    expect(answer.Successful?.every(({ MessageId, MD5OfMessageBody }) => MessageId && MD5OfMessageBody)).toBe(
      true,
    );
  },
  'eleven messages are too many': async (world) => {
    expect(await errorOf(batch(world, entries(11)))).toBe('TooManyEntriesInBatchRequest');
  },
  'an empty batch is refused': async (world) => {
    expect(await errorOf(batch(world, []))).toBe('EmptyBatchRequest');
  },
  'batch ids must be distinct': async (world) => {
    expect(await errorOf(batch(world, [...entries(1), ...entries(1)]))).toBe('BatchEntryIdsNotDistinct');
  },
  'a batch id has only letters, digits, - and _': async (world) => {
    expect(await errorOf(batch(world, [{ Id: 'a b', MessageBody: 'x' }]))).toBe('InvalidBatchEntryId');
  },
  'a batch id has at most 80 characters': async (world) => {
    expect(await errorOf(batch(world, [{ Id: 'i'.repeat(81), MessageBody: 'x' }]))).toBe(
      'InvalidBatchEntryId',
    );
  },
  'a batch of exactly 1 MiB is taken': async (world) => {
    expect(await errorOf(batch(world, entries(2, 'a'.repeat(MiB / 2))))).toBe('no error');
  },
  'a batch over 1 MiB is refused whole': async (world) => {
    expect(await errorOf(batch(world, entries(2, 'a'.repeat(MiB / 2 + 1))))).toBe('BatchRequestTooLong');
  },
  'one bad entry fails alone': async (world) => {
    const answer = await batch(world, [
      { Id: 'good', MessageBody: 'x' },
      { Id: 'bad', MessageBody: 'x', DelaySeconds: 901 },
    ]);
    expect(answer.Successful?.map(({ Id }) => Id)).toEqual(['good']);
    expect(answer.Failed).toMatchObject([{ Id: 'bad', SenderFault: true, Code: 'InvalidParameterValue' }]);
  },
  'entries keep their own delay and group': async (world) => {
    const QueueUrl = await world.createQueue();
    const Entries = [
      { Id: 'a', MessageBody: 'now', MessageGroupId: 'g1' },
      { Id: 'b', MessageBody: 'later', DelaySeconds: 900 },
    ];
    await world.client.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
    const received = await receive(world, QueueUrl);
    expect(received.map(({ Body, Attributes }) => [Body, Attributes?.['MessageGroupId']])).toEqual([
      ['now', 'g1'],
    ]);
  },
  'a batch deletes what its handles name': async (world) => {
    const QueueUrl = await world.createQueue();
    await send(world, QueueUrl, 'x');
    const { ReceiptHandle } = await receiveOne(world, QueueUrl, { VisibilityTimeout: 0 });
    const Entries = [{ Id: 'a', ReceiptHandle }];
    const answer = await world.client.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
    expect(answer.Successful).toEqual([{ Id: 'a' }]);
    expect(await receive(world, QueueUrl)).toEqual([]);
  },
  'a bad handle fails alone in a delete batch': async (world) => {
    const QueueUrl = await world.createQueue();
    await send(world, QueueUrl, 'x');
    const { ReceiptHandle } = await receiveOne(world, QueueUrl);
    const Entries = [
      { Id: 'good', ReceiptHandle },
      { Id: 'bad', ReceiptHandle: 'made-up' },
    ];
    const answer = await world.client.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
    expect(answer.Successful).toEqual([{ Id: 'good' }]);
    expect(answer.Failed).toMatchObject([{ Id: 'bad', SenderFault: true, Code: 'ReceiptHandleIsInvalid' }]);
  },
  'an empty delete batch is refused': async (world) => {
    const QueueUrl = await world.createQueue();
    const call = world.client.send(new DeleteMessageBatchCommand({ QueueUrl, Entries: [] }));
    expect(await errorOf(call)).toBe('EmptyBatchRequest');
  },
  'a batch changes visibilities': async (world) => {
    const QueueUrl = await world.createQueue();
    await send(world, QueueUrl, 'x');
    const { ReceiptHandle } = await receiveOne(world, QueueUrl);
    const Entries = [{ Id: 'a', ReceiptHandle, VisibilityTimeout: 0 }];
    const answer = await world.client.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries }));
    expect(answer.Successful).toEqual([{ Id: 'a' }]);
    expect((await receiveOne(world, QueueUrl)).Body).toBe('x');
  },
};
