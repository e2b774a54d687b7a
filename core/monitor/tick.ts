import type { EventEntry } from '../event/event';
import { tocsinEntry } from '../event/made-by-tocsin';

/** What the sweep sends over the bus to the monitor queue (SEMANTICS 3.7). */
export const TICK_TYPE = 'tocsin.tick';

/** The project of the tick that is sent every minute, whether or not anything waits for it. */
export const NO_PROJECT = '';

/**
 * What arrives says how far the queue has come with the events of its project: everything of it that was accepted before
 * `receivedAt`, more or less.
 */
export const tick = (project: string, now: number): EventEntry =>
  tocsinEntry({ project, type: TICK_TYPE, subject: 'sweep', now, occasion: String(now), data: {} });
