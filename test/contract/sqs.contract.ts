import { randomUUID } from 'node:crypto';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type Divergences, holds } from './contract';
import { batchCases } from './sqs/batches';
import { messageAttributeCases } from './sqs/message-attributes';
import { queueCases } from './sqs/queues';
import { receivingCases } from './sqs/receiving';
import { sendingCases } from './sqs/sending';
import { redriveCases, visibilityCases } from './sqs/visibility';
import type { SqsWorld } from './sqs/world';

/** A running implementation of SQS; `createQueue` where the API's own CreateQueue does not exist. */
export interface RunningSqs {
  endpoint: string;
  createQueue?: (name: string, attributes: Record<string, string>) => string;
  stop(): Promise<void>;
}

export interface SqsTarget {
  name: string;
  start(): Promise<RunningSqs>;
  known?: Divergences;
}

const cases = {
  ...sendingCases,
  ...messageAttributeCases,
  ...receivingCases,
  ...batchCases,
  ...visibilityCases,
  ...redriveCases,
  ...queueCases,
};

/** SQS as its API reference and developer guide describe it, through the real SDK. */
export function sqsContract({ name, start, known }: SqsTarget): void {
  describe(name, () => {
    let running: RunningSqs;
    let world: SqsWorld;
    beforeAll(async () => {
      running = await start();
      world = worldOf(running);
    });
    afterAll(async () => {
      world.client.destroy();
      await running.stop();
    });
    holds(cases, () => world, known);
  });
}

function worldOf({ endpoint, createQueue }: RunningSqs): SqsWorld {
  const client = new SQSClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  return {
    client,
    async createQueue(attributes = {}) {
      const name = `contract-${randomUUID()}`;
      if (createQueue) return createQueue(name, attributes);
      const answer = await client.send(new CreateQueueCommand({ QueueName: name, Attributes: attributes }));
      return answer.QueueUrl ?? '';
    },
  };
}
