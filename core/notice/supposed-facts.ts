import { type DeliveryMessage, deliveryMessage } from '../delivery/message';
import type { EndpointFacts } from '../delivery/plan/facts';
import type { StoredBody } from '../delivery/stored-body';
import type { InState } from '../delivery/delivery';
import type { Subscription } from '../subscription/subscription';
import { pack } from './content';
import { NOTICE } from './grouping';
import type { Surroundings } from './surroundings';

/** What the delivering function would know of a delivery that begins now, to an endpoint that is known to be quick. */
export function supposedFacts(subscription: Subscription, type: string, around: Surroundings): EndpointFacts {
  const { now, acceptedAt, breaker, pause, alert, ledger, holds, silences, telling } = around;
  const event = { project: subscription.project, id: '', type, receivedAt: acceptedAt, z: '' };
  const body: StoredBody = { z: '', text: () => '', telling: () => telling };
  return {
    message: deliveryMessage(event, subscription.id),
    ...{ lane: 'fast', now, silences, alert: { alert, ledger, holds } },
    endpoint: { subscription, breaker, pause, pace: { provenAt: now } },
    stored: { row: undefined, standing: 'absent', body },
  };
}

const NOTHING_SAID = { items: [], more: 0 };

/** The same of the notice that a delivery has joined, frozen at `now`. */
export function supposedNotice(
  { endpoint, message }: EndpointFacts,
  { now, digest }: { now: number; digest?: true },
): EndpointFacts {
  const notice: DeliveryMessage = { ...message, type: NOTICE, acceptedAt: now };
  const body: StoredBody = {
    z: pack(NOTHING_SAID),
    text: () => JSON.stringify(NOTHING_SAID),
    telling: () => undefined,
  };
  return {
    message: notice,
    ...{ endpoint, lane: 'fast', now, isAdmitted: true, isSaid: true },
    content: { items: [{ event: { id: '', type: NOTICE, source: '', time: '', data: null } }], more: 0 },
    stored: { row: noticeRow(notice, digest), standing: 'ready', body },
  };
}

function noticeRow({ v: _, z: __, ...message }: DeliveryMessage, digest?: true): InState<'waiting'> {
  const { project, event, subscription, type, acceptedAt, attempt } = message;
  return {
    ...{ id: '', project, event, subscription, type, acceptedAt, attempt, chainStart: 1, attempts: [] },
    ...{ state: 'waiting', nextAt: acceptedAt, dueShard: '', dueAt: acceptedAt, listKey: '', listSort: '' },
    frozenAt: acceptedAt,
    ...(digest && { digest }),
  };
}
