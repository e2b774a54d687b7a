import { type Asked, explain } from '../../../core/notice/explain';
import { compileSilences } from '../../../core/notice/silence';
import type { Subscription } from '../../../core/subscription/subscription';
import { alertData } from '../destination/kinds/samples';

type Settings = Parameters<typeof explain>[0];

const slack: Settings = { eventTypes: ['alert.*'], status: 'enabled', destination: { kind: 'slack' } };
const webhook: Subscription['destination'] = { kind: 'webhook', url: 'https://example.com' };
const firing: Asked = { type: 'alert.firing', source: 'tocsin', data: alertData() };
const silence = {
  ...{ id: 'sil_1', project: 'p', reason: 'known', actor: 'key_1', createdAt: 0, until: 1_000 },
  matchers: [],
};

it.each<[string, Settings, Asked, object]>([
  [
    'its type',
    slack,
    firing,
    { told: 'yes', reason: 'alert.* matches; in one message with what else comes within 30 s' },
  ],
  [
    'its type, told alone',
    { ...slack, grouping: { by: [], waitSeconds: 0 } },
    firing,
    { told: 'yes', reason: 'alert.* matches' },
  ],
  [
    'another type',
    slack,
    { ...firing, type: 'a.b' },
    { told: 'no', reason: 'a.b is none of its event types' },
  ],
  [
    'its filter',
    { ...slack, filter: { data: { severity: ['critical'] } } },
    firing,
    { told: 'yes', reason: 'alert.* and its filter match; in one message with what else comes within 30 s' },
  ],
  [
    'another filter',
    { ...slack, filter: { data: { severity: ['info'] } } },
    firing,
    { told: 'no', reason: 'its filter does not match' },
  ],
  [
    'disabled',
    { ...slack, status: 'disabled', disabledReason: 'failing' },
    firing,
    { told: 'held', reason: 'it is disabled (failing): kept until it is recovered' },
  ],
  [
    'an end',
    slack,
    { ...firing, type: 'alert.resolved' },
    { told: 'yes', reason: 'alert.* matches; if it was told that the alert fires' },
  ],
  [
    'the log',
    { ...slack, destination: { kind: 'log' } },
    firing,
    { told: 'yes', reason: 'alert.* matches; written to the log, nobody is told' },
  ],
])('%s', (_, subscription, event, expected) => {
  expect(explain(subscription, event, [], 0)).toEqual(expected);
});

it('6.1 a silence concerns people, and no machines', () => {
  const reason = 'silenced by sil_1 until 1970-01-01T00:00:01.000Z (known)';
  expect(explain(slack, firing, compileSilences([silence]), 0)).toEqual({ told: 'later', reason });
  expect(explain({ ...slack, destination: webhook }, firing, compileSilences([silence]), 0)).toMatchObject({
    told: 'yes',
  });
  expect(explain(slack, firing, compileSilences([silence]), 1_000)).toMatchObject({ told: 'yes' });
});
