import type { DeliveryState } from '../../../core/delivery/delivery';
import { DISCARDABLE, RECOVERABLE } from '../../../core/delivery/manual-try';
import { overdueSince } from '../../../core/delivery/overdue';
import {
  ALL_MEMBERS,
  amendment,
  asSeen,
  hasEnded,
  MAY,
  MEMBERS,
  readyFor,
  STATES,
  memberOf,
  transition,
  NO_ROW,
} from '../../../core/delivery/transitions';

const NOW = 1_000_000_000;

const seen = (state: DeliveryState) => asSeen({ state, attempt: 3, leaseUntil: NOW });
const membersOf = (state: DeliveryState): Record<string, string> => MEMBERS[state];

describe('A transition', () => {
  it.each(Object.entries(MAY).flatMap(([from, all]) => all.map((to) => ({ from, to }))))(
    'from $from to $to removes all that is neither set nor kept, and nothing else',
    ({ from, to }) => {
      const found = from === 'none' ? [NO_ROW] : seen(from as DeliveryState);
      const { remove } = transition(found, { state: to } as never);
      expect([...remove].sort()).toEqual(ALL_MEMBERS.filter((name) => membersOf(to)[name] !== 'kept').sort());
    },
  );

  it.each(STATES.flatMap((from) => STATES.flatMap((to) => (MAY[from].includes(to) ? [] : [{ from, to }]))))(
    'from $from to $to does not exist',
    ({ from, to }) => {
      expect(() => transition(seen(from), { state: to } as never)).toThrow(
        `A delivery that is ${from} cannot become ${to}`,
      );
    },
  );

  it('sets what is given, removes what is given as undefined, and says nothing of what is kept', () => {
    const next = { state: 'waiting', nextAt: 1, dueAt: 2, dueShard: 'due#0', notice: undefined } as const;
    expect(transition(seen('leased'), next)).toEqual({
      set: { state: 'waiting', nextAt: 1, dueAt: 2, dueShard: 'due#0' },
      remove: expect.arrayContaining(['leaseUntil', 'slot', 'expiresAt', 'reason', 'notice']) as string[],
      expect: [{ state: 'leased', attempt: 3, leaseUntil: NOW }],
    });
  });

  it('2.2 of a claim expects that nobody holds a lease on this attempt', () => {
    expect(transition(readyFor(3, NOW), { state: 'leased', leaseUntil: NOW + 1 }).expect).toEqual([
      { state: 'queued', attempt: 3 },
      { state: 'waiting', attempt: 3 },
      { state: 'leased', attempt: 3, leaseUntil: { below: NOW } },
    ]);
  });

  it('expects only those of the states from which it exists', () => {
    const next = { state: 'queued', dueShard: 'due#0', dueAt: NOW } as const;
    expect(transition(memberOf('ntc_1'), next).expect).toEqual([{ state: 'dead', notice: 'ntc_1' }]);
  });
});

describe('An amendment', () => {
  it('expects a state that has the members that change', () => {
    const any = STATES.map((state) => ({ state, where: { attempt: 3 } }));
    const states = amendment(any, { dueAt: NOW }).expect.map(({ state }) => state);
    expect(states).toEqual(['queued', 'leased', 'waiting', 'parked', 'grouped']);
  });

  it('of a state that has no such member is refused', () => {
    expect(() => amendment(seen('delivered'), { z: 'z' })).toThrow('A delivery that is delivered has no z');
  });
});

describe('The table of states', () => {
  it('2.7 lets what has ended, and nothing else, be forgotten', () => {
    const ended = STATES.filter((state) => hasEnded({ state } as never));
    expect(ended).toEqual(['delivered', 'dead', 'withheld', 'discarded']);
    expect(STATES.filter((state) => 'z' in MEMBERS[state] && ended.includes(state))).toEqual(['dead']);
  });

  it('2.8 agrees with what can be recovered and what can be discarded', () => {
    expect(RECOVERABLE.every((state) => MAY[state].includes('queued'))).toBe(true);
    expect(DISCARDABLE.every((state) => MAY[state].includes('discarded'))).toBe(true);
    const open = STATES.filter((state) => !hasEnded({ state } as never) && state !== 'leased');
    expect(DISCARDABLE).toEqual(open);
  });

  it('2.9 agrees with what is overdue: every state that has a wake-up can miss it, and no other', () => {
    const longAgo = NOW - 86_400_000;
    const late = {
      acceptedAt: longAgo,
      leaseUntil: longAgo,
      nextAt: longAgo,
      dueAt: longAgo,
      dueShard: 'due#0',
    };
    const overdue = STATES.filter(
      (state) => overdueSince({ state, ...late }, { exists: true, discarding: false }, NOW) !== undefined,
    );
    expect(overdue).toEqual(STATES.filter((state) => 'dueAt' in MEMBERS[state]));
  });
});
