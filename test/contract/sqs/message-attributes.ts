import { type MessageAttributeValue, SendMessageCommand } from '@aws-sdk/client-sqs';
import type { Cases } from '../contract';
import { errorOf, receiveOne, type SqsWorld } from './world';

type Attributes = Record<string, MessageAttributeValue>;

const text = (StringValue: string, DataType = 'String'): MessageAttributeValue => ({ DataType, StringValue });

async function sending(
  world: SqsWorld,
  MessageAttributes: Attributes,
): Promise<{ queue: string; md5?: string }> {
  const QueueUrl = await world.createQueue();
  const answer = await world.client.send(
    new SendMessageCommand({ QueueUrl, MessageBody: 'x', MessageAttributes }),
  );
  return { queue: QueueUrl, ...(answer.MD5OfMessageAttributes && { md5: answer.MD5OfMessageAttributes }) };
}

const refusal = (world: SqsWorld, attributes: Attributes): Promise<string> =>
  errorOf(sending(world, attributes));

export const messageAttributeCases: Cases<SqsWorld> = {
  'attributes come back as they were sent': async (world) => {
    const sent = {
      text: text('value'),
      number: text('-1.5e3', 'Number'),
      custom: text('7', 'Number.int'),
      bytes: { DataType: 'Binary', BinaryValue: new Uint8Array([0, 255, 7]) },
    };
    const { queue } = await sending(world, sent);
    expect((await receiveOne(world, queue)).MessageAttributes).toEqual(sent);
  },
  // The number was computed by a script of its own from the developer guide's description.
  'the MD5 of attributes follows the documented algorithm': async (world) => {
    const { md5 } = await sending(world, { b: text('2', 'Number'), a: text('1') });
    expect(md5).toBe('3c97671c80fc62cb91b1b741e32ee249');
  },
  'the received MD5 is that of the attributes asked for': async (world) => {
    const { queue, md5 } = await sending(world, { a: text('1') });
    expect((await receiveOne(world, queue)).MD5OfMessageAttributes).toBe(md5);
  },
  'only the attributes asked for come back': async (world) => {
    const { queue } = await sending(world, { a: text('1'), b: text('2') });
    const message = await receiveOne(world, queue, { MessageAttributeNames: ['b'] });
    expect(Object.keys(message.MessageAttributes ?? {})).toEqual(['b']);
  },
  'attributes can be asked for by prefix': async (world) => {
    const { queue } = await sending(world, { 'x.a': text('1'), 'x.b': text('2'), y: text('3') });
    const message = await receiveOne(world, queue, { MessageAttributeNames: ['x.*'] });
    expect(Object.keys(message.MessageAttributes ?? {}).sort()).toEqual(['x.a', 'x.b']);
  },
  'attributes not asked for stay away': async (world) => {
    const { queue } = await sending(world, { a: text('1') });
    expect((await receiveOne(world, queue, { MessageAttributeNames: [] })).MessageAttributes).toBeUndefined();
  },
  'ten attributes are taken, eleven refused': async (world) => {
    const some = (count: number): Attributes =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`a${index}`, text('1')]));
    expect(await refusal(world, some(10))).toBe('no error');
    expect(await refusal(world, some(11))).toBe('InvalidParameterValue');
  },
  'an empty attribute value is refused': async (world) => {
    expect(await refusal(world, { a: text('') })).toBe('InvalidParameterValue');
  },
  'an unknown data type is refused': async (world) => {
    expect(await refusal(world, { a: text('1', 'Float') })).toBe('InvalidParameterValue');
  },
  'a Number must be a number': async (world) => {
    expect(await refusal(world, { a: text('seven', 'Number') })).toBe('InvalidParameterValue');
  },
  'a reserved attribute name is refused': async (world) => {
    expect(await refusal(world, { 'AWS.a': text('1') })).toBe('InvalidParameterValue');
  },
};
