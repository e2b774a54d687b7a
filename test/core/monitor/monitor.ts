import type { Bucket, Counters } from '../../../core/monitor/counters';
import type { MonitoredEvent } from '../../../core/monitor/observe';
import { monitor } from '../alert/monitor';

export { monitor };

export const bucket = (start: number, more: Partial<Bucket> = {}): Bucket => ({
  ...{ start, count: 1, sum: 0, bad: 0 },
  ...more,
});

export const counters = (more: Partial<Counters> = {}): Counters => ({
  ...{ buckets: [], outcomes: { version: 0, last: [] }, overdue: { version: 0, runs: [] } },
  ...more,
});

/** An event of `bot`'s `run_1`, received when it happened. */
export function event(time: number, more: Partial<MonitoredEvent> & { data?: unknown } = {}): MonitoredEvent {
  const { data = {}, ...attributes } = more;
  const made = {
    ...{ id: `evt_${time}`, type: 'agent.run.failed', source: 'bot', subject: 'run_1' },
    ...{ time, receivedAt: time },
    ...attributes,
  };
  const { type, source, subject } = made;
  return { ...made, view: { id: made.id, type, source, subject, data } };
}
