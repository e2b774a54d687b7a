import type { EventEntry } from '../event/event';
import { tocsinEntry } from '../event/made-by-tocsin';
import type { Subscription } from '../subscription/subscription';
import type { Breaker } from './breaker';

type Named = Pick<Subscription, 'id' | 'project' | 'name' | 'eventTypes'>;

/** What tells the owner of an endpoint how it is. `occasion` makes saying it twice saying it once. */
function endpointNotice(
  { id, project, name, eventTypes }: Named,
  { type, occasion, now }: { type: string; occasion: string; now: number },
  data: object,
): EventEntry {
  return tocsinEntry({
    ...{ project, type, subject: id, now, occasion: `${id}:${occasion}` },
    data: { subscription: { id, name, eventTypes }, ...data },
  });
}

const iso = (ms: number | undefined): string | undefined =>
  ms === undefined ? undefined : new Date(ms).toISOString();

/** The breaker has opened: deliveries are parked from now on. */
export const failingNotice = (
  subscription: Named,
  { failures, failingSince }: Breaker,
  now: number,
): EventEntry =>
  endpointNotice(
    subscription,
    { type: 'endpoint.failing', occasion: String(now), now },
    { failures, failingSince: iso(failingSince) },
  );

/** The endpoint has answered well for the first time since its breaker opened; what was parked follows. */
export const recoveredNotice = (
  subscription: Named,
  { openedAt, failingSince }: Breaker,
  now: number,
): EventEntry =>
  endpointNotice(
    subscription,
    { type: 'endpoint.recovered', occasion: String(openedAt), now },
    { failingSince: iso(failingSince), openedAt: iso(openedAt) },
  );

/** Nothing is sent any more until somebody enables the subscription; its deliveries are kept. */
export const disabledNotice = (
  subscription: Named & Pick<Subscription, 'revision'>,
  reason: 'gone' | 'failing',
  now: number,
): EventEntry =>
  endpointNotice(
    subscription,
    { type: 'endpoint.disabled', occasion: String(subscription.revision), now },
    { reason },
  );
