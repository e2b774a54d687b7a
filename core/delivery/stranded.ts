/**
 * Why something is named. `overdue`: it is there, and nothing has woken it when it should have been. The rest has lost
 * something, or is there twice: `missing`: an event has no row for a delivery that it is for; `orphan`: its event's
 * row, or its own, is missing; `unlisted`: its event is for others only; `doubled`: its event lists it twice;
 * `letterMissing`: it is dead and has no dead letter; `letterLeft`: it has a dead letter and is not dead.
 */
export type Problem =
  'overdue' | 'missing' | 'orphan' | 'unlisted' | 'doubled' | 'letterMissing' | 'letterLeft';

/**
 * What can be done about it. `retry`: the delivery by hand; `replay`: the event, to the subscriptions that have no row for it; `repost`:
 * the client posts the event again, which delivers nothing twice; `discard`: the dead letter; `none`: nothing.
 */
export type Action = 'retry' | 'replay' | 'repost' | 'discard' | 'none';

/** Something that has not ended and that nothing will wake any more, or that was lost. */
export interface Stranded {
  kind: 'event' | 'delivery' | 'deadLetter';
  /** Of the event, or of the delivery, which is also that of its dead letter. */
  id: string;
  problem: Problem;
  /** As its row says; `queued` without one. */
  state: string;
  event: string;
  subscription?: string;
  /** How long ago it should have been woken, or should have been there. */
  overdueSeconds: number;
  action: Action;
}

/** A wake-up may be late by this much before what waits for it counts as stranded (SEMANTICS 2.9). */
export const PATIENCE_MS = 15 * 60_000;

export const isLoss = ({ problem }: Pick<Stranded, 'problem'>): boolean => problem !== 'overdue';

export const secondsSince = (then: number, now: number): number =>
  Math.max(0, Math.floor((now - then) / 1_000));
