import {
  digestOf,
  groupOf,
  groupWaitMs,
  NOTICE,
  noticeId,
  perHour,
  repeatId,
  repeatMs,
} from '../../../core/notice/grouping';
import { isEventType } from '../../../core/subscription/event-type';

const slack = { destination: { kind: 'slack' } as const };
const pagerduty = { destination: { kind: 'pagerduty' } as const };
const alert = { monitor: { id: 'mon_1' }, labels: { team: 'a' }, group: { source: 'bot' } };

it('6.2 slack and email tell together, after half a minute; others tell each alone', () => {
  expect(groupWaitMs(slack)).toBe(30_000);
  expect(groupWaitMs({ destination: { kind: 'email', to: [] } })).toBe(30_000);
  expect(groupWaitMs({ ...slack, grouping: { by: [], waitSeconds: 0 } })).toBe(0);
  for (const kind of ['pagerduty', 'datadog', 'log'] as const)
    expect(groupWaitMs({ destination: { kind }, grouping: { by: [], waitSeconds: 9 } })).toBe(0);
});

it.each<[string, string[], object, boolean]>([
  ['the same monitor', ['monitor.id'], { ...alert, group: { source: 'other' } }, true],
  ['another monitor', ['monitor.id'], { ...alert, monitor: { id: 'mon_2' } }, false],
  ['another label', ['labels.team'], { ...alert, labels: { team: 'b' } }, false],
  ['a label that is missing', ['labels.team'], { ...alert, labels: {} }, false],
  ['nothing asked', [], { monitor: { id: 'mon_9' } }, true],
  ['what every object has', ['labels.constructor'], { ...alert, labels: { team: 'b' } }, true],
])('6.2 groups: %s', (_, by, other, together) => {
  const settings = { ...slack, grouping: { by, waitSeconds: 30 } };
  const [one, two] = [alert, other].map((data) => groupOf(settings, 'alert.firing', data));
  expect(one === two).toBe(together);
});

it('6.2 what is no alert goes by its type, and never with an alert', () => {
  const of = (type: string): string => groupOf(slack, type, undefined);
  expect(of('a.b')).toBe(of('a.b'));
  expect(new Set([of('a.b'), of('a.c'), groupOf(slack, 'a.b', alert), digestOf(1), digestOf(2)]).size).toBe(
    5,
  );
});

it('6.2 ids differ by subscription, group, number and kind; no event has a notice’s type', () => {
  const ids = [
    ...[
      noticeId('sub_1', 'g', 1),
      noticeId('sub_2', 'g', 1),
      noticeId('sub_1', 'h', 1),
      noticeId('sub_1', 'g', 2),
    ],
    repeatId('sub_1', 'g', 1),
  ];
  expect(new Set(ids).size).toBe(5);
  for (const id of ids) expect(id).toMatch(/^ntc_[0-9a-f]{32}$/);
  expect(isEventType(NOTICE)).toBe(false);
});

it('6.4 repeats after four hours, where the other side does not repeat by itself', () => {
  expect(repeatMs(slack)).toBe(4 * 3_600_000);
  expect(repeatMs(pagerduty)).toBe(0);
  expect(repeatMs({ ...pagerduty, repeatSeconds: 300 })).toBe(300_000);
  expect(repeatMs({ ...slack, repeatSeconds: 0 })).toBe(0);
  expect([perHour(slack), perHour({ ...slack, rateCap: { perHour: 3 } })]).toEqual([60, 3]);
});
