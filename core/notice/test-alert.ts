import type { AlertData } from '../alert/alert';

const STATUS = { 'alert.acknowledged': 'acknowledged', 'alert.resolved': 'resolved' } as const;
const EDGE = { firing: 'fired', acknowledged: 'acknowledged', resolved: 'resolved' } as const;
const WINDOW_MS = 600_000;

/** The data of an alert's event as it might be: for a test, and for the question who would be told. */
export function testAlert(type: string, now: number): AlertData {
  const status = Object.hasOwn(STATUS, type) ? STATUS[type as keyof typeof STATUS] : 'firing';
  const [start, end] = [now - WINDOW_MS, now].map((at) => new Date(at).toISOString()) as [string, string];
  return {
    ...{ id: `alt_test_${now}`, monitor: { id: 'mon_test', name: 'five failures' } },
    ...{ group: { source: 'test-agent' }, labels: { test: 'true' }, severity: 'critical' },
    ...{ previousSeverity: null, status, edge: EDGE[status], value: 5, threshold: 5 },
    ...{ limit: null, percent: null, unit: 'events', summary: '5 failures in 10 minutes' },
    ...{ events: [], actions: [] },
    ...{
      window: { start, end },
      startedAt: end,
      reason: status === 'resolved' ? 'recovered' : null,
      links: {},
    },
  };
}
