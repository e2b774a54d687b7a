import type { DeliveryMessage } from '../../core/delivery/message';
import { ComeBack } from '../batch';
import { log } from '../log';
import type { DeliverTools } from './deliverer';
import type { Endpoint } from '../../adapters/aws/endpoints';
import { onePerDelivery, ready } from './put-off';
import type { Failures } from './serve';

const ROUNDS = 5;
const FIRST_PAUSE_MS = 20;

/**
 * Parks what is for an endpoint whose breaker is open (SEMANTICS 2.5), and answers what is to be attempted after all,
 * because the breaker has closed meanwhile or the body is gone. Where others are at the same breaker or rows again and
 * again, the messages come back.
 */
export async function park(
  tools: DeliverTools,
  seen: Endpoint,
  messages: readonly DeliveryMessage[],
  failures: Failures,
): Promise<DeliveryMessage[]> {
  const { project, id } = seen.subscription;
  let endpoint: Endpoint | undefined = seen;
  let left = onePerDelivery(messages, failures);
  for (let round = 0; left.length > 0 && round < ROUNDS; round++) {
    if (endpoint?.breaker?.state !== 'open') return left;
    const { found, bodiless } = await ready(tools, left, failures);
    if (found.length === 0) return bodiless;
    if (await tools.shelf.park(found, endpoint.breaker)) {
      log('deliver.parked', { project, subscription: id, deliveries: found.length });
      return bodiless;
    }
    left = [...found.map(({ message }) => message), ...bodiless];
    await tools.wait(tools.random() * FIRST_PAUSE_MS * 2 ** round);
    endpoint = await tools.endpoints.getAnew(project, id);
  }
  for (const message of left) failures.set(message, new ComeBack());
  return [];
}
