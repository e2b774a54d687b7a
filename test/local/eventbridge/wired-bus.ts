import type { LocalContext, Permission, Principal } from '../../../local/context';
import { runBus } from '../../../local/eventbridge/bus';
import { rule } from '../../../local/eventbridge/rule-resource';
import { eventbridge } from '../../../local/eventbridge/service';
import { type Received, receiveMessages } from '../../../local/sqs/receive';
import { declaredQueue } from '../sqs/declared-queue';
import { localContext } from '../sqs/local-context';

export const FUNCTION = 'arn:aws:lambda:us-east-1:000000000000:function:sweep';

/** A local cloud with the default bus, a queue and a dead-letter queue; `start` runs the dispatcher. */
export class WiredBus {
  readonly local: LocalContext;
  readonly queue: string;
  readonly dead: string;
  readonly invoked: string[] = [];
  readonly reported: string[] = [];
  /** What access control refuses; nothing at first. */
  refuse: (principal: Principal, permission: Permission) => boolean = () => false;
  /** Thrown by the function for as many invocations as this list has entries. */
  readonly failures: Error[] = [];
  private stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(given: Partial<LocalContext> = {}) {
    this.local = localContext({
      ...given,
      iam: {
        allowed: (principal, permission) => Promise.resolve(!this.refuse(principal, permission)),
        attachToResource: () => undefined,
      },
      report: (line) => void this.reported.push(line),
    });
    this.queue = declaredQueue(this.local, 'target');
    this.dead = declaredQueue(this.local, 'dead');
  }

  declareRule(properties: Record<string, unknown>): string {
    const made = rule.make({ logicalId: 'Rule', physicalName: 'rule', properties }, this.local);
    return made.attributes['Arn'] ?? '';
  }

  /** A rule for everything from `tocsin`; `target` joins the queue's own. */
  toQueue(target: Record<string, unknown> = {}): string {
    const Targets = [{ Arn: this.queue, Id: 'q', DeadLetterConfig: { Arn: this.dead }, ...target }];
    return this.declareRule({ EventPattern: { source: ['tocsin'] }, Targets });
  }

  start(): void {
    const invoke = (arn: string, event: string): Promise<void> => {
      this.invoked.push(`${arn} ${event}`);
      const failure = this.failures.pop();
      return failure ? Promise.reject(failure) : Promise.resolve();
    };
    this.stopping = new AbortController();
    this.running = runBus(this.local, invoke, this.stopping.signal);
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  async put(detail = '{"n":1}'): Promise<object> {
    const entry = { Source: 'tocsin', DetailType: 'agent.run.failed', Detail: detail };
    return (await eventbridge.actions['PutEvents']?.run({ Entries: [entry] }, this.local)) ?? {};
  }

  /** The next message of the queue, which must come. */
  async next(queue = this.queue): Promise<Received> {
    const [message] = await receiveMessages(this.local, queue, { max: 1, waitMs: 60_000 });
    if (!message) throw new Error('no message came');
    return message;
  }

  /** Lets promises that are under way go on, until `ready`. */
  async until(ready: () => boolean): Promise<void> {
    for (let turn = 0; !ready(); turn++) {
      if (turn > 1000) throw new Error('it never came to that');
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}
