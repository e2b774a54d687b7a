import * as z from 'zod';
import * as fields from '../../../core/configuration/monitor-fields';
import { newMonitor } from '../../../core/configuration/monitor';
import { definitionOf } from '../../../core/configuration/monitor-change';
import { dollarView } from '../../../core/configuration/monitor-amounts';
import type { Monitor } from '../../../core/monitor/monitor';
import { id, iso, time } from '../fields';

export const MONITOR_ID = 'mon_01JH7Z0000000000000000000A';

export const monitorSchema = z
  .object({
    id: id('mon', MONITOR_ID),
    ...newMonitor.shape,
    limit: fields.shownLimit.optional(),
    limitUsd: z.number().optional().meta({ description: 'Of money: `limit` in dollars', example: 5 }),
    minValue: fields.shownMinValue.optional(),
    minValueUsd: z.number().optional().meta({ description: 'Of money: `minValue` in dollars' }),
    thresholds: fields.shownThresholds,
    thresholdsUsd: z
      .array(
        z.object({
          at: z.number().meta({ description: 'What is compared; of `atPercent`, this share of the limit' }),
          recoverAt: z.number().optional(),
        }),
      )
      .optional()
      .meta({ description: 'Of money: each of `thresholds` in dollars' }),
    generation: z.number().meta({
      description:
        'Grows when something else is counted: window, grouping, filter, kind or value. Counts then begin at zero',
    }),
    createdAt: time,
    updatedAt: time,
    revision: z.number().meta({ description: 'Grows with every change; the ETag' }),
  })
  .meta({ id: 'Monitor' });

/** As it is posted: five failed runs in ten minutes pause the agent until a person resumes it. */
export const newMonitorExample = {
  name: 'five failures',
  kind: 'count',
  eventTypes: ['agent.run.failed'],
  groupBy: ['source'],
  window: { slidingSeconds: 600 },
  thresholds: [{ atLeast: 5, severity: 'critical' }],
  actions: [{ kind: 'pauseAgent' }],
};

export const monitorExample = {
  id: MONITOR_ID,
  ...newMonitorExample,
  ...{ holdSeconds: 0, resolveAfterSeconds: 300, onNoData: 'keep', latenessSeconds: 3_600 },
  ...{ cooldownSeconds: 900, labels: {}, enabled: true, generation: 1 },
  createdAt: '2026-01-31T12:00:00.000Z',
  updatedAt: '2026-01-31T12:00:00.000Z',
  revision: 1,
};

/** A monitor as it is shown: what it was posted with, all defaults filled in. */
export const monitorView = (monitor: Monitor) => ({
  id: monitor.id,
  ...definitionOf(monitor),
  ...dollarView(monitor),
  generation: monitor.generation,
  createdAt: iso(monitor.createdAt),
  updatedAt: iso(monitor.updatedAt),
  revision: monitor.revision,
});
