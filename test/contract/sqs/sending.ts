import { createHash } from 'node:crypto';
import { SendMessageCommand, type SendMessageCommandInput } from '@aws-sdk/client-sqs';
import type { Cases } from '../contract';
import { attributes, errorOf, receive, receiveOne, send, type SqsWorld } from './world';

const MiB = 1_048_576;
const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

async function sending(world: SqsWorld, input: Partial<SendMessageCommandInput>): Promise<string> {
  const QueueUrl = await world.createQueue();
  return errorOf(world.client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x', ...input })));
}

const attribute = (StringValue: string, DataType = 'String') => ({ DataType, StringValue });

export const sendingCases: Cases<SqsWorld> = {
  'a sent message can be received with its body and id': async (world) => {
    const queue = await world.createQueue();
    const { MessageId } = await send(world, queue, 'hello');
    const message = await receiveOne(world, queue);
    expect(message).toMatchObject({ MessageId, Body: 'hello', MD5OfBody: md5('hello') });
  },
  'SendMessage answers the MD5 of the body': async (world) => {
    const queue = await world.createQueue();
    expect((await send(world, queue, 'grüße 🔔')).MD5OfMessageBody).toBe(md5('grüße 🔔'));
  },
  'a body keeps every allowed character': async (world) => {
    const queue = await world.createQueue();
    const body = '\t\n\r {"a":"\\u0000"} é\u{1f514}\ufffd';
    await send(world, queue, body);
    expect((await receiveOne(world, queue)).Body).toBe(body);
  },
  'a body with a forbidden character is refused': async (world) => {
    expect(await sending(world, { MessageBody: 'a\u0001b' })).toBe('InvalidMessageContents');
  },
  'an empty body is refused': async (world) => {
    expect(await sending(world, { MessageBody: '' })).toBe('MissingParameter');
  },
  'a message of exactly 1 MiB is taken': async (world) => {
    expect(await sending(world, { MessageBody: 'a'.repeat(MiB) })).toBe('no error');
  },
  'a message over 1 MiB is refused': async (world) => {
    expect(await sending(world, { MessageBody: 'a'.repeat(MiB + 1) })).toBe('InvalidParameterValue');
  },
  'size is counted in UTF-8 bytes': async (world) => {
    expect(await sending(world, { MessageBody: 'é'.repeat(MiB / 2 + 1) })).toBe('InvalidParameterValue');
  },
  'attributes count towards the size': async (world) => {
    const MessageAttributes = { name: attribute('value') };
    expect(await sending(world, { MessageBody: 'a'.repeat(MiB - 5), MessageAttributes })).toBe(
      'InvalidParameterValue',
    );
  },
  "a queue's own MaximumMessageSize counts": async (world) => {
    const QueueUrl = await world.createQueue({ MaximumMessageSize: '1024' });
    const call = world.client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'a'.repeat(1025) }));
    expect(await errorOf(call)).toBe('InvalidParameterValue');
  },
  'a delayed message is not there yet': async (world) => {
    const QueueUrl = await world.createQueue();
    await world.client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'later', DelaySeconds: 900 }));
    expect(await receive(world, QueueUrl)).toEqual([]);
    expect(await attributes(world, QueueUrl)).toMatchObject({
      ApproximateNumberOfMessages: '0',
      ApproximateNumberOfMessagesDelayed: '1',
    });
  },
  'a delayed message arrives after its delay': async (world) => {
    const QueueUrl = await world.createQueue();
    await world.client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'soon', DelaySeconds: 1 }));
    expect((await receiveOne(world, QueueUrl, { WaitTimeSeconds: 5 })).Body).toBe('soon');
  },
  "a queue's own DelaySeconds counts, and 0 overrides it": async (world) => {
    const QueueUrl = await world.createQueue({ DelaySeconds: '900' });
    await send(world, QueueUrl, 'later');
    await world.client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'now', DelaySeconds: 0 }));
    expect((await receive(world, QueueUrl)).map(({ Body }) => Body)).toEqual(['now']);
  },
  'a delay over 900 s is refused': async (world) => {
    expect(await sending(world, { DelaySeconds: 901 })).toBe('InvalidParameterValue');
  },
  'a negative delay is refused': async (world) => {
    expect(await sending(world, { DelaySeconds: -1 })).toBe('InvalidParameterValue');
  },
  'a MessageGroupId is taken on a standard queue and given back': async (world) => {
    const QueueUrl = await world.createQueue();
    await world.client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x', MessageGroupId: 'sub_1' }));
    expect((await receiveOne(world, QueueUrl)).Attributes?.['MessageGroupId']).toBe('sub_1');
  },
  'a MessageGroupId over 128 characters is refused': async (world) => {
    expect(await sending(world, { MessageGroupId: 'g'.repeat(129) })).toBe('InvalidParameterValue');
  },
  'a MessageGroupId with a space is refused': async (world) => {
    expect(await sending(world, { MessageGroupId: 'a b' })).toBe('InvalidParameterValue');
  },
  'a MessageDeduplicationId is refused on a standard queue': async (world) => {
    expect(await sending(world, { MessageDeduplicationId: 'd' })).toBe('InvalidParameterValue');
  },
  'sending to a queue that does not exist': async (world) => {
    const url = `${await world.createQueue()}-not`;
    expect(await errorOf(send(world, url, 'x'))).toBe('QueueDoesNotExist');
  },
};
