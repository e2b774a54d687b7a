import { httpKindOf } from '../destination/http-kinds';
import { candidatePatterns } from '../subscription/event-type';
import { compilePattern, matches } from '../subscription/pattern';
import { PatternError } from '../subscription/pattern-error';
import { Steps } from '../steps';
import type { EventPattern, Subscription } from '../subscription/subscription';
import { prospect } from './prospect';
import type { Surroundings } from './surroundings';

/** An event as filters see it; of an alert's event, `data` is `AlertData`. */
export interface Asked {
  id: string;
  type: string;
  source: string;
  subject?: string;
  /** RFC 3339. */
  time: string;
  data: unknown;
}

/** Whether a subscription is sent an event, and why or why not. */
export interface Explained {
  told: 'yes' | 'later' | 'held' | 'no';
  /** When, as things are; null if it is not told, or nobody can know. RFC 3339. */
  at: string | null;
  reason: string;
}

const unmatched = (reason: string): { matched: false; reason: string } => ({ matched: false, reason });

/** Why a filter does not let the event pass; undefined if it does. */
function filterMismatch(filter: EventPattern, event: Asked): string | undefined {
  const steps = new Steps();
  try {
    if (matches(compilePattern(filter), event, steps)) return undefined;
  } catch (error) {
    if (error instanceof PatternError) return `its filter cannot be used any more: ${error.message}`;
    throw error;
  }
  return steps.ranOut
    ? `its filter would take more than ${steps.max} comparisons of values for this event`
    : 'its filter does not match';
}

/** Whether a subscription takes an event at all: what `route` decides. */
export function matchOf(
  { eventTypes, filter }: Pick<Subscription, 'eventTypes' | 'filter'>,
  event: Asked,
): { matched: boolean; reason: string } {
  const pattern = candidatePatterns(event.type).find((candidate) => eventTypes.includes(candidate));
  if (pattern === undefined) return unmatched(`${event.type} is none of its event types`);
  const mismatch = filter && filterMismatch(filter, event);
  if (mismatch !== undefined) return unmatched(mismatch);
  return { matched: true, reason: filter ? `${pattern} and its filter match` : `${pattern} matches` };
}

/** What would become of an event for one subscription that takes it, without sending anything. */
export function explain(
  subscription: Subscription,
  event: Asked,
  { reason: because }: { reason: string },
  around: Surroundings,
): Explained {
  const { disabledReason = 'manual', destination } = subscription;
  const { told, at, reasons } = prospect(subscription, event.type, around);
  if (told === 'held')
    return explained('held', undefined, [`it is disabled (${disabledReason}): kept until it is recovered`]);
  if (destination.kind === 'log')
    return explained('yes', around.now, [because, 'written to the log, nobody is notified']);
  if (told !== 'no' && isNothingToTell(subscription, event))
    return explained('no', undefined, [
      `a destination of kind ${destination.kind} is sent nothing about ${event.type}`,
    ]);
  return explained(told, at, told === 'yes' ? [because, ...reasons] : reasons);
}

const explained = (told: Explained['told'], at: number | undefined, reasons: string[]): Explained => ({
  told,
  at: at === undefined || told === 'no' ? null : new Date(at).toISOString(),
  reason: reasons.join('; '),
});

/** Some vendors know no acknowledgements: nothing is sent to them. */
function isNothingToTell({ destination }: Subscription, event: Asked): boolean {
  const kind = httpKindOf(destination);
  return (
    kind !== undefined &&
    kind.format(destination, '', { id: event.id, items: [{ event }], more: 0 }) === undefined
  );
}
