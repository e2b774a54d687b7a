import type { Alert } from '../alert/alert';
import type { StoredHold } from '../agent/agent';
import type { Breaker } from '../delivery/breaker';
import { isPaused, type Pause } from '../delivery/pause';
import { turnAt } from '../delivery/rate-limit';
import { tellsPeople, tellsTogether } from '../destination/destination';
import { rateLimitOf } from '../destination/rate-limit-of';
import type { Subscription } from '../subscription/subscription';
import { capHour, digestAt, groupWaitMs, perHour } from './grouping';
import { goesElsewhere, type Ledger } from './ledger';
import { outlook, type Outlook, type Standing, type Telling } from './quiet';
import type { CompiledSilence } from './silence';

/** What a delivery would find on its way. Times epoch ms. */
export interface Surroundings {
  now: number;
  silences: readonly CompiledSilence[];
  /** Of the alert that is told of, if it is one. */
  telling?: Telling | undefined;
  alert?: Alert | undefined;
  ledger?: Ledger | undefined;
  holds: readonly StoredHold[];
  acceptedAt: number;
  breaker?: Breaker | undefined;
  /** That its endpoint has asked for by `Retry-After`. */
  pause?: Pause | undefined;
  /** When the next place in the line of its rate limit is free. */
  nextPlaceAt?: number | undefined;
  /** When the notice is told that waits for what it goes together with. */
  openUntil?: number | undefined;
  /** Messages within the hour of `now`. */
  sentThisHour: number;
}

/** When a delivery is told and what it waits for before; `at` is missing while nobody can know. */
export interface Prospect {
  told: 'yes' | 'later' | 'no';
  at?: number;
  /** In the order in which it meets them. */
  reasons: string[];
}

/** Waits that follow on each other, e.g. a silence that ends within a mute window. */
const MAX_WAITS = 50;

const iso = (ms: number): string => new Date(ms).toISOString();

/**
 * What becomes of a delivery that begins now, if nothing is changed: it passes what the delivering function asks at each
 * step, in the same order (quiet, the breaker, a pause, the group, the cap, the rate limit).
 */
export function prospect(subscription: Subscription, around: Surroundings): Prospect {
  const quiet = silent(subscription, around, around.now);
  if (quiet.told === 'no' || quiet.at === undefined) return quiet;
  if (around.breaker?.state === 'open') {
    const reasons = [...quiet.reasons, 'its endpoint is failing: kept until that answers again'];
    return { told: 'later', reasons };
  }
  if (isPaused(around.pause, around.now)) {
    const until = iso(around.pause?.pausedUntil ?? around.now);
    const reason = `its endpoint has asked for a pause until ${until}: what waits returns one after the other`;
    return { told: 'later', reasons: [...quiet.reasons, reason] };
  }
  const grouped = together(subscription, around, { ...quiet, at: quiet.at });
  return inLine(subscription, around, grouped);
}

/** Quiet keeps people from being told of alerts (SEMANTICS 6.1, 6.3). */
function silent(subscription: Subscription, around: Surroundings, from: number): Prospect {
  const { telling } = around;
  if (!telling || !tellsPeople(subscription.destination)) return { told: 'yes', at: from, reasons: [] };
  const reasons: string[] = [];
  let at = from;
  for (let wait = 0; wait < MAX_WAITS; wait++) {
    const way = outlook(telling, standing(subscription, around, at));
    if (way.do === 'send') return { told: reasons.length > 0 ? 'later' : 'yes', at, reasons };
    const why = sentence(way, subscription, around);
    if (way.do === 'withhold') return { told: 'no', reasons: [why] };
    reasons.push(why);
    if (way.reason === 'firingUnderWay' || way.until === Infinity) break;
    at = way.until;
  }
  return { told: 'later', reasons };
}

const standing = (subscription: Subscription, around: Surroundings, now: number): Standing => {
  const { alert, ledger, silences, holds, acceptedAt } = around;
  return { alert, ledger, silences, holds, acceptedAt, now, options: subscription };
};

function sentence(
  way: Exclude<Outlook, { do: 'send' }>,
  { delaySeconds = 0 }: Subscription,
  around: Surroundings,
) {
  const end = way.do === 'wait' && way.until < Infinity ? ` until ${iso(way.until)}` : '';
  switch (way.reason) {
    case 'resolved':
      return 'the alert is resolved';
    case 'stale':
      return 'the alert is another by now, of which another event tells';
    case 'neverTold':
      return 'it was not told that the alert fires';
    case 'firingUnderWay':
      return 'that the alert fires is still on its way to it';
    case 'acknowledged':
      return 'the alert is acknowledged';
    case 'delayed':
      return `told if the alert still fires after ${delaySeconds} s`;
    case 'muted':
      return `muted${end}`;
    case 'agentPaused':
      return `its agent is paused${end}`;
    default: {
      const silence = around.silences.find(({ id }) => way.reason === `silenced by ${id}`);
      return `${way.reason}${end}${silence ? ` (${silence.reason})` : ''}`;
    }
  }
}

type Timed = Prospect & { at: number };

/** What is told together waits for the others, is asked once more then, and counts as one message of its hour. */
function together(subscription: Subscription, around: Surroundings, quiet: Timed): Prospect {
  const waitMs = groupWaitMs(subscription);
  const { telling, ledger, openUntil = 0 } = around;
  const alone = telling && telling.type !== 'alert.firing' && goesElsewhere(ledger, subscription);
  if (alone || !tellsTogether(subscription.destination)) return quiet;
  if (waitMs === 0) return capped(subscription, around, quiet, quiet.at);
  let found = quiet;
  for (let wait = 0; wait < MAX_WAITS; wait++) {
    const at = openUntil > found.at ? openUntil : found.at + waitMs;
    // The notice asks again whether it still fires and is quiet, but not after the agent.
    const isTold =
      telling?.type !== 'alert.firing' || silent(subscription, { ...around, holds: [] }, at).told === 'yes';
    if (isTold) return capped(subscription, around, found, at);
    const later = silent(subscription, around, at);
    if (later.told === 'no' || later.at === undefined) return later;
    found = { told: 'later', at: later.at, reasons: [...found.reasons, ...later.reasons] };
  }
  return { told: 'later', reasons: found.reasons };
}

function capped(
  subscription: Subscription,
  { now, sentThisHour }: Surroundings,
  { told, reasons }: Timed,
  at: number,
): Prospect {
  const most = perHour(subscription);
  if (capHour(at) === capHour(now) && sentThisHour >= most) {
    const digest = digestAt(at);
    const cap = `beyond its ${most} messages an hour: put together until ${iso(digest)}`;
    return { told: 'later', at: digest, reasons: [...reasons, cap] };
  }
  const waitMs = groupWaitMs(subscription);
  if (waitMs === 0) return { told, at, reasons };
  const group = `in one message with what else comes within ${waitMs / 1_000} s`;
  return { told, at, reasons: [...reasons, group] };
}

/** A rate limit that others have used up for a while. */
function inLine(subscription: Subscription, { nextPlaceAt = 0 }: Surroundings, found: Prospect): Prospect {
  const limit = rateLimitOf(subscription);
  if (!limit || found.at === undefined || turnAt(nextPlaceAt, found.at) !== 'later') return found;
  const line = `behind others in its rate limit until ${iso(nextPlaceAt)}`;
  return { told: 'later', at: nextPlaceAt, reasons: [...found.reasons, line] };
}
