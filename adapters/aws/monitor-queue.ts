import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { EventEntry } from '../../core/event/event';

/** The queue that events come to from the bus, for those that are to be counted once more. */
export class MonitorQueue {
  constructor(
    private client: SQSClient,
    private url: string,
  ) {}

  /** As the bus would put it there. Throws if the queue does not take it. */
  async send(entry: EventEntry): Promise<void> {
    const MessageBody = JSON.stringify({ 'detail-type': entry.type, detail: entry });
    await this.client.send(
      new SendMessageCommand({ QueueUrl: this.url, MessageBody, MessageGroupId: entry.project }),
    );
  }
}
