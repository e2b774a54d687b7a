import { durationMs, sinceWord, spendSpan, type Since } from '../../../core/price/spend-span';

const at = (text: string): number => Date.parse(text);
// A Wednesday.
const NOW = at('2026-04-01T12:00:00Z');
const OLDEST = at('2026-01-01T00:00:00Z');
const spanOf = (
  since: Since,
  timeZone: string,
  { until, oldest = OLDEST }: { until?: number; oldest?: number } = {},
) => {
  const span = spendSpan({ since, until, timeZone }, NOW, oldest);
  return [...[span.since, span.until].map((ms) => new Date(ms).toISOString()), span.isCut];
};

it.each([
  ['today', 'UTC', '2026-04-01T00:00:00.000Z', '2026-04-01T12:00:00.000Z'],
  ['today', 'Europe/Paris', '2026-03-31T22:00:00.000Z', '2026-04-01T12:00:00.000Z'],
  ['today', 'Pacific/Auckland', '2026-04-01T11:00:00.000Z', '2026-04-01T12:00:00.000Z'],
  ['yesterday', 'UTC', '2026-03-31T00:00:00.000Z', '2026-04-01T00:00:00.000Z'],
  ['yesterday', 'America/New_York', '2026-03-31T04:00:00.000Z', '2026-04-01T04:00:00.000Z'],
  ['week', 'UTC', '2026-03-30T00:00:00.000Z', '2026-04-01T12:00:00.000Z'],
  ['month', 'Europe/Paris', '2026-03-31T22:00:00.000Z', '2026-04-01T12:00:00.000Z'],
  ['month', 'UTC', '2026-04-01T00:00:00.000Z', '2026-04-01T12:00:00.000Z'],
] as const)('%s in %s is from %s to %s', (word, timeZone, since, until) => {
  expect(spanOf({ word }, timeZone)).toEqual([since, until, false]);
});

it('Yesterday has 23 hours on the day after the clock was set forward', () => {
  const now = at('2026-03-30T10:00:00Z');
  const span = spendSpan({ since: { word: 'yesterday' }, timeZone: 'Europe/Paris' }, now, OLDEST);
  expect(span.until - span.since).toBe(23 * 3_600_000);
});

it('A duration goes back from now, a time stands by itself, and an end that is given is taken', () => {
  expect(spanOf({ agoMs: 90 * 60_000 }, 'UTC')).toEqual([
    ...['2026-04-01T10:30:00.000Z', '2026-04-01T12:00:00.000Z', false],
  ]);
  const until = at('2026-03-31T01:00:00Z');
  expect(spanOf({ at: at('2026-03-30T00:00:00Z') }, 'UTC', { until })).toEqual([
    ...['2026-03-30T00:00:00.000Z', '2026-03-31T01:00:00.000Z', false],
  ]);
  expect(spanOf({ word: 'yesterday' }, 'UTC', { until })[1]).toBe('2026-03-31T01:00:00.000Z');
});

it('A period of which a part is no longer kept begins with what is kept, and says so', () => {
  const oldest = at('2026-03-30T06:00:00Z');
  expect(spanOf({ word: 'week' }, 'UTC', { oldest })).toEqual([
    ...['2026-03-30T06:00:00.000Z', '2026-04-01T12:00:00.000Z', true],
  ]);
});

it.each([
  ['90m', 90 * 60_000],
  ['24h', 24 * 3_600_000],
  ['7d', 7 * 86_400_000],
  ...['0m', '7', 'd', '1w', '-1d', '1.5h', '1d ', '1234567m', ''].map((text) => [text, undefined] as const),
] as const)('The duration %j is %j ms', (text, ms) => {
  expect(durationMs(text)).toBe(ms);
});

it('A period has a name of its own, and no other', () => {
  expect(['today', 'Today', 'toString', ''].map(sinceWord)).toEqual([
    'today',
    undefined,
    undefined,
    undefined,
  ]);
});
