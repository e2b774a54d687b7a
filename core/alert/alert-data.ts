import type { Monitor, Severity } from '../monitor/monitor';
import type { Alert, AlertData, Edge, Unit } from './alert';

const STATUS = {
  fired: 'firing',
  raised: 'firing',
  acknowledged: 'acknowledged',
  resolved: 'resolved',
} as const;

const iso = (ms: number): string => new Date(ms).toISOString();

/** What subscribers are told of an edge (SEMANTICS 4.4); `alert` as it is after it. */
export function alertData(alert: Alert, edge: Edge, previousSeverity: Severity | null): AlertData {
  const { id, monitor, group, labels, severity, value, threshold, unit, window, startedAt, reason } = alert;
  return {
    ...{ id, monitor, group, labels, severity, previousSeverity, status: STATUS[edge], edge },
    ...{ value, threshold, unit, window: { start: iso(window.start), end: iso(window.end) } },
    ...{ startedAt: iso(startedAt), reason: reason ?? null, links: {} },
  };
}

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
      return value !== undefined && /\b(cost|costMicroUsd)\b/.test(value) ? 'microUsd' : 'value';
  }
}
