import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { DeliveryMessage } from '../../core/delivery/message';
import { sendAll } from './send-all';

/** A batch takes 10 messages and 1 MiB (SQS quotas). */
const MAX_MESSAGES = 10;
const MAX_BYTES = 1_000_000;

export interface Outgoing {
  message: DeliveryMessage;
  /** 0 to 900. */
  delaySeconds?: number;
}

/** A tenant of the fair queue (docs/adr/0022): at most 128 characters, and nothing that a client chooses. */
const groupOf = ({ project, subscription }: DeliveryMessage): string => `${project}/${subscription}`;

/** Puts deliveries on the deliver queue and answers those that it did not take, after retries. Never throws. */
export class DeliverQueue {
  constructor(
    private client: SQSClient,
    private url: string,
    private random: () => number,
  ) {}

  async send(outgoing: readonly Outgoing[]): Promise<Outgoing[]> {
    const sized = outgoing.map((one) => ({ one, body: JSON.stringify(one.message) }));
    const refused = await sendAll(sized, {
      maxCount: MAX_MESSAGES,
      maxBytes: MAX_BYTES,
      bytesOf: ({ body }) => Buffer.byteLength(body),
      send: (batch) => this.sendBatch(batch),
      random: this.random,
    });
    return refused.map(({ one }) => one);
  }

  private async sendBatch<T extends { one: Outgoing; body: string }>(batch: T[]): Promise<T[]> {
    const answer = await this.client.send(
      new SendMessageBatchCommand({
        QueueUrl: this.url,
        Entries: batch.map(({ one, body }, index) => ({
          Id: String(index),
          MessageBody: body,
          DelaySeconds: one.delaySeconds ?? 0,
          MessageGroupId: groupOf(one.message),
        })),
      }),
    );
    const taken = new Set((answer.Successful ?? []).map(({ Id }) => Number(Id)));
    return batch.filter((_, index) => !taken.has(index));
  }
}
