import { type MuteWindow, mutedUntil } from '../../../core/notice/mute-window';

const night: MuteWindow = { from: '22:00', to: '07:00', timeZone: 'Europe/Paris' };
const weekend: MuteWindow = { days: ['sat', 'sun'], from: '00:00', to: '00:00', timeZone: 'UTC' };
const fridayNight: MuteWindow = { days: ['fri'], from: '22:00', to: '07:00', timeZone: 'UTC' };
const wholeDay: MuteWindow = { days: ['sat'], from: '00:00', to: '24:00', timeZone: 'UTC' };
const lunch: MuteWindow = { from: '12:00', to: '13:00', timeZone: 'America/New_York' };

// 2026-01-30 is a Friday; Paris is an hour ahead of UTC then, New York five behind.
it.each<[string, MuteWindow, string, string | undefined]>([
  ['before the night', night, '2026-01-30T20:59:59Z', undefined],
  ['at its beginning', night, '2026-01-30T21:00:00Z', '2026-01-31T06:00:00Z'],
  ['after midnight', night, '2026-01-31T05:59:30Z', '2026-01-31T06:00:00Z'],
  ['at its end', night, '2026-01-31T06:00:00Z', undefined],
  ['in summer', night, '2026-07-01T20:00:00Z', '2026-07-02T05:00:00Z'],
  ['before the weekend', weekend, '2026-01-30T23:59:00Z', undefined],
  ['on Saturday', weekend, '2026-01-31T00:00:00Z', '2026-02-01T00:00:00Z'],
  ['on Sunday', weekend, '2026-02-01T23:00:00Z', '2026-02-02T00:00:00Z'],
  ['the night that began on Friday', fridayNight, '2026-01-31T06:00:00Z', '2026-01-31T07:00:00Z'],
  ['the night that began on Thursday', fridayNight, '2026-01-30T06:00:00Z', undefined],
  ['of a whole day by its end', wholeDay, '2026-01-31T23:59:30Z', '2026-02-01T00:00:00Z'],
  ['of a whole day, the day after', wholeDay, '2026-02-01T00:00:00Z', undefined],
  ['at noon elsewhere', lunch, '2026-01-30T17:30:10Z', '2026-01-30T18:00:00Z'],
])('6.1 a mute window %s', (_, window, at, expected) => {
  const until = mutedUntil([window], Date.parse(at));
  expect(until === undefined ? undefined : new Date(until).toISOString()).toBe(
    expected?.replace('Z', '.000Z'),
  );
});

it('6.1 of several mute windows the one that ends last counts', () => {
  const at = Date.parse('2026-01-31T05:00:00Z');
  expect(mutedUntil([night, weekend], at)).toBe(Date.parse('2026-02-01T00:00:00Z'));
  expect(mutedUntil([], at)).toBeUndefined();
});
