import { dynamodb } from '../local/dynamodb/service';

/** What was written in some time, by everybody. */
export interface Written {
  /** In transactions and without. */
  items: number;
  /** Write requests, each a round trip. */
  calls: number;
  /** Transactions that were cancelled, whose items are not counted. */
  cancelled: number;
}

const SINGLE = ['PutItem', 'UpdateItem', 'DeleteItem'] as const;

/** Counts what is written to the local DynamoDB, item by item: a call may be a hundred items, or a conflict. */
export class WriteCounter {
  private written: Written = { items: 0, calls: 0, cancelled: 0 };

  constructor() {
    for (const name of SINGLE) this.wrap(name, () => 1);
    this.wrap('TransactWriteItems', ({ TransactItems }) => (TransactItems as unknown[]).length);
  }

  /** Since the last time. */
  take(): Written {
    const { written } = this;
    this.written = { items: 0, calls: 0, cancelled: 0 };
    return written;
  }

  private wrap(name: string, itemsOf: (input: Record<string, unknown>) => number): void {
    const action = dynamodb.actions[name];
    if (!action) throw new Error(`There is no ${name}`);
    const { run } = action;
    dynamodb.actions[name] = {
      ...action,
      run: async (input, local, signal) => {
        this.written.calls++;
        try {
          const output = await run(input, local, signal);
          this.written.items += itemsOf(input);
          return output;
        } catch (error) {
          if (name === 'TransactWriteItems') this.written.cancelled++;
          throw error;
        }
      },
    };
  }
}
