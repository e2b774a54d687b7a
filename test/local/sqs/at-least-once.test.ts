import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { ORDINARY_DAY } from '../../../local/faults';
import { deleteMessages } from '../../../local/sqs/delete';
import { depth } from '../../../local/sqs/depth';
import { receiveMessages } from '../../../local/sqs/receive';
import { sendMessage } from '../../../local/sqs/send';
import { changeVisibility } from '../../../local/sqs/visibility';
import { Store } from '../../../local/store';
import { declaredQueue, NOW } from './declared-queue';
import { localContext, seeded } from './local-context';

type Step =
  | { kind: 'send'; delaySeconds: number }
  | { kind: 'receive'; max: number; outcome: 'delete' | 'leave' | 'show' }
  | { kind: 'pass'; seconds: number }
  | { kind: 'restart' };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('send' as const), delaySeconds: fc.constantFrom(0, 0, 0, 5) }),
  fc.record({
    kind: fc.constant('receive' as const),
    max: fc.integer({ min: 1, max: 10 }),
    outcome: fc.constantFrom('delete' as const, 'leave' as const, 'show' as const),
  }),
  fc.record({ kind: fc.constant('pass' as const), seconds: fc.integer({ min: 1, max: 40 }) }),
  fc.constant({ kind: 'restart' as const }),
);

const folder = mkdtempSync(join(tmpdir(), 'tocsin-sqs-'));
let files = 0;

afterAll(() => rmSync(folder, { recursive: true }));

/** One queue with a dead-letter queue in a file that can be closed and opened again. */
class Scenario {
  private file = join(folder, `${files++}.db`);
  private local = localContext({
    store: new Store(this.file),
    faults: { ...ORDINARY_DAY, duplicateProbability: 0.2 },
  });
  private source = '';
  private dead = '';
  readonly sent = new Set<string>();
  readonly deleted = new Set<string>();

  constructor(private maxReceiveCount: number) {
    this.declare();
  }

  private declare(): void {
    this.dead = declaredQueue(this.local, 'dead');
    const RedrivePolicy = { deadLetterTargetArn: this.dead, maxReceiveCount: this.maxReceiveCount };
    this.source = declaredQueue(this.local, 'source', { RedrivePolicy, VisibilityTimeout: 30 });
  }

  async run(step: Step): Promise<void> {
    if (step.kind === 'send')
      this.sent.add(sendMessage(this.local, this.source, { body: 'x', delaySeconds: step.delaySeconds }));
    if (step.kind === 'pass') this.local.clock.advance(step.seconds * 1000);
    if (step.kind === 'restart') this.restart();
    if (step.kind === 'receive') await this.receive(step.max, step.outcome);
  }

  private restart(): void {
    this.local.store.close();
    this.local = { ...this.local, store: new Store(this.file), random: seeded(files) };
    this.declare();
  }

  private async receive(max: number, outcome: 'delete' | 'leave' | 'show'): Promise<void> {
    for (const message of await receiveMessages(this.local, this.source, { max, waitMs: 0 })) {
      expect(Number(message.attributes['ApproximateReceiveCount'])).toBeLessThanOrEqual(this.maxReceiveCount);
      if (outcome === 'show') changeVisibility(this.local, this.source, message.receiptHandle, 0);
      if (outcome !== 'delete') continue;
      deleteMessages(this.local, this.source, [message.receiptHandle]);
      this.deleted.add(message.messageId);
    }
  }

  /** Empties both queues and answers every id that was there. */
  async drain(): Promise<Set<string>> {
    this.local.clock.advance(60_000);
    const ids = new Set<string>();
    for (const queue of [this.source, this.dead]) {
      while (Object.values(depth(this.local, queue)).some((count) => count > 0)) {
        const messages = await receiveMessages(this.local, queue, NOW);
        messages.forEach(({ messageId }) => ids.add(messageId));
        deleteMessages(
          this.local,
          queue,
          messages.map(({ receiptHandle }) => receiptHandle),
        );
      }
    }
    this.local.store.close();
    return ids;
  }
}

test('what was sent and not deleted is on the queue or its dead-letter queue, over any restart', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 4 }),
      fc.array(step, { maxLength: 30 }),
      async (maxReceiveCount, steps) => {
        const scenario = new Scenario(maxReceiveCount);
        for (const one of steps) await scenario.run(one);
        const left = await scenario.drain();
        for (const id of scenario.sent) expect(left.has(id) || scenario.deleted.has(id)).toBe(true);
        for (const id of left) expect(scenario.sent.has(id)).toBe(true);
      },
    ),
    { numRuns: 40 },
  );
});
