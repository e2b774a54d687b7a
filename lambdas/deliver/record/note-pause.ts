import type { Endpoint } from '../../../adapters/aws/endpoints';
import type { AttemptResult } from '../../../core/delivery/decide';
import { askedPause, returnAt } from '../../../core/delivery/pause';
import { log, logError } from '../../log';
import type { DeliverTools } from '../tools';

/**
 * Writes that the endpoint has asked for a pause, if it has. Returns when the delivery that was told so may return, epoch
 * ms; 0 if there is no pause. If it cannot be written, other deliveries try in vain once; this one does not fail by that.
 */
export async function notePause(
  { pauses, endpoints, random }: DeliverTools,
  { subscription: { id, project } }: Endpoint,
  { attempt, retryAfter }: AttemptResult,
  now: number,
): Promise<number> {
  const asked = askedPause(attempt, retryAfter, now);
  if (!asked) return 0;
  try {
    const pause = await pauses.begin(id, asked, now);
    endpoints.forget(id);
    if (pause.first === 0) log('deliver.paused', { project, subscription: id, until: pause.pausedUntil });
    return returnAt(pause, pause.first, random());
  } catch (error) {
    logError('deliver.pause', error, { project, subscription: id });
    return 0;
  }
}
