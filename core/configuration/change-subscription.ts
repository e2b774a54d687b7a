import type { WebhookDestination } from '../destination/destination';
import type { Subscription } from '../subscription/subscription';
import { unmaskedHeaders } from './custom-headers';
import type { NewSubscription, SubscriptionChange } from './webhook-subscription';

/** What `newSubscription` accepted, as a row; its secret comes sealed from the caller. */
export function madeSubscription(
  { name, eventTypes, destination, signature, enabled, ...given }: NewSubscription,
  identity: Pick<Subscription, 'id' | 'project' | 'secrets'>,
  nowMs: number,
): Subscription {
  return {
    ...identity,
    ...{ name, eventTypes, signature },
    destination: cleanDestination(destination),
    ...options(given),
    ...(enabled
      ? { status: 'enabled' as const }
      : { status: 'disabled' as const, disabledReason: 'manual' as const }),
    createdAt: nowMs,
    updatedAt: nowMs,
    revision: 1,
  };
}

/** The subscription after a change: what is given replaces what was there, null takes an option away. */
export function changedSubscription(
  before: Subscription,
  change: SubscriptionChange,
  nowMs: number,
): Subscription {
  const { filter, retry, timeoutSeconds, format, rateLimit, breaker, ...rest } = before;
  return {
    ...rest,
    name: change.name ?? before.name,
    eventTypes: change.eventTypes ?? before.eventTypes,
    destination: change.destination ? merged(before.destination, change.destination) : before.destination,
    signature: change.signature ?? before.signature,
    ...options({
      filter: replaced(filter, change.filter),
      retry: replaced(retry, change.retry),
      timeoutSeconds: replaced(timeoutSeconds, change.timeoutSeconds),
      format: replaced(format, change.format),
      rateLimit: replaced(rateLimit, change.rateLimit),
      breaker: replaced(breaker, change.breaker),
    }),
    ...touched(before, nowMs),
  };
}

type Option = 'filter' | 'retry' | 'timeoutSeconds' | 'format' | 'rateLimit' | 'breaker';

/** Nothing given leaves an option, null takes it away (RFC 7396). */
const replaced = <T>(before: T | undefined, given: T | null | undefined): T | null | undefined =>
  given === undefined ? before : given;

/** The options that there are; what is null or missing leaves no member behind. */
function options({
  filter,
  retry,
  timeoutSeconds,
  format,
  rateLimit,
  breaker,
}: {
  [O in Option]?: Subscription[O] | null | undefined;
}): Pick<Subscription, Option> {
  return {
    ...(filter && { filter }),
    ...(retry && { retry }),
    ...(timeoutSeconds && { timeoutSeconds }),
    ...(format && { format }),
    ...(rateLimit && { rateLimit }),
    ...(breaker && { breaker }),
  };
}

/** Switched on, or off by a person. */
export function switchedSubscription(before: Subscription, on: boolean, nowMs: number): Subscription {
  const { disabledReason: _, ...rest } = before;
  const state = on
    ? { status: 'enabled' as const, enabledAt: nowMs }
    : { status: 'disabled' as const, disabledReason: 'manual' as const };
  return { ...rest, ...state, ...touched(before, nowMs) };
}

export const touched = (
  { revision }: Subscription,
  nowMs: number,
): Pick<Subscription, 'updatedAt' | 'revision'> => ({
  updatedAt: nowMs,
  revision: revision + 1,
});

type GivenDestination = NewSubscription['destination'];

function merged(before: WebhookDestination, given: GivenDestination): WebhookDestination {
  // A masked credential must not follow to another host: whoever may change the URL could read it there.
  const sameOrigin = new URL(before.url).origin === new URL(given.url).origin;
  const headers = given.headers && unmaskedHeaders(given.headers, sameOrigin ? before.headers : {});
  return cleanDestination({ ...given, headers });
}

const cleanDestination = ({ kind, url, headers }: GivenDestination): WebhookDestination => ({
  kind,
  url,
  ...(headers && { headers }),
});
