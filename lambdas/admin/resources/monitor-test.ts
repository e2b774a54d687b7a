import * as z from 'zod';
import { TESTS_OF_PROJECT } from '../../../core/allowance';
import type { AlertData } from '../../../core/alert/alert';
import { unitOf } from '../../../core/alert/alert-data';
import { numberOf } from '../../../core/alert/thresholds';
import { tocsinEntry } from '../../../core/event/made-by-tocsin';
import { OWN_SOURCE } from '../../../core/event/own-source';
import { type Monitor, SEVERITIES } from '../../../core/monitor/monitor';
import { testAlert } from '../../../core/notice/test-alert';
import { newId } from '../admin';
import { iso } from '../fields';
import { HttpFault } from '../http/fault';
import { route } from '../route';
import { takeTest } from '../take-test';
import { explained, explainedExample } from './explained-view';
import { foundMonitor, monitorParams as params } from './found-monitor';
import { explainAll } from './routing-explain';

/** What this monitor's alert might be, with the threshold of a severity. */
function sample(
  monitor: Monitor,
  type: string,
  id: string,
  severity: Monitor['thresholds'][0]['severity'],
  now: number,
): AlertData {
  const threshold = monitor.thresholds.find((one) => one.severity === severity) ?? monitor.thresholds[0];
  const number = threshold ? numberOf(threshold, monitor) : 0;
  return {
    ...testAlert(type, now),
    ...{ id, monitor: { id: monitor.id, name: monitor.name }, labels: monitor.labels, severity, test: true },
    ...{ group: Object.fromEntries(monitor.groupBy.map((name) => [name, 'test'])) },
    ...{ value: number, threshold: number, unit: unitOf(monitor) },
  };
}

export const monitorTest = [
  route({
    method: 'post',
    path: '/v1/monitors/{id}/test',
    scope: 'admin',
    tag: 'Monitors',
    summary: 'Send a test alert of a monitor, by the way that its alerts go',
    description:
      'Everybody who would be notified of such an alert is notified, that it fires and that it is resolved; it says that it is a test. Agents are asked nothing, and the monitor does not count it. It is one of the 60 tests that a project may send in an hour.',
    params,
    body: z.strictObject({
      severity: z
        .enum(SEVERITIES)
        .optional()
        .meta({ description: 'The gravest of its thresholds if not given' }),
    }),
    example: { severity: 'critical' },
    responses: {
      202: {
        description: 'On its way; `GET /v1/events/{event}/deliveries` tells how it went',
        schema: z.object({ alert: z.string(), events: z.array(z.string()), data: z.array(explained) }),
        example: {
          alert: 'alt_01KE2M0C8TB5W6X4N3R7ZQ9YAE',
          events: ['evt_5f0c5e1b2f0d4d2a9a7f3b1c8e6d4a21'],
          data: [explainedExample],
        },
      },
    },
    async handler(call, admin) {
      const { project, body, now, caller } = call;
      const monitor = await foundMonitor(call, admin);
      await takeTest(admin, TESTS_OF_PROJECT, project, now);
      const severity =
        body.severity ??
        SEVERITIES.find((one) => monitor.thresholds.some((threshold) => threshold.severity === one)) ??
        'critical';
      const id = newId(admin, 'alt', now);
      const entries = ['alert.firing', 'alert.resolved'].map((type) =>
        tocsinEntry({
          project,
          type,
          subject: id,
          now,
          occasion: id,
          data: sample(monitor, type, id, severity, now),
        }),
      );
      const refused = await admin.monitoring.bus.publish(entries);
      if (refused.length > 0) throw new HttpFault(503, 'The test could not be published; try again.');
      const [firing] = entries;
      const data = sample(monitor, 'alert.firing', id, severity, now);
      const change = { at: now, project, actor: caller.keyId, action: 'monitor.test', target: monitor.id };
      return {
        status: 202,
        body: {
          alert: id,
          events: entries.map((entry) => entry.id),
          data: await explainAll(
            admin,
            project,
            {
              id: firing?.id ?? '',
              time: iso(now),
              type: 'alert.firing',
              source: OWN_SOURCE,
              subject: id,
              data,
            },
            now,
          ),
        },
        writes: [admin.changes.write(change)],
      };
    },
  }),
];
