import type { AlertData } from '../alert/alert';
import { tellsPeople } from '../destination/destination';
import { candidatePatterns } from '../subscription/event-type';
import { compilePattern, matches } from '../subscription/pattern';
import { PatternError } from '../subscription/pattern-error';
import { Steps } from '../steps';
import type { EventPattern, Subscription } from '../subscription/subscription';
import { groupWaitMs } from './grouping';
import { silencing, type CompiledSilence } from './silence';
import { isAlert } from './wording';

/** An event as filters see it; of an alert's event, `data` is `AlertData`. */
export interface Asked {
  type: string;
  source: string;
  subject?: string | undefined;
  data: unknown;
}

/** Whether a subscription is told of an event, and why or why not. */
export interface Explained {
  told: 'yes' | 'later' | 'held' | 'no';
  reason: string;
}

const no = (reason: string): Explained => ({ told: 'no', reason });

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

/** What would become of an event for one subscription, without sending anything. */
export function explain(
  subscription: Pick<
    Subscription,
    'eventTypes' | 'filter' | 'status' | 'disabledReason' | 'destination' | 'grouping'
  >,
  event: Asked,
  silences: readonly CompiledSilence[],
  now: number,
): Explained {
  const { eventTypes, filter, status, disabledReason, destination } = subscription;
  const pattern = candidatePatterns(event.type).find((candidate) => eventTypes.includes(candidate));
  if (pattern === undefined) return no(`${event.type} is none of its event types`);
  const mismatch = filter && filterMismatch(filter, event);
  if (mismatch) return no(mismatch);
  if (status === 'disabled')
    return {
      told: 'held',
      reason: `it is disabled (${disabledReason ?? 'manual'}): kept until it is recovered`,
    };
  const because = filter ? `${pattern} and its filter match` : `${pattern} matches`;
  if (destination.kind === 'log')
    return { told: 'yes', reason: `${because}; written to the log, nobody is told` };
  const silence =
    tellsPeople(destination) && isAlert(event) && event.type === 'alert.firing'
      ? silencing(silences, event.data as AlertData, now)
      : undefined;
  if (silence)
    return {
      told: 'later',
      reason: `silenced by ${silence.id} until ${new Date(silence.until).toISOString()} (${silence.reason})`,
    };
  if (tellsPeople(destination) && isAlert(event) && event.type !== 'alert.firing')
    return { told: 'yes', reason: `${because}; if it was told that the alert fires` };
  if (groupWaitMs(subscription) > 0)
    return {
      told: 'yes',
      reason: `${because}; in one message with what else comes within ${groupWaitMs(subscription) / 1_000} s`,
    };
  return { told: 'yes', reason: because };
}
