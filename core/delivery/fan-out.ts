/** Deliveries of one event that begin within one second. */
const PER_SECOND = 100;

/**
 * How long the delivery at this place of an event's list waits before its first attempt, whole seconds: an event with
 * hundreds of subscriptions is no burst that everybody behind it waits for (SEMANTICS 1.3, docs/adr/0022).
 */
export const fanOutDelaySeconds = (place: number): number => Math.floor(place / PER_SECOND);

/** The first of each list, then the second of each, and so on: what is sent in this order lets no long list go first. */
export function inTurns<T>(lists: readonly (readonly T[])[]): T[] {
  const longest = Math.max(0, ...lists.map(({ length }) => length));
  return Array.from({ length: longest }, (_, place) =>
    lists.flatMap((list) => (place < list.length ? [list[place] as T] : [])),
  ).flat();
}
