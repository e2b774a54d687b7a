import { newAgent, type Agent, type StoredHold } from '../../../core/agent/agent';
import type { AgentChange } from '../../../core/agent/change';
import { directive } from '../../../core/agent/directive';
import { added, decided, dueAtOf, expired, liftedWithAlert, resumed } from '../../../core/agent/holds';
import { pausedMsAt } from '../../../core/agent/paused-time';

const MINUTE = 60_000;
const COOLDOWN = 15 * MINUTE;

const cause = (now: number, actor = 'key_1') => ({ actor, reason: 'because', now });

const hold = (more: Partial<StoredHold> = {}): StoredHold => ({
  ...{ id: 'h1', kind: 'pause', actor: 'key_1', reason: 'because', by: 'human', createdAt: 0 },
  ...more,
});
const machine = (more: Partial<StoredHold> = {}): StoredHold =>
  hold({ id: 'm1', by: 'machine', actor: 'monitor mon_1', alert: 'alt_1', monitor: 'mon_1', ...more });

const bot = newAgent('prj_1', 'bot');

function changeOf(outcome: AgentChange | 'withheld' | undefined): AgentChange {
  if (typeof outcome !== 'object') throw new Error(`There was no change: ${outcome}`);
  return outcome;
}

/** The agent with these holds, one after the other. */
const held = (...holds: StoredHold[]): Agent =>
  holds.reduce((agent, one) => changeOf(added(agent, one, cause(one.createdAt))).agent, bot);

const types = ({ events }: AgentChange): string[] => events.map(({ type }) => type);
const stateOf = (agent: Agent, now: number): string => directive('bot', [agent], now).state;

describe('5.1 an agent is a set of holds', () => {
  it('5.1 is paused while any pause or pausing review is live', () => {
    expect(stateOf(bot, 0)).toBe('running');
    expect(stateOf(held(hold()), 0)).toBe('paused');
    expect(stateOf(held(hold({ kind: 'review' })), 0)).toBe('paused');
    expect(stateOf(held(hold({ kind: 'review', pauses: false })), 0)).toBe('running');
    expect(stateOf(held(hold({ kind: 'switchModel', from: 'a', to: 'b' })), 0)).toBe('running');
  });

  it('5.1 checks the end of a hold on every read; the sweep only announces it', () => {
    const agent = held(hold({ until: MINUTE }));
    expect([stateOf(agent, MINUTE - 1), stateOf(agent, MINUTE)]).toEqual(['paused', 'running']);
    expect(dueAtOf(agent, 0)).toBe(MINUTE);
    const after = expired(agent, MINUTE);
    expect(after && types(after)).toEqual(['agent.resumed']);
    expect(after?.agent.holds).toEqual([]);
  });

  it('5.1 an expiry ends its own hold only', () => {
    const agent = held(hold({ until: MINUTE }), hold({ id: 'h2' }));
    const after = expired(agent, MINUTE);
    expect(after?.agent.holds.map(({ id }) => id)).toEqual(['h2']);
    expect(after && types(after)).toEqual([]);
    expect(expired(agent, MINUTE - 1)).toBeUndefined();
  });

  it('5.1 tells of the first pause and the last, not of those between', () => {
    expect(types(changeOf(added(bot, hold(), cause(0))))).toEqual(['agent.paused']);
    expect(types(changeOf(added(held(hold()), hold({ id: 'h2' }), cause(1))))).toEqual([]);
  });

  it('a hold that is there is not added again', () => {
    expect(added(held(hold()), hold(), cause(1))).toBeUndefined();
  });

  it('tells of switches, and of their end', () => {
    const switched = changeOf(
      added(bot, machine({ kind: 'switchModel', from: 'a', to: 'b', until: 9 }), cause(0)),
    );
    expect(types(switched)).toEqual(['agent.model.switched']);
    const over = expired(switched.agent, 9);
    expect(over && types(over)).toEqual(['agent.model.switched']);
    expect(directive('bot', [switched.agent], 0).modelSwitches).toEqual([{ from: 'a', to: 'b' }]);
  });

  it('every change has a version of its own, and its events too', () => {
    const one = changeOf(added(bot, hold(), cause(0)));
    const two = changeOf(added(changeOf(resumed(one.agent, cause(1))).agent, hold(), cause(2)));
    expect([one.agent.version, two.agent.version]).toEqual([1, 3]);
    expect(one.events[0]?.id).not.toBe(two.events[0]?.id);
  });
});

describe('5.3 machines', () => {
  const lasting = machine({ untilResolved: true });

  it('5.3 a machine lifts what ends with its alert, and no other hold', () => {
    const agent = held(lasting, machine({ id: 'm2' }), hold());
    const after = liftedWithAlert(agent, 'alt_1', cause(COOLDOWN, 'monitor mon_1'), COOLDOWN);
    expect(after?.agent.holds.map(({ id }) => id)).toEqual(['m2', 'h1']);
    expect(liftedWithAlert(agent, 'alt_2', cause(COOLDOWN), COOLDOWN)).toBeUndefined();
  });

  it('5.3 a machine never lifts a person’s hold', () => {
    const agent = held(hold({ alert: 'alt_1', untilResolved: true }));
    expect(liftedWithAlert(agent, 'alt_1', cause(COOLDOWN), 0)).toBeUndefined();
  });

  it('5.3 lifting within the cooldown waits for its end, and then comes by itself', () => {
    const agent = held(lasting);
    const after = liftedWithAlert(agent, 'alt_1', cause(MINUTE), COOLDOWN);
    expect(after && types(after)).toEqual([]);
    expect([COOLDOWN - 1, COOLDOWN].map((at) => stateOf(after?.agent ?? bot, at))).toEqual([
      'paused',
      'running',
    ]);
  });

  it('5.3 pausing is withheld within the cooldown after a machine has resumed', () => {
    const lifted = liftedWithAlert(held(lasting), 'alt_1', cause(COOLDOWN), COOLDOWN)?.agent ?? bot;
    const again = machine({ id: 'm2', alert: 'alt_2' });
    expect(added(lifted, again, cause(2 * COOLDOWN - 1), COOLDOWN)).toBe('withheld');
    expect(changeOf(added(lifted, again, cause(2 * COOLDOWN), COOLDOWN)).agent.holds).toHaveLength(1);
    expect(changeOf(added(lifted, hold(), cause(COOLDOWN + 1), COOLDOWN)).agent.holds).toHaveLength(1);
  });

  it('5.3 the opposite switch is withheld, the same one and an expiry are not opposite', () => {
    const there = held(machine({ kind: 'switchModel', from: 'a', to: 'b', until: 5 }));
    const back = machine({ id: 'm2', kind: 'switchModel', from: 'b', to: 'a' });
    const same = machine({ id: 'm3', kind: 'switchModel', from: 'a', to: 'b' });
    const after = expired(there, 5)?.agent ?? bot;
    expect(added(after, back, cause(MINUTE), COOLDOWN)).toBe('withheld');
    expect(changeOf(added(after, same, cause(MINUTE), COOLDOWN)).agent.holds).toHaveLength(1);
  });
});

describe('5.4 a person resumes', () => {
  const agent = held(
    hold(),
    machine(),
    machine({ id: 'm2', alert: 'alt_2', kind: 'review' }),
    machine({ id: 'm3', kind: 'switchModel', from: 'a', to: 'b' }),
  );

  it('5.4 lifts everything that pauses, and leaves the rest', () => {
    const after = changeOf(resumed(agent, cause(MINUTE)));
    expect(after.agent.holds.map(({ id }) => id)).toEqual(['m3']);
    expect(types(after)).toEqual(['agent.resumed', 'agent.review.decided']);
  });

  it('5.4 leaves word of the alerts to be resolved, and from when on events count again', () => {
    const after = changeOf(resumed(agent, cause(MINUTE))).agent;
    expect(after).toMatchObject({ toResolve: ['alt_1', 'alt_2'], resumedAt: MINUTE });
    expect(dueAtOf(after, MINUTE)).toBe(MINUTE);
  });

  it('5.4 An agent that no hold of its own pauses is left as it is', () => {
    expect(resumed(bot, cause(1))).toBeUndefined();
    const asked = hold({ kind: 'review', pauses: false });
    expect(
      resumed(held(asked, machine({ kind: 'switchModel', from: 'a', to: 'b' })), cause(1)),
    ).toBeUndefined();
  });
});

describe('5.6 reviews', () => {
  const review = machine({ kind: 'review', until: MINUTE });

  it('5.6 are asked for, and pause unless they say otherwise', () => {
    expect(types(changeOf(added(bot, review, cause(0))))).toEqual(['agent.paused', 'agent.review.requested']);
    const open = changeOf(added(bot, { ...review, pauses: false }, cause(0)));
    expect(types(open)).toEqual(['agent.review.requested']);
  });

  it('5.6 approving lifts', () => {
    const after = decided(held(review), 'm1', 'approved', cause(1));
    expect(after && types(after)).toEqual(['agent.review.decided', 'agent.resumed']);
    expect(after?.agent).toMatchObject({ holds: [], toResolve: ['alt_1'] });
  });

  it('5.6 denying keeps it paused until a person resumes it', () => {
    const after = decided(held(review), 'm1', 'denied', cause(1));
    expect(after && types(after)).toEqual(['agent.review.decided']);
    expect(after?.agent.holds).toMatchObject([{ kind: 'pause' }]);
    expect(stateOf(after?.agent ?? bot, Number.MAX_SAFE_INTEGER)).toBe('paused');
  });

  it('5.6 no answer in time is a denial, on every read and when the sweep has come by', () => {
    const agent = held(review);
    expect(stateOf(agent, MINUTE + 1)).toBe('paused');
    const after = expired(agent, MINUTE + 1);
    expect(after && types(after)).toEqual(['agent.review.decided']);
    expect(after?.agent.holds).toMatchObject([{ kind: 'pause', alert: 'alt_1' }]);
  });

  it('5.6 one that does not pause, does not by being denied', () => {
    expect(expired(held({ ...review, pauses: false }), MINUTE)?.agent.holds).toEqual([]);
  });

  it('5.6 are decided once', () => {
    expect(decided(bot, 'm1', 'approved', cause(1))).toBeUndefined();
    expect(decided(held(hold({ id: 'm1' })), 'm1', 'approved', cause(1))).toBeUndefined();
  });
});

describe('3.7 how long an agent has been paused', () => {
  it('3.7 adds up its pauses', () => {
    const paused = held(hold({ createdAt: 10 * MINUTE }));
    expect(pausedMsAt([paused], 13 * MINUTE)).toBe(3 * MINUTE);
    const after = changeOf(resumed(paused, cause(15 * MINUTE))).agent;
    expect(pausedMsAt([after], 60 * MINUTE)).toBe(5 * MINUTE);
    const again = changeOf(added(after, hold({ id: 'h2' }), cause(70 * MINUTE))).agent;
    expect(pausedMsAt([again], 71 * MINUTE)).toBe(6 * MINUTE);
  });

  it('3.7 ends with the last hold, whether or not the sweep has come by', () => {
    const paused = held(hold({ until: 4 * MINUTE }), hold({ id: 'h2', until: 2 * MINUTE }));
    expect(pausedMsAt([paused], 60 * MINUTE)).toBe(4 * MINUTE);
    expect(pausedMsAt([expired(paused, 60 * MINUTE)?.agent ?? bot], 61 * MINUTE)).toBe(4 * MINUTE);
  });
});
