import type { Breaker } from '../../../core/delivery/breaker';
import { gate } from '../../../core/delivery/gate';
import { isSlow, slowMark } from '../../../core/delivery/pace';

const NOW = 1_800_000_000_000;
const breaker = (state: Breaker['state']): Breaker => ({
  ...{ project: 'prj_1', subscription: 'sub_1', version: 1, failures: 10 },
  state,
});
const slow = { slowUntil: NOW + 1 };

describe('gate', () => {
  it.each([
    ['an endpoint that is well', {}, {}, 'fast', 'attempt'],
    ['a failing one whose breaker is closed', { breaker: breaker('closed') }, {}, 'fast', 'attempt'],
    ['an open breaker', { breaker: breaker('open') }, {}, 'fast', 'park'],
    ['an open breaker of a slow endpoint', { breaker: breaker('open'), pace: slow }, {}, 'slow', 'park'],
    ['a probe', { breaker: breaker('open') }, { probe: true }, 'fast', 'attempt'],
    [
      'a probe of a slow endpoint',
      { breaker: breaker('open'), pace: slow },
      { probe: true },
      'fast',
      'slowLane',
    ],
    ['a draining breaker', { breaker: breaker('draining') }, {}, 'fast', 'attempt'],
    ["a person's try", { breaker: breaker('open') }, { manual: true }, 'fast', 'attempt'],
    ['a test', { breaker: breaker('open'), pace: slow }, { test: true }, 'fast', 'attempt'],
    ['a slow endpoint', { pace: slow }, {}, 'fast', 'slowLane'],
    ['a slow endpoint, on its lane', { pace: slow }, {}, 'slow', 'attempt'],
    ['one that was slow', { pace: { slowUntil: NOW } }, {}, 'fast', 'attempt'],
  ] as const)('%s', (_, endpoint, message, lane, passage) => {
    expect(gate(endpoint, message, lane, NOW)).toBe(passage);
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
});
