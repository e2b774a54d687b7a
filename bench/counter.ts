import type { Cloud } from '../local/cloud';

/** What was done in some time, by everybody. */
export interface Counts {
  writes: number;
  reads: number;
  /** Put into any queue. */
  messages: number;
  /** Of all functions, the sweep's too. */
  invocations: number;
}

const WRITES = new Set(['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem', 'TransactWriteItems']);

/** Counts the calls that functions make to DynamoDB, their invocations, and what enters the queues. */
export class Counter {
  private counted = { writes: 0, reads: 0, invocations: 0 };
  private messagesBefore = 0;

  constructor(private cloud: Cloud) {
    cloud.faults.onCall = ({ caller, service, action }) => {
      if (caller !== 'operator' && service === 'dynamodb')
        this.counted[WRITES.has(action) ? 'writes' : 'reads']++;
      return undefined;
    };
    cloud.faults.onInvoke = () => {
      this.counted.invocations++;
      return undefined;
    };
  }

  stop(): void {
    delete this.cloud.faults.onCall;
    delete this.cloud.faults.onInvoke;
  }

  /** Since the last time. */
  take(): Counts {
    const messages = this.messages();
    const counts = { ...this.counted, messages: messages - this.messagesBefore };
    this.counted = { writes: 0, reads: 0, invocations: 0 };
    this.messagesBefore = messages;
    return counts;
  }

  /** All that ever were: SQLite counts them where a row's number is never used again. */
  private messages(): number {
    const row = this.cloud.context.store.db
      .prepare("SELECT seq FROM sqlite_sequence WHERE name = 'sqs_messages'")
      .get();
    return Number(row?.['seq'] ?? 0);
  }
}
