import type { DeliverQueue } from '../../../adapters/aws/deliver-queue';
import type { EventReplay } from '../../../adapters/aws/event-replay';
import type { Letters } from '../../../adapters/aws/letters';
import type { Redeliveries } from '../../../adapters/aws/redeliveries';

/** What the steps of jobs work with. */
export interface JobTools {
  redeliveries: Redeliveries;
  letters: Letters;
  eventReplay: EventReplay;
  queue: Pick<DeliverQueue, 'send'>;
  /** 0 to 1. */
  random: () => number;
}

/** Rows that one step works on. */
export const STEP_ROWS = 100;
