import type { AlertData } from '../../alert/alert';
import { tellsTogether } from '../../destination/destination';
import { contentOf } from '../../notice/content';
import { digestAt, groupOf, groupWaitMs, NOTICE, perHour } from '../../notice/grouping';
import { goesElsewhere } from '../../notice/ledger';
import type { PendingDelivery } from '../pending-delivery';
import type { StoredBody } from '../stored-body';
import type { EndpointFacts } from './facts';
import { onceLoaded } from './once-loaded';
import type { Plan } from './plan-kinds';

/**
 * Deliveries to people that nothing keeps quiet wait for others, to be told together (SEMANTICS 6.2). Attempted alone
 * are: a frozen notice, a retry, a person's try, a test, and everything where nothing is grouped.
 */
export function planGroup(facts: EndpointFacts): Plan | undefined {
  const { message, endpoint } = facts;
  const { subscription } = endpoint;
  if (!tellsTogether(subscription.destination)) return undefined;
  if (message.attempt !== 1 || message.manual || message.test) return undefined;
  const waitMs = groupWaitMs(subscription);
  // A notice has been counted when it was frozen.
  if (waitMs === 0 && message.type === NOTICE) return undefined;
  return onceLoaded(facts, (pending, body) => {
    const alert = alertOf(message.type, body);
    if (isElsewhere(facts, alert)) return undefined;
    return waitMs === 0 ? planCounted(facts, pending, alert) : planJoining(facts, pending, alert, waitMs);
  });
}

function planJoining(
  { message, endpoint }: EndpointFacts,
  pending: PendingDelivery,
  alert: AlertData | undefined,
  waitMs: number,
): Plan | undefined {
  if (pending.row?.frozenAt !== undefined) return undefined;
  const group = groupOf(endpoint.subscription, message.type, alert);
  return { do: 'joinGroup', pending, group, waitMs, alert };
}

/** A message of its own counts for its hour; beyond the cap of the subscription it joins the next digest. */
export function planCounted(
  { endpoint, isCounted, now }: EndpointFacts,
  pending: PendingDelivery,
  alert?: AlertData,
): Plan | undefined {
  if (isCounted === undefined) return { do: 'countMessage', perHour: perHour(endpoint.subscription) };
  return isCounted ? undefined : { do: 'joinDigest', pending, flushAt: digestAt(now), alert };
}

/** The alert of the notice; a notice that is no group yet repeats one. */
function alertOf(type: string, body: StoredBody): AlertData | undefined {
  if (type !== NOTICE) return body.telling()?.data;
  return contentOf(NOTICE, body.text()).items[0]?.event.data as AlertData | undefined;
}

/** How an alert goes on is sent to where its beginning was, which may be another destination by now (SEMANTICS 6.3). */
function isElsewhere(
  { message: { type }, endpoint, alert: found }: EndpointFacts,
  alert?: AlertData,
): boolean {
  if (!alert || type === 'alert.firing' || type === NOTICE) return false;
  return goesElsewhere(found?.ledger, endpoint.subscription);
}
