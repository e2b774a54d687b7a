import type { Signature, Subscription } from '../subscription/subscription';
import { changedDestination, hasCredential, madeDestination, type Sealed } from './destination';
import type { NewSubscription, SubscriptionChange } from './webhook-subscription';

type Option =
  | 'filter'
  | 'retry'
  | 'timeoutSeconds'
  | 'format'
  | 'rateLimit'
  | 'breaker'
  | 'grouping'
  | 'rateCap'
  | 'repeatSeconds'
  | 'delaySeconds'
  | 'unless'
  | 'muteWindows';

const OPTIONS: readonly Option[] = [
  ...(['filter', 'retry', 'timeoutSeconds', 'format', 'rateLimit', 'breaker'] as const),
  ...(['grouping', 'rateCap', 'repeatSeconds', 'delaySeconds', 'unless', 'muteWindows'] as const),
];

const STANDARD: Signature = { scheme: 'standard' };

/** What `newSubscription` accepted, as a row; its secrets and what is secret in its destination come sealed. */
export function madeSubscription(
  given: NewSubscription,
  identity: Pick<Subscription, 'id' | 'project' | 'secrets'>,
  nowMs: number,
  sealed: Sealed,
): Subscription {
  const { name, eventTypes, signature, enabled } = given;
  const destination = madeDestination(given.destination, sealed);
  const { credential } = sealed;
  return {
    ...identity,
    ...(credential !== undefined && { credential }),
    ...{ name, eventTypes, destination },
    ...signed(destination, signature),
    ...options({}, given),
    ...(enabled
      ? { status: 'enabled' as const }
      : { status: 'disabled' as const, disabledReason: 'manual' as const }),
    createdAt: nowMs,
    updatedAt: nowMs,
    revision: 1,
  };
}

/**
 * The subscription after a change: what is given replaces what was there, null takes an option away (RFC 7396). A
 * destination at another host loses its credential; `sealed` are those that were given anew. Throws `InvalidInput` for
 * a destination of another kind, and for `***` with nothing to keep.
 */
export function changedSubscription(
  before: Subscription,
  change: SubscriptionChange,
  nowMs: number,
  sealed: Sealed = {},
): Subscription {
  const { destination, keeps } = change.destination
    ? changedDestination(before.destination, change.destination, sealed)
    : { destination: before.destination, keeps: hasCredential(before.destination) };
  const kept = sealed.credential ?? (keeps ? before.credential : undefined);
  return {
    ...without(before, ['credential', 'signature', ...OPTIONS]),
    name: change.name ?? before.name,
    eventTypes: change.eventTypes ?? before.eventTypes,
    destination,
    ...(kept !== undefined && { credential: kept }),
    ...signed(destination, change.signature ?? before.signature),
    ...options(before, change),
    ...touched(before, nowMs),
  };
}

/** The options that there are; what is null or missing leaves no member behind. */
function options(
  before: Pick<Subscription, Option>,
  given: { [O in Option]?: Subscription[O] | null | undefined },
): Pick<Subscription, Option> {
  const values = OPTIONS.map(
    (name) => [name, given[name] === undefined ? before[name] : given[name]] as const,
  );
  return Object.fromEntries(values.filter(([, value]) => value !== undefined && value !== null));
}

const without = <T extends object, K extends keyof T>(from: T, names: readonly K[]): Omit<T, K> =>
  Object.fromEntries(Object.entries(from).filter(([name]) => !names.includes(name as K))) as Omit<T, K>;

/** What is no webhook has none, unless somebody gave one by mistake, which is refused then. */
function signed(
  { kind }: Subscription['destination'],
  given: Signature | undefined,
): Pick<Subscription, 'signature'> {
  const signature = given ?? (kind === 'webhook' ? STANDARD : undefined);
  return signature ? { signature } : {};
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
