import { tellsPeople } from '../../destination/destination';
import { foreseeNotice, judgeNotice, type NoticeFacts, type Telling } from '../../notice/quiet';
import { isAlert } from '../../notice/wording';
import type { PendingDelivery } from '../pending-delivery';
import type { AlertFacts, EndpointFacts } from './facts';
import { onceLoaded } from './once-loaded';
import type { Plan } from './plan-kinds';

/**
 * Whether people are notified of an alert now, which is asked before each attempt (SEMANTICS 6.1, 6.3). A person's try and a
 * test are always sent.
 */
export function planQuiet(facts: EndpointFacts): Plan | undefined {
  const { message, endpoint } = facts;
  if (!tellsPeople(endpoint.subscription.destination)) return undefined;
  if (!isAlert(message) || message.manual || message.test) return undefined;
  return onceLoaded(facts, (pending, body) => {
    const telling = body.telling();
    if (!telling) return undefined;
    const silences = telling.type === 'alert.firing' ? facts.silences : [];
    if (!silences) return { do: 'loadSilences' };
    if (!facts.alert) return { do: 'loadAlert', telling };
    return planTelling(facts, telling, { ...facts.alert, silences }, pending);
  });
}

function planTelling(
  { message: { acceptedAt }, endpoint, now }: EndpointFacts,
  telling: Telling,
  found: AlertFacts & Pick<NoticeFacts, 'silences'>,
  pending: PendingDelivery,
): Plan | undefined {
  const deciding = { ...found, acceptedAt, now, options: endpoint.subscription };
  const next = judgeNotice(telling, deciding);
  if (next.do === 'send') return undefined;
  if (next.do === 'withhold') return { ...next, pending, telling };
  const whole = foreseeNotice(telling, deciding);
  return { ...next, endsAt: whole.do === 'wait' ? whole.until : next.until, pending, telling };
}
