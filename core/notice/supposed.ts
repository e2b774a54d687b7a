import type { Alert, AlertData } from '../alert/alert';
import type { Subscription } from '../subscription/subscription';
import { matchOf, type Asked } from './explain';
import type { Ledger } from './ledger';

/** What is looked at of an alert that there is none of: its event says how it would stand. */
export function supposedAlert({ type }: Pick<Asked, 'type'>, data: AlertData, now: number): Alert {
  const isAcknowledged = type === 'alert.acknowledged' || data.status === 'acknowledged';
  const known = {
    severity: data.severity,
    threshold: data.threshold,
    ...(isAcknowledged && { acknowledgedAt: now }),
  };
  return { ...known, status: type === 'alert.resolved' ? 'resolved' : 'firing' } as Alert;
}

/** That it was notified of the beginning, if it takes such events: nobody else is notified how an alert goes on. */
export function supposedLedger(
  subscription: Pick<Subscription, 'eventTypes' | 'filter'>,
  event: Asked,
): Ledger | undefined {
  const began = { status: 'firing', edge: 'fired', reason: null, previousSeverity: null };
  const data = { ...(event.data as AlertData), ...began };
  const { matched } = matchOf(subscription, { ...event, type: 'alert.firing', data });
  return matched ? ({ firing: 'accepted' } as Ledger) : undefined;
}
