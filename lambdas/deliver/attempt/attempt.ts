import type { AttemptResult } from '../../../core/delivery/decide';
import type { DeliveryRow } from '../../../core/delivery/delivery';
import { log } from '../../log';
import type { AttemptOrder, AttemptTools } from './attempt-order';
import { mail } from './mail';
import { post } from './post';

/**
 * Makes the request in the form of its destination, and sends it. Everything of our own happens before the clock of the
 * attempt starts, and throws.
 */
export async function attempt(tools: AttemptTools, order: AttemptOrder): Promise<AttemptResult> {
  // A body that cannot be unpacked fails here for every kind of destination.
  order.body.text();
  const { destination } = order.subscription;
  if (destination.kind === 'log') return writeToLog(order.row, tools.now());
  return destination.kind === 'email' ? mail(tools, order, destination) : post(tools, order);
}

/** No notification is sent: the line in the log is all. */
function writeToLog(
  { project, subscription, event, type, attempt: number }: DeliveryRow,
  at: number,
): AttemptResult {
  log('notice', { project, subscription, event, type });
  return { attempt: { number, at, durationMs: 0 }, done: true };
}
