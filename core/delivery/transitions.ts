import type { Where } from '../where';
import type { DeliveryRow, DeliveryState, Ended, Lasting, Member, States } from './delivery';

/**
 * What a row of each state may hold besides what every row has. `set`: written by the transition into the state, and
 * absent if that does not write it. `kept`: carried over from the previous state unless the transition writes it.
 */
export const MEMBERS = {
  queued: { dueShard: 'set', dueAt: 'set', z: 'kept', fallback: 'kept' },
  leased: {
    ...{ leaseUntil: 'set', nextAt: 'kept', slot: 'kept', dueShard: 'kept', dueAt: 'kept' },
    ...{ z: 'kept', fallback: 'kept' },
  },
  waiting: { nextAt: 'set', slot: 'set', dueShard: 'set', dueAt: 'set', z: 'kept', fallback: 'kept' },
  parked: { dueShard: 'set', dueAt: 'set', z: 'set', fallback: 'kept' },
  held: { z: 'kept', fallback: 'kept' },
  grouped: { dueShard: 'set', dueAt: 'set', z: 'set', fallback: 'kept' },
  delivered: { expiresAt: 'set' },
  dead: { reason: 'set', z: 'kept', expiresAt: 'set' },
  withheld: { reason: 'set', expiresAt: 'set' },
  discarded: { reason: 'set', expiresAt: 'set' },
} as const satisfies { [S in DeliveryState]: Record<keyof States[S], 'set' | 'kept'> };

export const STATES = Object.keys(MEMBERS) as DeliveryState[];

/** What has ended is forgotten some day. */
type EndState = { [S in DeliveryState]: States[S] extends Ended ? S : never }[DeliveryState];

export const ALL_MEMBERS = [...new Set(STATES.flatMap((state) => Object.keys(MEMBERS[state])))] as Member[];

/** The row is absent, or has expired. */
type Nothing = 'none';

/** Which transitions exist. A state that lists itself is entered anew, with another lease, wake-up or result. */
export const MAY: Record<DeliveryState | Nothing, readonly DeliveryState[]> = {
  none: ['leased', 'waiting', 'parked', 'held', 'grouped', 'dead', 'withheld'],
  queued: ['leased', 'waiting', 'parked', 'grouped', 'delivered', 'dead', 'withheld', 'discarded'],
  leased: ['leased', 'waiting', 'parked', 'held', 'grouped', 'delivered', 'dead', 'withheld', 'discarded'],
  waiting: ['leased', 'waiting', 'parked', 'grouped', 'delivered', 'dead', 'withheld', 'discarded'],
  parked: ['queued', 'held', 'discarded'],
  held: ['queued', 'discarded'],
  // A member of a notice gets the notice's result, or is released and sent on its own.
  grouped: ['waiting', 'delivered', 'dead', 'withheld', 'discarded'],
  delivered: ['queued'],
  // A dead notice may be replayed; its members get the new result, or are released.
  dead: ['queued', 'waiting', 'delivered', 'dead', 'withheld', 'discarded'],
  withheld: [],
  discarded: [],
};

/** A state in which a transition may begin, and a condition on the other members of the row. */
export interface From {
  state: DeliveryState | Nothing;
  where: Where;
}

/** What to write, on condition that the stored row matches one of `expect`. */
export interface Change {
  set: Record<string, unknown>;
  remove: readonly string[];
  expect: readonly Where[];
}

/** The row as it was read: same state, same attempt and, while it is leased, same lease (2.2). */
export const asSeen = ({
  state,
  attempt,
  leaseUntil,
}: Pick<DeliveryRow, 'state' | 'attempt' | 'leaseUntil'>): From[] => [
  { state, where: { attempt, ...(state === 'leased' && { leaseUntil }) } },
];

/** The caller's own lease: a result counts only if no other worker has taken a later one (2.2). */
export const underLease = ({ attempt, leaseUntil }: Pick<DeliveryRow, 'attempt' | 'leaseUntil'>): From[] => [
  { state: 'leased', where: { attempt, leaseUntil } },
];

/** Ready for this attempt: queued, waiting, or leased by a worker whose lease is over (2.2). */
export const readyFor = (attempt: number, now: number): From[] => [
  { state: 'queued', where: { attempt } },
  { state: 'waiting', where: { attempt } },
  { state: 'leased', where: { attempt, leaseUntil: { below: now } } },
];

/** A member of this notice that has no result yet, or is dead with it. */
export const memberOf = (notice: string): From[] => [
  { state: 'grouped', where: { notice } },
  { state: 'dead', where: { notice } },
];

export const NO_ROW: From = { state: 'none', where: { id: undefined } };

/** Epoch seconds, as read or as an upper bound: an expired row counts as absent, deleted by TTL or not (2.7). */
export const expired = (expiresAt: number | { below: number }): From => ({
  state: 'none',
  where: { expiresAt },
});

type Kept<S extends DeliveryState> = {
  [M in keyof States[S]]: (typeof MEMBERS)[S] extends Record<M, 'kept'> ? M : never;
}[keyof States[S]];

type Undefinable<T> = { [M in keyof T]?: T[M] | undefined };

type Into<S extends DeliveryState> = { state: S } & Omit<States[S], Kept<S>> &
  Undefinable<Pick<States[S], Kept<S>> & Lasting>;

/** The new state, the members that it does not carry over, and other changes. A member given as undefined is removed. */
export type Next = { [S in DeliveryState]: Into<S> }[DeliveryState];

/** The end of a delivery. */
export type Ending = Extract<Next, { state: EndState }>;

export type EndedRow = Extract<DeliveryRow, { state: EndState }>;

export const hasEnded = (row: DeliveryRow): row is EndedRow => 'expiresAt' in MEMBERS[row.state];

/**
 * What a transition sets, removes and expects. It removes all members that the new state neither has nor carries over.
 * Throws if `MAY` has no such transition from any of the states in `from`.
 */
export function transition(from: readonly From[], next: Next): Change {
  const found = from.filter(({ state }) => MAY[state].includes(next.state));
  if (found.length === 0) throw new Error(`A delivery that is ${statesOf(from)} cannot become ${next.state}`);
  const kept: Record<string, string> = MEMBERS[next.state];
  const left = ALL_MEMBERS.filter((name) => kept[name] !== 'kept');
  return changing(found, next, left);
}

/** A change within a state, limited to states that have all of these members. Throws if none of `from` has them. */
export function amendment(from: readonly From[], members: Undefinable<DeliveryRow>): Change {
  const names = Object.keys(members).filter((name) => ALL_MEMBERS.includes(name as Member));
  const found = from.filter(({ state }) => state !== 'none' && names.every((name) => name in MEMBERS[state]));
  if (found.length === 0) throw new Error(`A delivery that is ${statesOf(from)} has no ${names.join(', ')}`);
  return changing(found, members, []);
}

const statesOf = (found: readonly From[]): string => found.map(({ state }) => state).join(' or ');

function changing(found: readonly From[], members: object, left: readonly string[]): Change {
  const set = Object.entries(members).filter(([, value]) => value !== undefined);
  const taken = Object.entries(members).flatMap(([name, value]) => (value === undefined ? [name] : []));
  const isSet = new Set(set.map(([name]) => name));
  return {
    set: Object.fromEntries(set),
    remove: [...new Set([...left, ...taken])].filter((name) => !isSet.has(name)),
    expect: found.map(({ state, where }) => (state === 'none' ? where : { state, ...where })),
  };
}
