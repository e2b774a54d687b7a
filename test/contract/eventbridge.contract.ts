import { type Divergences, holds } from './contract';
import { envelopeCases, matchingCases, routingCases } from './eventbridge/delivering';
import { putEventsCases } from './eventbridge/put-events';
import type { EventBridgeWorld } from './eventbridge/world';

/** A running implementation of EventBridge with SQS. */
export interface RunningEventBridge {
  world: EventBridgeWorld;
  stop(): Promise<void>;
}

export interface EventBridgeTarget {
  name: string;
  start(): Promise<RunningEventBridge>;
  known?: Divergences;
}

const cases = { ...putEventsCases, ...envelopeCases, ...routingCases, ...matchingCases };

/** EventBridge's classic buses as its API reference and user guide describe them, through the real SDK. */
export function eventBridgeContract({ name, start, known }: EventBridgeTarget): void {
  describe(name, () => {
    let running: RunningEventBridge;
    beforeAll(async () => {
      running = await start();
    });
    afterAll(() => running.stop());
    holds(cases, () => running.world, known);
  });
}
