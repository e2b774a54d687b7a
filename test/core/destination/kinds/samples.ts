import type { AlertData } from '../../../../core/alert/alert';
import type { Notice, ToldEvent } from '../../../../core/notice/notice';

const AT = '2026-01-31T12:00:00.000Z';

export const alertData = (more: Partial<AlertData> = {}): AlertData => ({
  ...{ id: 'alt_01KE2M0C8TB5W6X4N3R7ZQ9YAE', monitor: { id: 'mon_1', name: 'five failures' } },
  ...{ group: { source: 'support-bot' }, labels: { team: 'support' } },
  ...{ severity: 'critical', previousSeverity: null, status: 'firing', edge: 'fired' },
  ...{
    value: 5,
    threshold: 5,
    limit: null,
    percent: null,
    unit: 'events',
    summary: '5 failures in 10 minutes',
  },
  ...{ events: [{ id: 'evt_5', receivedAt: AT, run: 'run_42', error: 'timeout' }] },
  ...{ actions: [{ kind: 'pauseAgent', agent: 'support-bot', until: 'human' }] },
  ...{ startedAt: AT, reason: null, links: {} },
  window: { start: '2026-01-31T11:50:00.000Z', end: AT },
  ...more,
});

export const told = (type: string, data: unknown, more: Partial<ToldEvent> = {}): ToldEvent => ({
  ...{ id: 'evt_1', type, source: 'tocsin', subject: 'alt_1', time: AT, data },
  ...more,
});

export const notice = (...events: ToldEvent[]): Notice => ({
  id: events[0]?.id ?? '',
  items: events.map((event) => ({ event })),
  more: 0,
});
