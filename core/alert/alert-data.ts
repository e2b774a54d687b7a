import { comparesMoney } from '../monitor/money';
import type { Monitor, Severity } from '../monitor/monitor';
import { nearestStorable } from '../monitor/storable-number';
import type { Alert, AlertData, Edge, Unit } from './alert';
import { percentOf } from '../notice/measured';

const STATUS = {
  fired: 'firing',
  raised: 'firing',
  acknowledged: 'acknowledged',
  resolved: 'resolved',
} as const;

const iso = (ms: number): string => new Date(ms).toISOString();

/** What subscribers are sent about an edge (SEMANTICS 4.4); `alert` as it is after it. */
export function alertData(alert: Alert, edge: Edge, previousSeverity: Severity | null): AlertData {
  const { id, monitor, group, labels, severity, value, threshold, unit, summary, reason } = alert;
  const { window, startedAt } = alert;
  return {
    ...{ id, monitor, group, labels, severity, previousSeverity, status: STATUS[edge], edge },
    ...{ value, threshold, ...ofLimit(alert), unit, summary },
    ...{ window: { start: iso(window.start), end: iso(window.end) }, ...wayOut(alert) },
    ...{ startedAt: iso(startedAt), reason: reason ?? null, links: {} },
  };
}

export const ofLimit = ({ value, limit }: Alert): Pick<AlertData, 'limit' | 'percent'> => ({
  limit: limit ?? null,
  percent: value === null || !limit ? null : nearestStorable(percentOf(value, limit)),
});

/** What was done, and by which events it can be understood. */
export const wayOut = ({ events, asked }: Alert): Pick<AlertData, 'events' | 'actions'> => ({
  events: events.map(({ receivedAt, ...event }) => ({ ...event, receivedAt: iso(receivedAt) })),
  actions: asked,
});

/** What a monitor's values are counted in. */
export function unitOf({ kind, value }: Pick<Monitor, 'kind' | 'value'>): Unit {
  switch (kind) {
    case 'count':
    case 'streak':
      return 'events';
    case 'rate':
      return 'share';
    case 'repetition':
    case 'change':
      return 'times';
    case 'absence':
      return 'seconds';
    case 'sum':
    case 'average':
    case 'forecast':
      return comparesMoney({ kind, value }) ? 'microUsd' : 'value';
  }
}
