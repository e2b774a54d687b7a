import type { GroupState } from '../../../core/alert/alert';
import type { Reading } from '../../../core/monitor/counters';
import type { Monitor } from '../../../core/monitor/monitor';

/** Five events in ten minutes, unless told otherwise. */
export const monitor = (more: Partial<Monitor> = {}): Monitor => ({
  ...{ id: 'mon_1', project: 'prj_1', name: 'five failures', kind: 'count', enabled: true },
  ...{ eventTypes: ['agent.run.failed'], groupBy: ['source'], window: { slidingSeconds: 600 } },
  ...{ thresholds: [{ atLeast: 5, severity: 'critical' }], minSamples: 1, holdSeconds: 0 },
  ...{ resolveAfterSeconds: 0, onNoData: 'keep', latenessSeconds: 3_600, cooldownSeconds: 900 },
  ...{ labels: { team: 'support' }, actions: [], shard: 0, generation: 1, revision: 1 },
  ...{ createdAt: 0, updatedAt: 0 },
  ...more,
});

export const quiet = (more: Partial<GroupState> = {}): GroupState => ({
  ...{ id: 'g1', project: 'prj_1', monitor: 'mon_1', generation: 1, group: { source: 'bot' } },
  ...{ version: 1, state: 'ok', episode: 0, edge: 0 },
  ...more,
});

export const reads = (value: number | undefined, at: number, more: Partial<Reading> = {}): Reading => ({
  ...{ at, value, samples: value === undefined ? 0 : 1, window: { start: at - 600_000, end: at } },
  ...more,
});
