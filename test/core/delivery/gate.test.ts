import type { Breaker } from '../../../core/delivery/breaker';
import { gate } from '../../../core/delivery/gate';
import { isProven, isSlow, provenMark, slowMark } from '../../../core/delivery/pace';

const NOW = 1_800_000_000_000;
const breaker = (state: Breaker['state']): Breaker => ({
  ...{ project: 'prj_1', subscription: 'sub_1', version: 1, failures: 10 },
  state,
});
const slow = { slowUntil: NOW + 1 };
const proven = { provenAt: NOW - 1 };

describe('gate', () => {
  it.each([
    ['an endpoint that is well', { pace: proven }, {}, 'fast', 'attempt'],
    [
      'a failing one whose breaker is closed',
      { breaker: breaker('closed'), pace: proven },
      {},
      'fast',
      'attempt',
    ],
    ['an open breaker', { breaker: breaker('open'), pace: proven }, {}, 'fast', 'park'],
    ['an open breaker of a slow endpoint', { breaker: breaker('open'), pace: slow }, {}, 'slow', 'park'],
    ['a probe', { breaker: breaker('open'), pace: proven }, { probe: true }, 'fast', 'attempt'],
    [
      'a probe of a slow endpoint',
      { breaker: breaker('open'), pace: slow },
      { probe: true },
      'fast',
      'slowLane',
    ],
    ['a draining breaker', { breaker: breaker('draining'), pace: proven }, {}, 'fast', 'attempt'],
    ["a person's try", { breaker: breaker('open'), pace: proven }, { manual: true }, 'fast', 'attempt'],
    ['a test', { breaker: breaker('open'), pace: proven }, { test: true }, 'fast', 'attempt'],
    [
      'a test of a slow endpoint',
      { breaker: breaker('open'), pace: slow },
      { test: true },
      'fast',
      'slowLane',
    ],
    ["a person's try of a new endpoint", {}, { manual: true }, 'fast', 'slowLane'],
    ['a slow endpoint', { pace: slow }, {}, 'fast', 'slowLane'],
    ['a slow endpoint, on its lane', { pace: slow }, {}, 'slow', 'attempt'],
    [
      'one that was slow and has not answered quickly since',
      { pace: { slowUntil: NOW } },
      {},
      'fast',
      'slowLane',
    ],
    ['one that has never answered', {}, {}, 'fast', 'slowLane'],
    ['one that has never answered, on the slow lane', {}, {}, 'slow', 'attempt'],
  ] as const)('%s', (_, endpoint, message, lane, verdict) => {
    expect(gate(endpoint, message, lane, NOW)).toBe(verdict);
  });
});

describe('pace', () => {
  it('marks an endpoint for ten minutes, anew when half of that is over', () => {
    const mark = slowMark(undefined, NOW)!;
    expect(mark).toEqual({ slowUntil: NOW + 600_000 });
    expect(slowMark(mark, NOW + 299_999)).toBeUndefined();
    expect(slowMark(mark, NOW + 300_000)).toEqual({ slowUntil: NOW + 900_000 });
    expect([isSlow(mark, NOW), isSlow(mark, NOW + 600_000), isSlow(undefined, NOW)]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it.each([
    ['A quick first answer proves an endpoint', undefined, 1_999, { provenAt: NOW }],
    ['A slow first answer proves nothing', undefined, 2_000, undefined],
    ['A quick answer proves nothing while the endpoint counts as slow', slow, 10, undefined],
    ['A quick answer proves an endpoint that was slow', { slowUntil: NOW }, 10, { provenAt: NOW }],
    ['What is proven is not written again', { provenAt: NOW - 1 }, 10, undefined],
  ])('%s', (_, pace, tookMs, mark) => {
    expect(provenMark(pace, tookMs, NOW)).toEqual(mark);
  });

  it('A slow attempt takes the proof away', () => {
    expect(isProven(slowMark(proven, NOW))).toBe(false);
  });
});
