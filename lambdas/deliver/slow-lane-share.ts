import { logError } from '../log';
import type { DeliverTools } from './deliverer';

/** Beyond the function's timeout (40 s): a slot that is not given back was held by an invocation that is over. */
const SLOT_MS = 60_000;

type Tools = Pick<DeliverTools, 'slowLaneSlots' | 'now' | 'random'>;

/** What one invocation may do on the slow lane: for each project it takes one slot, with its first message. */
export class SlowLaneShare {
  private slots = new Map<string, Promise<boolean>>();
  private holder: string;

  constructor(private tools: Tools) {
    this.holder = `h${Math.floor(tools.random() * Number.MAX_SAFE_INTEGER).toString(36)}${tools.now().toString(36)}`;
  }

  /** Whether this invocation may attempt deliveries of the project. What cannot be found out counts as yes. */
  mayAttempt(project: string): Promise<boolean> {
    const known = this.slots.get(project) ?? this.take(project);
    this.slots.set(project, known);
    return known;
  }

  /** Gives all slots back. Never throws: they end by themselves. */
  async release(): Promise<void> {
    await Promise.all(
      [...this.slots].map(async ([project, taken]) => {
        if (!(await taken)) return;
        await this.tools.slowLaneSlots
          .release(project, this.holder)
          .catch((error: unknown) => logError('deliver.slow-lane', error, { project }));
      }),
    );
  }

  private async take(project: string): Promise<boolean> {
    const { slowLaneSlots, now } = this.tools;
    try {
      return await slowLaneSlots.take(project, this.holder, now() + SLOT_MS, now());
    } catch (error) {
      logError('deliver.slow-lane', error, { project });
      return true;
    }
  }
}
