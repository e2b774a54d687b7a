import { Webhook } from 'standardwebhooks';
import type { TestCloud } from './cloud';
import type { Arrived } from './receiver';

/** A subscription as its owner has it: with the secret that was shown once. */
export interface Subscribed {
  id: string;
  secret: string;
}

/** Subscribes an endpoint to `eventTypes`; `more` is the rest of the body. Throws unless it was made. */
export async function subscribe(
  stack: TestCloud,
  url: string,
  eventTypes: string[],
  more: object = {},
): Promise<Subscribed> {
  const answer = await stack.admin<Subscribed>('POST', '/v1/subscriptions', {
    name: eventTypes.join(', '),
    eventTypes,
    destination: { kind: 'webhook', url },
    ...more,
  });
  if (answer.status !== 201) throw new Error(`${answer.status}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

/**
 * What a receiver with the `standardwebhooks` package gets out of a request, at the cloud's time. Throws if it would
 * be refused.
 */
export function verified(
  stack: TestCloud,
  { secret }: Pick<Subscribed, 'secret'>,
  request: Pick<Arrived, 'body' | 'headers'>,
): unknown {
  return verifiedAt(stack.cloud.clock.now(), secret, request);
}

/** As `verified`, at a time in epoch ms. */
export function verifiedAt(
  now: number,
  secret: string,
  { body, headers }: Pick<Arrived, 'body' | 'headers'>,
): unknown {
  const realNow = Date.now;
  Date.now = () => now;
  try {
    return new Webhook(secret).verify(body, headers as Record<string, string>);
  } finally {
    Date.now = realNow;
  }
}
