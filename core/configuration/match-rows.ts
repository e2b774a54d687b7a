import type { MatchRow, Subscription } from '../subscription/subscription';

/** The rows that `route` looks a subscription up by: one for each event type or prefix. */
export const matchRows = ({ id, eventTypes, filter, status }: Subscription): MatchRow[] =>
  eventTypes.map((eventType) => ({ subscription: id, eventType, status, ...(filter && { filter }) }));

/** Event types whose rows must go when `before` becomes `after`. */
export const droppedTypes = (before: Subscription, after: Subscription): string[] =>
  before.eventTypes.filter((eventType) => !after.eventTypes.includes(eventType));
