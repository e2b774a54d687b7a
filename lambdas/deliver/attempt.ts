import type { AttemptResult } from '../../core/delivery/decide';
import type { DeliveryRow } from '../../core/delivery/delivery';
import { liveSecrets } from '../../core/delivery/live-secrets';
import { webhookHeaders } from '../../core/delivery/webhook-headers';
import { decompress } from '../../core/event/entry';
import { secretContext, unseal } from '../../core/seal';
import type { Subscription } from '../../core/subscription/subscription';
import type { DeliverTools } from './deliverer';

const DEFAULT_TIMEOUT_SECONDS = 15;

/** Signs and sends. Everything of our own happens before the clock of the attempt starts, and throws. */
export async function attempt(
  { dataKeys, poster, now, version }: Pick<DeliverTools, 'dataKeys' | 'poster' | 'now' | 'version'>,
  row: DeliveryRow,
  subscription: Subscription,
  z: string,
  manual?: boolean,
): Promise<AttemptResult> {
  const body = decompress(z);
  const key = await dataKeys.get(row.project);
  const at = now();
  const context = secretContext(row.project, subscription.id);
  const secrets = liveSecrets(subscription.secrets, at).map(({ sealed }) => unseal(key, sealed, context));
  const { retryAfter, ...answer } = await poster.post({
    url: subscription.destination.url,
    headers: webhookHeaders({
      ...{ id: row.event, at, body, secrets, version },
      ...(subscription.destination.headers ? { headers: subscription.destination.headers } : {}),
    }),
    body,
    timeoutMs: (subscription.timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS) * 1_000,
  });
  return {
    attempt: {
      number: row.attempt,
      at,
      durationMs: now() - at,
      ...answer,
      ...(manual ? { manual: true } : {}),
    },
    ...(retryAfter === undefined ? {} : { retryAfter }),
  };
}
