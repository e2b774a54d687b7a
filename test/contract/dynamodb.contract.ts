import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type Cases, type Divergences, holds } from './contract';
import { batches } from './dynamodb-cases/batches';
import { conditions } from './dynamodb-cases/conditions';
import type { Subject } from './dynamodb-cases/subject';
import { expressionErrors } from './dynamodb-cases/expression-errors';
import { indexes } from './dynamodb-cases/indexes';
import { items } from './dynamodb-cases/items';
import { limits } from './dynamodb-cases/limits';
import { numbers } from './dynamodb-cases/numbers';
import { queries } from './dynamodb-cases/queries';
import { transactions } from './dynamodb-cases/transactions';
import { updates } from './dynamodb-cases/updates';

const CASES: Cases<Subject> = {
  ...items,
  ...conditions,
  ...updates,
  ...expressionErrors,
  ...numbers,
  ...queries,
  ...indexes,
  ...batches,
  ...transactions,
  ...limits,
};

/** Something that claims to behave as DynamoDB does. */
interface Target {
  name: string;
  /** Serves the tables of `dynamodb-cases/tables.ts`. */
  start(): Promise<{ endpoint: string; stop(): Promise<void> }>;
  /** Cases that it is known to fail, with the reason; one that passes after all fails the test. */
  known: Divergences;
}

/** One test per case, through the real SDK. */
export function describeDynamodb(target: Target): void {
  describe(`DynamoDB as ${target.name} behaves`, () => {
    let subject: Subject;
    let stop: () => Promise<void>;

    beforeAll(async () => {
      const running = await target.start();
      const client = contractClient(running.endpoint);
      const doc = DynamoDBDocumentClient.from(client);
      subject = { client, doc, unique: () => `case-${randomUUID()}` };
      stop = async () => {
        client.destroy();
        await running.stop();
      };
    }, 60_000);

    afterAll(async () => {
      await stop();
    });

    holds(CASES, () => subject, target.known);
  });
}

export const contractClient = (endpoint: string): DynamoDBClient =>
  new DynamoDBClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'contract', secretAccessKey: 'contract' },
    maxAttempts: 1,
  });
