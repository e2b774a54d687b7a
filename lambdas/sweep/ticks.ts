import type { Bus } from '../../adapters/aws/bus';
import type { Ticks } from '../../adapters/aws/ticks';
import { NO_PROJECT, tick } from '../../core/monitor/tick';
import { log } from '../log';
import type { Measured } from '../metrics';

/**
 * Sends a tick through the bus to the monitor queue, and answers when the newest one was sent that has come through
 * (epoch ms). One that the bus does not take is late like one that waits: nothing is declared absent meanwhile.
 */
export async function sendTick({
  bus,
  ticks,
  now,
}: {
  bus: Pick<Bus, 'publish'>;
  ticks: Ticks;
  now: () => number;
}): Promise<number> {
  // Read first: the tick that counts was sent a run ago, and what it has overtaken in the queue has arrived since.
  const newest = await ticks.newest(NO_PROJECT);
  const refused = await bus.publish([tick(NO_PROJECT, now())]);
  if (refused.length > 0) log('sweep.tick', { refused: refused.length });
  return newest;
}

/** In a new installation no tick has come through yet: `newest` is 0, which is no time that anything was sent. */
export const tickLag = (newest: number, now: number): Measured =>
  newest === 0 ? {} : { TickLag: Math.round((now - newest) / 1_000) };
