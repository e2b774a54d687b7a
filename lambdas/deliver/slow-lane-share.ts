import { logError } from '../log';
import type { DeliverTools } from './tools';

/** Beyond the function's timeout (40 s): a slot that is not given back was held by an invocation that is over. */
const SLOT_MS = 60_000;

/** An invocation whose endpoints answer at once is over within this: it is worth waiting for, and no other. */
const QUICK_MS = 1_000;
const PAUSE_MS = 100;
const MAX_PAUSES = 30;

type Tools = Pick<DeliverTools, 'slowLaneSlots' | 'now' | 'random' | 'wait'>;

/** What one invocation may do on the slow lane: for each project it takes one slot, with its first message. */
export class SlowLaneShare {
  private slots = new Map<string, Promise<boolean>>();
  private holder: string;

  constructor(private tools: Tools) {
    this.holder = `h${Math.floor(tools.random() * Number.MAX_SAFE_INTEGER).toString(36)}${tools.now().toString(36)}`;
  }

  /**
   * Whether this invocation may attempt deliveries of the project; `isNew` for those that have not waited yet, for which
   * it waits a moment itself. What cannot be found out counts as yes.
   */
  mayAttempt(project: string, isNew: boolean): Promise<boolean> {
    const known = this.slots.get(project) ?? this.take(project, isNew ? MAX_PAUSES : 0);
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

  private async take(project: string, maxPauses: number): Promise<boolean> {
    const { slowLaneSlots, now, wait } = this.tools;
    try {
      for (let pauses = 0; ; pauses++) {
        const until = now() + SLOT_MS;
        const outcome = await slowLaneSlots.take(project, this.holder, until, now());
        if (outcome === 'taken') return true;
        const heldMs = until - outcome;
        if (pauses === maxPauses || heldMs > QUICK_MS) return false;
        await wait(PAUSE_MS);
      }
    } catch (error) {
      logError('deliver.slow-lane', error, { project });
      return true;
    }
  }
}
