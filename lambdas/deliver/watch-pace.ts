import { slowMark, SLOW_AFTER_MS } from '../../core/delivery/pace';
import { log, logError } from '../log';
import type { DeliverTools } from './deliverer';
import type { Endpoint } from '../../adapters/aws/endpoints';

/**
 * Waits for an attempt and marks its endpoint as slow as soon as it takes seconds, not only when it is over: what is
 * sent there meanwhile already goes by the other queue.
 */
export async function watchPace<T>(
  tools: Pick<DeliverTools, 'paces' | 'endpoints' | 'now'>,
  endpoint: Endpoint,
  attempt: Promise<T>,
): Promise<T> {
  let marking: Promise<void> | undefined;
  const timer = setTimeout(() => {
    marking = markSlow(tools, endpoint);
  }, SLOW_AFTER_MS);
  try {
    return await attempt;
  } finally {
    clearTimeout(timer);
    await marking;
  }
}

/** A mark that cannot be written costs others some time; it is no reason to fail a delivery. */
async function markSlow(
  { paces, endpoints, now }: Pick<DeliverTools, 'paces' | 'endpoints' | 'now'>,
  endpoint: Endpoint,
): Promise<void> {
  const { id, project } = endpoint.subscription;
  const pace = slowMark(endpoint.pace, now());
  if (!pace) return;
  endpoints.remember({ ...endpoint, pace });
  await paces.mark(id, pace).then(
    () => log('deliver.slow-endpoint', { project, subscription: id }),
    (error: unknown) => logError('deliver.slow-endpoint', error, { project, subscription: id }),
  );
}
