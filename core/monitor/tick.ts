import type { EventEntry } from '../event/event';
import { tocsinEntry } from '../event/made-by-tocsin';

/** What the sweep sends over the bus to the monitor queue once a minute (SEMANTICS 3.7); of no project. */
export const TICK_TYPE = 'tocsin.tick';

/** What arrives says how far the queue has come: everything that was accepted before `receivedAt`, more or less. */
export const tick = (now: number): EventEntry =>
  tocsinEntry({ project: '', type: TICK_TYPE, subject: 'sweep', now, occasion: String(now), data: {} });
