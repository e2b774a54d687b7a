import {
  GetQueueAttributesCommand,
  type Message,
  type QueueAttributeName,
  ReceiveMessageCommand,
  type ReceiveMessageCommandInput,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';

/** An implementation of SQS under test. */
export interface SqsWorld {
  client: SQSClient;
  /** Makes a queue of its own for the case and answers its URL; attributes as CreateQueue has them. */
  createQueue(attributes?: Record<string, string>): Promise<string>;
}

/** The name of the error that the call fails with; the older protocol's prefix says nothing more. */
export async function errorOf(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => 'no error',
    (error: unknown) =>
      error instanceof Error ? error.name.replace(/^AWS\.SimpleQueueService\./, '') : String(error),
  );
}

export const send = (world: SqsWorld, QueueUrl: string, MessageBody: string) =>
  world.client.send(new SendMessageCommand({ QueueUrl, MessageBody }));

/** One receive with everything that can be asked for. */
export async function receive(
  world: SqsWorld,
  QueueUrl: string,
  options: Partial<ReceiveMessageCommandInput> = {},
): Promise<Message[]> {
  const answer = await world.client.send(
    new ReceiveMessageCommand({
      QueueUrl,
      MaxNumberOfMessages: 10,
      MessageSystemAttributeNames: ['All'],
      MessageAttributeNames: ['All'],
      ...options,
    }),
  );
  return answer.Messages ?? [];
}

/** One receive that must bring one message. */
export async function receiveOne(
  world: SqsWorld,
  queueUrl: string,
  options: Partial<ReceiveMessageCommandInput> = {},
): Promise<Message & { ReceiptHandle: string }> {
  const [message] = await receive(world, queueUrl, {
    MaxNumberOfMessages: 1,
    WaitTimeSeconds: 2,
    ...options,
  });
  if (!message?.ReceiptHandle) throw new Error('no message came');
  return { ...message, ReceiptHandle: message.ReceiptHandle };
}

export async function attributes(
  world: SqsWorld,
  QueueUrl: string,
  AttributeNames: QueueAttributeName[] = ['All'],
): Promise<Record<string, string>> {
  const answer = await world.client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames }));
  return answer.Attributes ?? {};
}

/** A dead-letter queue and a queue that redrives to it. */
export async function redrivePair(
  world: SqsWorld,
  maxReceiveCount: number,
): Promise<{ source: string; dead: string; sourceArn: string }> {
  const dead = await world.createQueue();
  const { QueueArn: deadLetterTargetArn } = await attributes(world, dead);
  const source = await world.createQueue({
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount }),
  });
  return { source, dead, sourceArn: (await attributes(world, source))['QueueArn'] ?? '' };
}
