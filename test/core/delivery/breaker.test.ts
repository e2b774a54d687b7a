import {
  afterFailures,
  afterSuccess,
  type Breaker,
  countsFailures,
  DEFAULT_BREAKER,
  DISABLE_AFTER_MS,
  drainRate,
  EMPTY_FOR_MS,
  healthOf,
  isDrained,
  probeIntervalMs,
  verdictOf,
} from '../../../core/delivery/breaker';

const NOW = 1_800_000_000_000;
const breaker = (more: Partial<Breaker> = {}): Breaker => ({
  ...{ project: 'prj_1', subscription: 'sub_1', state: 'closed', version: 1 },
  ...{ failures: 10, failingSince: NOW - 60_000 },
  ...more,
});

describe('2.5 what an attempt says about its endpoint', () => {
  it.each([
    [{ status: 200 }, 'well'],
    [{ status: 204 }, 'well'],
    [{ status: 500, error: 'http_5xx' }, 'failed'],
    [{ status: 404, error: 'http_4xx' }, 'failed'],
    [{ status: 429, error: 'http_4xx' }, 'failed'],
    [{ error: 'timeout' }, 'failed'],
    [{ status: 200, error: 'timeout' }, 'failed'],
    [{ status: 413, error: 'http_4xx' }, 'neither'],
    [{ status: 410, error: 'http_4xx' }, 'neither'],
  ] as const)('%j: %s', (attempt, verdict) => expect(verdictOf(attempt)).toBe(verdict));

  it.each([
    [[], { succeeded: false, failures: 0 }],
    [['failed', 'failed'], { succeeded: false, failures: 2 }],
    [['failed', 'well'], { succeeded: true, failures: 0 }],
    [['well', 'failed', 'neither', 'failed'], { succeeded: true, failures: 2 }],
    [['neither'], { succeeded: false, failures: 0 }],
  ] as const)('a batch of %j: %j', (verdicts, health) =>
    expect(healthOf(verdicts.map((verdict) => ({ verdict })))).toEqual(health),
  );

  it('The newest failure since the last success is the error that the owner is shown', () => {
    const error = (delivery: string) => ({ delivery, at: NOW, status: 401 });
    const failed = (delivery: string) => ({ verdict: 'failed' as const, error: error(delivery) });
    expect(healthOf([failed('dlv_1'), failed('dlv_2')]).lastError).toEqual(error('dlv_2'));
    expect(healthOf([failed('dlv_1'), { verdict: 'well' }])).not.toHaveProperty('lastError');
  });
});

describe('2.5 opening', () => {
  it.each([
    ['ten failures over a minute', breaker(), 'open'],
    ['nine', breaker({ failures: 9 }), 'nothing'],
    ['ten within a minute', breaker({ failingSince: NOW - 59_999 }), 'nothing'],
    ['ten more while it is open', breaker({ state: 'open' }), 'nothing'],
    ['ten at once while it drains', breaker({ state: 'draining', failingSince: NOW }), 'open'],
    ['nine while it drains', breaker({ state: 'draining', failures: 9 }), 'nothing'],
  ] as const)('%s: %s', (_, seen, next) => expect(afterFailures(seen, DEFAULT_BREAKER, NOW)).toBe(next));

  it('is settable', () => {
    const own = { failures: 2, seconds: 0 };
    expect(afterFailures(breaker({ failures: 2, failingSince: NOW }), own, NOW)).toBe('open');
    expect(afterFailures(breaker({ failures: 1, failingSince: NOW }), own, NOW)).toBe('nothing');
  });

  it.each([
    ['the first failure', undefined, true],
    ['while there are too few', breaker({ failures: 9 }), true],
    ['not while only time is missing', breaker({ failingSince: NOW - 1_000 }), false],
    ['when that has passed', breaker(), true],
    ['not while it is open', breaker({ state: 'open' }), false],
    ['while it drains', breaker({ state: 'draining', failures: 0 }), true],
  ] as const)('counts %s', (_, seen, counted) =>
    expect(countsFailures(seen, DEFAULT_BREAKER, NOW)).toBe(counted),
  );
});

describe('2.5 closing', () => {
  it.each([
    ['an endpoint that is well', undefined, 'nothing'],
    ['one that has failed a little', breaker({ failures: 3 }), 'forget'],
    ['one whose breaker is open', breaker({ state: 'open' }), 'drain'],
    ['one that drains after failures', breaker({ state: 'draining', failures: 1 }), 'reset'],
    [
      'one that drains without a success so far',
      breaker({ state: 'draining', failures: 0, openedAt: 1 }),
      'reset',
    ],
    ['one that drains well', breaker({ state: 'draining', failures: 0 }), 'nothing'],
  ] as const)('a success of %s: %s', (_, seen, recovery) => expect(afterSuccess(seen)).toBe(recovery));

  it('probes after 1, 2, 4 ... 60 minutes', () => {
    const minutes = [0, 1, 2, 3, 4, 5, 6, 7, 100].map((probes) => probeIntervalMs(probes) / 60_000);
    expect(minutes).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60]);
  });

  it.each([
    ['begins small', { failures: 0 }, undefined, 10],
    ['doubles', { failures: 0, drainPerMinute: 10 }, undefined, 20],
    ['halves after a failure', { failures: 1, drainPerMinute: 40 }, undefined, 20],
    ['never stops', { failures: 1, drainPerMinute: 1 }, undefined, 1],
    ['has a bound', { failures: 0, drainPerMinute: 3_000 }, undefined, 3_000],
    ['keeps the rate limit', { failures: 0, drainPerMinute: 80 }, 1, 60],
    ['keeps a small one', { failures: 0 }, 0.01, 1],
  ])('the rate of what follows %s', (_, seen, perSecond, rate) =>
    expect(drainRate(seen, perSecond)).toBe(rate),
  );

  it('ends when nothing was found twice, some time apart', () => {
    expect(isDrained({}, NOW)).toBe(false);
    expect(isDrained({ emptySince: NOW - EMPTY_FOR_MS + 1 }, NOW)).toBe(false);
    expect(isDrained({ emptySince: NOW - EMPTY_FOR_MS }, NOW)).toBe(true);
  });
});

describe('2.6 disabling', () => {
  const since = NOW - DISABLE_AFTER_MS;
  it.each([
    ['five days of nothing but failure', breaker({ failingSince: since }), 0, 'disable'],
    ['also while it is open', breaker({ state: 'open', failingSince: since }), 0, 'disable'],
    ['a little less', breaker({ state: 'open', failingSince: since + 1 }), 0, 'nothing'],
    ['enabled again since', breaker({ state: 'open', failingSince: since }), NOW - 1, 'nothing'],
    ['few failures', breaker({ failingSince: since, failures: 9 }), 0, 'nothing'],
  ] as const)('%s', (_, seen, enabledAt, next) =>
    expect(afterFailures(seen, DEFAULT_BREAKER, NOW, enabledAt)).toBe(next),
  );
});
