import { directive, type Hold } from '../../../core/agent/directive';

const NOW = Date.parse('2026-03-01T12:00:00.000Z');
const hold = (id: string, more: Partial<Hold>): Hold => ({
  id,
  kind: 'pause',
  actor: 'key_1',
  reason: 'r',
  ...more,
});
const asked = (...holds: Hold[]) => directive('bot', [{ holds, version: 1 }], NOW);

describe('directive', () => {
  it('5.5 is running at version 0 if nothing was ever asked', () => {
    const nothing = { agent: 'bot', state: 'running', modelSwitches: [], holds: [], version: 0 };
    expect(directive('bot', [], NOW)).toEqual(nothing);
  });

  it.each<[string, Partial<Hold>, 'paused' | 'running']>([
    ['a pause', {}, 'paused'],
    ['a pause that has not ended', { until: NOW + 1 }, 'paused'],
    ['a pause that ends now', { until: NOW }, 'running'],
    ['a review', { kind: 'review' }, 'paused'],
    ['a review that pauses', { kind: 'review', pauses: true }, 'paused'],
    ['a review that does not pause', { kind: 'review', pauses: false }, 'running'],
    ['a switch', { kind: 'switchModel', from: 'a', to: 'b' }, 'running'],
  ])('5.1 with %s', (_, more, state) => expect(asked(hold('h', more)).state).toBe(state));

  it('5.1 is paused while any pause is live: an expiry ends its own hold only', () => {
    const both = asked(hold('over', { until: NOW }), hold('live', {}));
    expect(both.state).toBe('paused');
    expect(both.holds.map(({ id }) => id)).toEqual(['live']);
  });

  it('5.1 names the live switches in order, and each hold with its end', () => {
    const shown = asked(
      hold('1', { kind: 'switchModel', from: 'big', to: 'small', until: NOW + 1_000, actor: 'mon_1' }),
      hold('2', { kind: 'switchModel', from: 'old', to: 'new' }),
      hold('3', { kind: 'switchModel', from: 'x', to: 'y', until: NOW - 1 }),
    );
    expect(shown.modelSwitches).toEqual([
      { from: 'big', to: 'small' },
      { from: 'old', to: 'new' },
    ]);
    expect(shown.holds).toEqual([
      { id: '1', kind: 'switchModel', actor: 'mon_1', reason: 'r', until: '2026-03-01T12:00:01.000Z' },
      { id: '2', kind: 'switchModel', actor: 'key_1', reason: 'r', until: null },
    ]);
  });

  it('5.2 adds what all agents of the project are asked', () => {
    const rows = [
      { holds: [], version: 3 },
      { holds: [hold('all', {})], version: 2 },
    ];
    expect(directive('bot', rows, NOW)).toMatchObject({
      state: 'paused',
      version: 5,
      holds: [{ id: 'all' }],
    });
  });
});
