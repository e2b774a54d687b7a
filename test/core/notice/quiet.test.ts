import type { StoredHold } from '../../../core/agent/agent';
import type { Alert } from '../../../core/alert/alert';
import type { Ledger } from '../../../core/notice/ledger';
import { judgeNotice, type NoticeFacts, type Telling } from '../../../core/notice/quiet';
import { compileSilences, type CompiledSilence } from '../../../core/notice/silence';
import { alertData } from '../destination/kinds/samples';

const NOW = Date.parse('2026-01-31T12:00:00.000Z');
const MINUTE = 60_000;

const alert = { severity: 'critical', threshold: 5, status: 'firing' } as Alert;
const ledger = (firing: Ledger['firing']) => ({ firing });
const silence = (value: string, until = NOW + 60 * MINUTE): CompiledSilence => {
  const matchers = [{ name: 'source', op: '=' as const, value }];
  const fields = { id: 'sil_1', project: 'prj_1', reason: 'known', actor: 'key_1', createdAt: 0, until };
  const [compiled] = compileSilences([{ ...fields, matchers }]);
  if (!compiled) throw new Error('The silence was not taken');
  return compiled;
};
const hold = (alert?: string, more: Partial<StoredHold> = {}): StoredHold => ({
  ...{ id: 'hold_1', kind: 'pause', actor: 'key_1', reason: 'x', createdAt: 0, by: 'human' },
  ...(alert !== undefined && { alert }),
  ...more,
});
const firing: Telling = { type: 'alert.firing', data: alertData() };
const sequel = (type: 'alert.acknowledged' | 'alert.resolved'): Telling => ({ type, data: alertData() });
const asked = (telling: Telling, more: Partial<NoticeFacts> = {}) =>
  judgeNotice(telling, {
    alert,
    ledger: undefined,
    silences: [],
    options: {},
    holds: [],
    acceptedAt: NOW,
    now: NOW,
    ...more,
  });

describe('6.3 a firing notice', () => {
  it('is sent while it fires', () => {
    expect(asked(firing)).toEqual({ do: 'send' });
  });

  it.each([
    ['is resolved', { ...alert, status: 'resolved' as const }, 'resolved'],
    ['is gone', undefined, 'resolved'],
    ['has become graver', { ...alert, severity: 'warning' as const }, 'stale'],
    ['has crossed another threshold', { ...alert, threshold: 10 }, 'stale'],
  ])('is withheld if its alert %s', (_, now, reason) => {
    expect(asked(firing, { alert: now })).toEqual({ do: 'withhold', reason });
  });
});

describe('6.1 quiet of other kinds', () => {
  it('has a firing notice wait while its agent is paused, but for a hold of its own', () => {
    const wait = { do: 'wait', until: NOW + 5 * MINUTE, reason: 'agentPaused' };
    expect(asked(firing, { holds: [hold()] })).toEqual(wait);
    expect(asked(firing, { holds: [hold('alt_other')] })).toEqual(wait);
    expect(asked(firing, { holds: [hold('alt_other'), hold(firing.data.id)] })).toEqual({
      do: 'send',
    });
  });

  it('has it wait in a mute window, and looks again before its end', () => {
    const options = { muteWindows: [{ from: '11:00', to: '12:02', timeZone: 'UTC' }] };
    expect(asked(firing, { options })).toEqual({ do: 'wait', until: NOW + 2 * MINUTE, reason: 'muted' });
    expect(asked(firing, { options, now: NOW + 2 * MINUTE })).toEqual({ do: 'send' });
  });
});

describe('6.4 an escalation', () => {
  const options = { delaySeconds: 900, unless: ['acknowledged' as const] };

  it('comes after its delay', () => {
    expect(asked(firing, { options })).toEqual({ do: 'wait', until: NOW + 15 * MINUTE, reason: 'delayed' });
    expect(asked(firing, { options, now: NOW + 15 * MINUTE })).toEqual({ do: 'send' });
  });

  it('does not come if somebody has seen to it', () => {
    const acknowledged = { ...alert, acknowledgedAt: NOW };
    const later = { options, now: NOW + 15 * MINUTE };
    expect(asked(firing, { ...later, alert: acknowledged })).toEqual({
      do: 'withhold',
      reason: 'acknowledged',
    });
    const resolved = { ...alert, status: 'resolved' as const };
    expect(asked(firing, { ...later, alert: resolved })).toEqual({ do: 'withhold', reason: 'resolved' });
    const regardless = { ...later, options: { delaySeconds: 900 } };
    expect(asked(firing, { ...regardless, alert: acknowledged })).toEqual({ do: 'send' });
  });
});

describe('a test of who is told', () => {
  const data = alertData({ test: true });

  it('is sent although nothing fires, and its end waits for its beginning', () => {
    expect(asked({ type: 'alert.firing', data }, { alert: undefined })).toEqual({ do: 'send' });
    const end: Telling = { type: 'alert.resolved', data };
    expect(asked(end, { alert: undefined })).toMatchObject({ do: 'wait', reason: 'firingUnderWay' });
    expect(asked(end, { alert: undefined, ledger: ledger('accepted') })).toEqual({ do: 'send' });
    const late = { alert: undefined, now: NOW + 3 * 60 * MINUTE };
    expect(asked(end, late)).toEqual({ do: 'withhold', reason: 'neverTold' });
  });

  it('is withheld by a silence, as it is over before that ends', () => {
    expect(asked({ type: 'alert.firing', data }, { silences: [silence('support-bot')] })).toEqual({
      ...{ do: 'withhold', reason: 'silenced by sil_1' },
    });
  });
});

describe('6.3 what comes after it', () => {
  it.each(['alert.acknowledged', 'alert.resolved'] as const)('%s waits while firing is under way', (type) => {
    const there = { ledger: ledger('underWay') };
    const reason = 'firingUnderWay';
    expect(asked(sequel(type), there)).toEqual({ do: 'wait', until: NOW + MINUTE / 2, reason });
    const hour = NOW + 60 * MINUTE;
    expect(asked(sequel(type), { ...there, now: hour })).toMatchObject({ until: hour + 30 * MINUTE });
    const later = NOW + 3 * 60 * MINUTE;
    expect(asked(sequel(type), { ...there, now: later })).toEqual({ do: 'withhold', reason: 'neverTold' });
  });

  it.each([undefined, ledger('failed'), ledger('withheld')])('is withheld after %j', (now) => {
    expect(asked(sequel('alert.resolved'), { ledger: now })).toEqual({ do: 'withhold', reason: 'neverTold' });
  });

  it('goes where firing was accepted', () => {
    const resolved = { ...alert, status: 'resolved' as const, acknowledgedAt: NOW };
    const there = { ledger: ledger('accepted') };
    expect(asked(sequel('alert.resolved'), { ...there, alert: resolved })).toEqual({ do: 'send' });
    const acknowledged = { ...alert, acknowledgedAt: NOW };
    expect(asked(sequel('alert.acknowledged'), { ...there, alert: acknowledged })).toEqual({ do: 'send' });
    const stale = { do: 'withhold', reason: 'stale' };
    expect(asked(sequel('alert.acknowledged'), { ...there, alert: resolved })).toEqual(stale);
    expect(asked(sequel('alert.acknowledged'), { ...there, alert })).toEqual(stale);
  });
});

describe('6.1 a silence', () => {
  it('has a firing notice wait for its end, and looks again before', () => {
    const reason = 'silenced by sil_1';
    expect(asked(firing, { silences: [silence('support-bot')] })).toEqual({
      ...{ do: 'wait', until: NOW + 5 * MINUTE, reason },
    });
    expect(asked(firing, { silences: [silence('support-bot', NOW + 7)] })).toEqual({
      ...{ do: 'wait', until: NOW + 7, reason },
    });
  });

  it('does not concern others, nor what comes after its end, nor those who have heard that it fires', () => {
    expect(asked(firing, { silences: [silence('other')] })).toEqual({ do: 'send' });
    expect(asked(firing, { silences: [silence('support-bot', NOW)] })).toEqual({ do: 'send' });
    const there = { silences: [silence('support-bot')], ledger: ledger('accepted') };
    expect(asked(sequel('alert.resolved'), there)).toEqual({ do: 'send' });
  });
});
