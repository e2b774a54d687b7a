import type { AttemptResult } from '../../core/delivery/decide';
import type { DeliveryRow } from '../../core/delivery/delivery';
import { liveSecrets } from '../../core/delivery/live-secrets';
import type { SigningSecret } from '../../core/delivery/signature/signing-secret';
import { webhookRequest } from '../../core/delivery/webhook-request';
import { decompress } from '../../core/event/entry';
import { secretContext, unseal } from '../../core/seal';
import type { Subscription } from '../../core/subscription/subscription';
import type { DeliverTools } from './deliverer';

const DEFAULT_TIMEOUT_SECONDS = 15;

type Tools = Pick<DeliverTools, 'dataKeys' | 'poster' | 'now' | 'version'>;

/** Signs and sends. Everything of our own happens before the clock of the attempt starts, and throws. */
export async function attempt(
  { dataKeys, poster, now, version }: Tools,
  row: DeliveryRow,
  subscription: Subscription,
  z: string,
  manual?: boolean,
): Promise<AttemptResult> {
  const key = await dataKeys.get(row.project);
  const at = now();
  const request = webhookRequest(subscription, {
    ...{ id: row.event, type: row.type, body: decompress(z), at, version },
    secrets: opened(subscription, key, at),
  });
  const { retryAfter, ...answer } = await poster.post({
    url: subscription.destination.url,
    ...request,
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

function opened({ project, id, secrets }: Subscription, key: Buffer, at: number): SigningSecret[] {
  const context = secretContext(project, id);
  return liveSecrets(secrets, at).map(({ sealed, kind }) => ({
    ...(kind && { kind }),
    text: unseal(key, sealed, context),
  }));
}
