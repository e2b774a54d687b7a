import type { AttemptResult } from '../../../core/delivery/decide';
import { type Pace, provenMark, slowMark, SLOW_AFTER_MS } from '../../../core/delivery/pace';
import { log, logError } from '../../log';
import type { DeliverTools } from '../tools';
import type { Endpoint } from '../../../adapters/aws/endpoints';

type Tools = Pick<DeliverTools, 'paces' | 'endpoints' | 'now'>;

/**
 * Waits for an attempt and marks its endpoint: as slow as soon as it takes seconds, not only when it is over, so that
 * what is sent there from then on goes by the slow lane; as proven when it has answered quickly.
 */
export async function watchPace(
  tools: Tools,
  endpoint: Endpoint,
  attempt: Promise<AttemptResult>,
): Promise<AttemptResult> {
  const began = tools.now();
  let marking: Promise<void> | undefined;
  const timer = setTimeout(() => {
    marking = mark(tools, endpoint, slowMark(endpoint.pace, tools.now()));
  }, SLOW_AFTER_MS);
  try {
    const result = await attempt;
    if (!marking && isAnswered(result))
      marking = mark(tools, endpoint, provenMark(endpoint.pace, tools.now() - began, tools.now()));
    return result;
  } finally {
    clearTimeout(timer);
    await marking;
  }
}

/** Success or not: an endpoint that refuses at once does not keep a function waiting. */
const isAnswered = ({ attempt: { status, error } }: AttemptResult): boolean =>
  status !== undefined || error === undefined;

/** A mark that cannot be written costs others some time; it is no reason to fail a delivery. */
async function mark({ paces, endpoints }: Tools, endpoint: Endpoint, pace: Pace | undefined): Promise<void> {
  if (!pace) return;
  const { id, project } = endpoint.subscription;
  endpoints.remember({ ...endpoint, pace });
  await paces.mark(id, pace).then(
    () => log('deliver.pace', { project, subscription: id, slow: pace.slowUntil !== undefined }),
    (error: unknown) => logError('deliver.pace', error, { project, subscription: id }),
  );
}
