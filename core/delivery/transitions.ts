import type { Where } from '../where';
import type { DeliveryRow, DeliveryState, Ended, Lasting, Member, States } from './delivery';

/**
 * What a row of each state may hold besides what every row has. `set`: the transition writes it, or else the row does
 * not have it. `kept`: it stays as it was in the state before, unless the transition writes it.
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

/** Before its row is made, or when that has expired. */
type Nothing = 'none';

/** Which transitions exist. A state that names itself is entered anew: another lease, another time, another result. */
export const MAY: Record<DeliveryState | Nothing, readonly DeliveryState[]> = {
  none: ['leased', 'waiting', 'parked', 'held', 'grouped', 'dead', 'withheld'],
  queued: ['leased', 'waiting', 'parked', 'grouped', 'delivered', 'dead', 'withheld', 'discarded'],
  leased: ['leased', 'waiting', 'parked', 'held', 'grouped', 'delivered', 'dead', 'withheld', 'discarded'],
  waiting: ['leased', 'waiting', 'parked', 'grouped', 'delivered', 'dead', 'withheld', 'discarded'],
  parked: ['queued', 'held', 'discarded'],
  held: ['queued', 'discarded'],
  // What a notice tells of has the notice's result, or is sent on its own.
  grouped: ['waiting', 'delivered', 'dead', 'withheld', 'discarded'],
  delivered: ['queued'],
  // A dead notice may be sent again, and what it tells of follows it.
  dead: ['queued', 'waiting', 'delivered', 'dead', 'withheld', 'discarded'],
  withheld: [],
  discarded: [],
};

/** A state that a row may be found in, and what else has to hold for it. */
export interface Found {
  state: DeliveryState | Nothing;
  where: Where;
}

/** What is to be written, provided that the stored row is as one of `expect` says. */
export interface Change {
  set: Record<string, unknown>;
  remove: readonly string[];
  expect: readonly Where[];
}

/** As it was read: the attempt, the state and, if it is leased, the lease, so that the holder of the latest one wins (2.2). */
export const asSeen = ({
  state,
  attempt,
  leaseUntil,
}: Pick<DeliveryRow, 'state' | 'attempt' | 'leaseUntil'>): Found[] => [
  { state, where: { attempt, ...(state === 'leased' && { leaseUntil }) } },
];

/** The caller still holds the lease that it took. */
export const leasedAs = ({ attempt, leaseUntil }: Pick<DeliveryRow, 'attempt' | 'leaseUntil'>): Found[] => [
  { state: 'leased', where: { attempt, leaseUntil } },
];

/** Nobody is at it, and this very attempt is its next. */
export const readyFor = (attempt: number, now: number): Found[] => [
  { state: 'queued', where: { attempt } },
  { state: 'waiting', where: { attempt } },
  { state: 'leased', where: { attempt, leaseUntil: { below: now } } },
];

/** It waits for the result of a notice, or has died with it. */
export const toldBy = (notice: string): Found[] => [
  { state: 'grouped', where: { notice } },
  { state: 'dead', where: { notice } },
];

/** No row. */
export const UNMADE: Found = { state: 'none', where: { id: undefined } };

/** A row that has expired counts as absent, whether or not TTL has come by (2.7). `expiresAt` as it was read, or by when. */
export const expired = (expiresAt: number | { below: number }): Found => ({
  state: 'none',
  where: { expiresAt },
});

type Kept<S extends DeliveryState> = {
  [M in keyof States[S]]: (typeof MEMBERS)[S] extends Record<M, 'kept'> ? M : never;
}[keyof States[S]];

type Undefinable<T> = { [M in keyof T]?: T[M] | undefined };

type Into<S extends DeliveryState> = { state: S } & Omit<States[S], Kept<S>> &
  Undefinable<Pick<States[S], Kept<S>> & Lasting>;

/** The state that a row enters, with what it does not keep, and whatever else changes. Undefined is taken away. */
export type Next = { [S in DeliveryState]: Into<S> }[DeliveryState];

/** The end of a delivery. */
export type Ending = Extract<Next, { state: EndState }>;

export type EndedRow = Extract<DeliveryRow, { state: EndState }>;

export const hasEnded = (row: DeliveryRow): row is EndedRow => 'expiresAt' in MEMBERS[row.state];

/**
 * What a transition sets, removes and expects: every member of a state goes that the new state does not have, or does
 * not keep. Throws if no such transition exists.
 */
export function transition(from: readonly Found[], next: Next): Change {
  const found = from.filter(({ state }) => MAY[state].includes(next.state));
  if (found.length === 0)
    throw new Error(
      `A delivery that is ${from.map(({ state }) => state).join(' or ')} cannot become ${next.state}`,
    );
  const kept: Record<string, string> = MEMBERS[next.state];
  const left = ALL_MEMBERS.filter((name) => kept[name] !== 'kept');
  return changing(found, next, left);
}

/** What changes while the state stays: only of rows whose state has all of these members. */
export function amendment(from: readonly Found[], members: Undefinable<DeliveryRow>): Change {
  const names = Object.keys(members).filter((name) => ALL_MEMBERS.includes(name as Member));
  const found = from.filter(({ state }) => state !== 'none' && names.every((name) => name in MEMBERS[state]));
  return changing(found, members, []);
}

function changing(found: readonly Found[], members: object, left: readonly string[]): Change {
  const set = Object.entries(members).filter(([, value]) => value !== undefined);
  const taken = Object.entries(members).flatMap(([name, value]) => (value === undefined ? [name] : []));
  const isSet = new Set(set.map(([name]) => name));
  return {
    set: Object.fromEntries(set),
    remove: [...new Set([...left, ...taken])].filter((name) => !isSet.has(name)),
    expect: found.map(({ state, where }) => (state === 'none' ? where : { state, ...where })),
  };
}
