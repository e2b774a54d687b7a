import * as z from 'zod';
import type { Alert } from '../../../core/alert/alert';
import { ofLimit, wayOut } from '../../../core/alert/alert-data';
import { SEVERITIES } from '../../../core/monitor/monitor';
import { id, iso, time } from '../fields';
import {
  alertFacts,
  alertFactsExample,
  askedExample,
  askedOfAgents,
  mentionedEvents,
  mentionsExample,
} from './alert-facts';

export const ALERT_ID = 'alt_01KE2M0C8TB5W6X4N3R7ZQ9YAE';
export const STATUSES = ['firing', 'acknowledged', 'recovering', 'resolved'] as const;

export const alertSchema = z
  .object({
    id: id('alt', ALERT_ID),
    monitor: z.object({ id: z.string(), name: z.string() }),
    group: z
      .record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
      .meta({ description: 'The values of the monitor’s `groupBy`' }),
    labels: z.record(z.string(), z.string()),
    status: z.enum(STATUSES).meta({
      description: '`recovering`: its value is back, and it resolves unless that changes',
    }),
    severity: z.enum(SEVERITIES),
    value: z.number().nullable(),
    threshold: z.number(),
    ...alertFacts,
    window: z.object({ start: time, end: time }),
    events: mentionedEvents,
    actions: askedOfAgents,
    startedAt: time,
    acknowledgedAt: time.optional(),
    acknowledgedBy: z.string().optional(),
    resolvedAt: time.optional(),
    reason: z.string().optional().meta({ description: 'Why it was resolved' }),
  })
  .meta({ id: 'Alert' });

export const alertExample = {
  id: ALERT_ID,
  monitor: { id: 'mon_01KE2M0C8TB5W6X4N3R7ZQ9YAD', name: 'five failures' },
  group: { source: 'support-bot' },
  labels: { team: 'support' },
  ...{ status: 'firing', severity: 'critical', value: 5, threshold: 5 },
  ...{ ...alertFactsExample, events: mentionsExample, actions: askedExample },
  window: { start: '2026-01-31T11:50:00.000Z', end: '2026-01-31T12:00:00.000Z' },
  startedAt: '2026-01-31T12:00:00.000Z',
};

export const statusOf = ({ status, acknowledgedAt }: Alert): (typeof STATUSES)[number] =>
  status === 'firing' && acknowledgedAt !== undefined ? 'acknowledged' : status;

export function alertView(alert: Alert) {
  const { monitor, group, labels, severity, value, threshold, unit, summary, window, startedAt } = alert;
  return {
    ...{ id: alert.id, monitor, group, labels, status: statusOf(alert), severity, value, threshold },
    ...{ ...ofLimit(alert), unit, summary, ...wayOut(alert) },
    ...{ window: { start: iso(window.start), end: iso(window.end) }, startedAt: iso(startedAt) },
    ...(alert.acknowledgedAt !== undefined && { acknowledgedAt: iso(alert.acknowledgedAt) }),
    ...(alert.acknowledgedBy !== undefined && { acknowledgedBy: alert.acknowledgedBy }),
    ...(alert.resolvedAt !== undefined && { resolvedAt: iso(alert.resolvedAt) }),
    ...(alert.reason !== undefined && { reason: alert.reason }),
  };
}
