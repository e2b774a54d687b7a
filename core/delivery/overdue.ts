import type { Breaker } from './breaker';
import type { DeliveryRow, DeliveryState } from './delivery';
import { PATIENCE_MS } from './stranded';

export type Waiting = Pick<
  DeliveryRow,
  'state' | 'acceptedAt' | 'leaseUntil' | 'nextAt' | 'dueShard' | 'dueAt'
>;

/** What else may wake deliveries of a subscription, or end them. */
export interface Keeper {
  /** The subscription is there. */
  exists: boolean;
  /** It was deleted, and the job that ends its deliveries is still to come. */
  discarding: boolean;
  breaker?: Pick<Breaker, 'state' | 'dueShard' | 'dueAt'> | undefined;
}

/** Something is to happen at `at` (epoch ms), or should have happened by then and never will. */
type WakeUp = { kind: 'at' | 'never'; at: number };

/**
 * Since when (epoch ms) a row waits in vain; undefined for those that will be woken, that wait for a person, or that
 * have ended.
 */
export function overdueSince(row: Waiting, keeper: Keeper, now: number): number | undefined {
  const wakeUp = WAKE_UPS[row.state](row, keeper);
  if (!wakeUp) return undefined;
  return wakeUp.kind === 'never' || now - wakeUp.at > PATIENCE_MS ? wakeUp.at : undefined;
}

type FindWakeUp = (row: Waiting, keeper: Keeper) => WakeUp | undefined;

const isOver: FindWakeUp = () => undefined;

const ofQueued: FindWakeUp = (row) => inDueIndex(row) ?? { kind: 'never', at: row.nextAt ?? row.acceptedAt };

/** What wakes a row of each state. */
const WAKE_UPS: Record<DeliveryState, FindWakeUp> = {
  // Its message comes back when the queue's visibility timeout is over.
  leased: (row) => ({ kind: 'at', at: row.leaseUntil ?? row.acceptedAt }),
  queued: ofQueued,
  waiting: ofQueued,
  parked: (row, keeper) => (isLookedAfter(keeper) ? undefined : (breakersWakeUp(keeper) ?? never(row))),
  held: (row, keeper) => (keeper.exists || isLookedAfter(keeper) ? undefined : never(row)),
  grouped: ({ dueAt }) => (dueAt === undefined ? undefined : { kind: 'at', at: dueAt }),
  delivered: isOver,
  dead: isOver,
  withheld: isOver,
  discarded: isOver,
};

/** A row without both parts of the index's key is in no index. */
const inDueIndex = ({ dueShard, dueAt }: Pick<Waiting, 'dueShard' | 'dueAt'>): WakeUp | undefined =>
  dueShard === undefined || dueAt === undefined ? undefined : { kind: 'at', at: dueAt };

/** A closed breaker sends nothing on: the worker that parked found it open, and draining comes in between. */
const breakersWakeUp = ({ breaker }: Keeper): WakeUp | undefined =>
  breaker === undefined || breaker.state === 'closed' ? undefined : inDueIndex(breaker);

const isLookedAfter = ({ exists, discarding }: Keeper): boolean => !exists && discarding;

const never = ({ dueAt, acceptedAt }: Waiting): WakeUp => ({ kind: 'never', at: dueAt ?? acceptedAt });
