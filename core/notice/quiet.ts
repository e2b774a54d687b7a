import type { Alert, AlertData } from '../alert/alert';
import { isPausing, type StoredHold } from '../agent/agent';
import type { Subscription } from '../subscription/subscription';
import { mutedUntil } from './mute-window';
import type { Ledger } from './ledger';
import { silencing, type CompiledSilence } from './silence';

/** Why people are not told, or not yet. */
export type QuietReason =
  | 'resolved'
  | 'stale'
  | 'neverTold'
  | 'firingUnderWay'
  | 'delayed'
  | 'acknowledged'
  | 'muted'
  | 'agentPaused'
  | `silenced by ${string}`;

/** Whether people are told; `until` (epoch ms) is when that is asked again. */
export type NoticeVerdict =
  | { do: 'send' }
  | { do: 'withhold'; reason: QuietReason }
  | { do: 'wait'; until: number; reason: QuietReason };

/** As `NoticeVerdict`; `until` is the end that a wait has if nobody changes anything, `Infinity` if it has none. */
type NoticeOutlook = NoticeVerdict & { mayEndSooner?: true };

/** An event of an alert, on its way to people. */
export interface Telling {
  type: 'alert.firing' | 'alert.acknowledged' | 'alert.resolved';
  data: AlertData;
}

/** What decides whether people are told at this moment. */
export interface NoticeFacts {
  alert: Alert | undefined;
  ledger: Pick<Ledger, 'firing'> | undefined;
  silences: readonly CompiledSilence[];
  /** How those who are to be told want to be told. */
  options: Pick<Subscription, 'delaySeconds' | 'unless' | 'muteWindows'>;
  /** Holds on the alert's agent, its own and those of all agents, those that have ended too. */
  holds: readonly StoredHold[];
  /** When the event was accepted, epoch ms. */
  acceptedAt: number;
  now: number;
}

/** A silence may be deleted before its end: so often it is looked at anew. */
const LOOK_AGAIN_MS = 5 * 60_000;
/** Longer the longer it has taken, so that what waits behind a vendor's outage costs little. */
const underWayMs = (waitedMs: number): number => Math.max(30_000, Math.round(waitedMs / 2));
/** After so long the firing notice is not waited for any more: its own attempts have ended. */
const GIVE_UP_MS = 2 * 3_600_000;

const send: NoticeVerdict = { do: 'send' };
const withhold = (reason: QuietReason): NoticeVerdict => ({ do: 'withhold', reason });

/** Whether people are told now, later or not at all (SEMANTICS 6.1, 6.3). Asked before each attempt. */
export function judgeNotice(telling: Telling, facts: NoticeFacts): NoticeVerdict {
  const { mayEndSooner, ...way } = foreseeNotice(telling, facts);
  if (way.do !== 'wait' || !mayEndSooner) return way;
  return { ...way, until: Math.min(way.until, facts.now + LOOK_AGAIN_MS) };
}

/** The same, with the whole of a wait: when it ends if nobody changes anything. */
export const foreseeNotice = (telling: Telling, facts: NoticeFacts): NoticeOutlook =>
  telling.type === 'alert.firing' ? ofFiring(telling.data, facts) : ofSequel(telling, facts);

function ofFiring(data: AlertData, facts: NoticeFacts): NoticeOutlook {
  return (data.test ? undefined : beforeTelling(data, facts)) ?? whileFiring(data, facts);
}

/** What keeps a real alert from being told: it is over, it is another by now, or it has not fired for long enough. */
function beforeTelling(
  data: AlertData,
  { alert, options, acceptedAt, now }: NoticeFacts,
): NoticeOutlook | undefined {
  if (!alert || alert.status === 'resolved') return withhold('resolved');
  // Its severity has changed: another event tells of how it is now.
  if (alert.severity !== data.severity || alert.threshold !== data.threshold) return withhold('stale');
  const delayedUntil = acceptedAt + (options.delaySeconds ?? 0) * 1_000;
  return now < delayedUntil ? { do: 'wait', until: delayedUntil, reason: 'delayed' } : undefined;
}

/** Who has acknowledged it, silences, mute windows and pauses, in this order. */
function whileFiring(data: AlertData, { alert, silences, options, holds, now }: NoticeFacts): NoticeOutlook {
  if (options.unless?.includes('acknowledged') && alert?.acknowledgedAt !== undefined)
    return withhold('acknowledged');
  const silence = silencing(silences, data, now);
  if (silence) return muting(data, `silenced by ${silence.id}`, silence.until);
  const muted = mutedUntil(options.muteWindows ?? [], now);
  if (muted !== undefined) return muting(data, 'muted', muted);
  const pauses = holds.filter((hold) => isPausing(hold) && endOf(hold) > now);
  // Of several alerts that have each paused the agent, none is muted by the others' holds: all would be.
  const others = pauses.length > 0 && pauses.every((hold) => hold.alert !== data.id);
  return others ? muting(data, 'agentPaused', Math.min(...pauses.map(endOf))) : send;
}

/** A review goes on until it is answered. */
const endOf = ({ kind, until }: StoredHold): number => (kind === 'review' ? Infinity : (until ?? Infinity));

/** A test ends at once: when the quiet does, it would be about nothing. */
const muting = ({ test }: AlertData, reason: QuietReason, until: number): NoticeOutlook =>
  test ? withhold(reason) : { do: 'wait', until, reason, mayEndSooner: true };

/** Only subscriptions that were sent the firing notice are sent what follows. */
function ofSequel({ type, data }: Telling, { alert, ledger, acceptedAt, now }: NoticeFacts): NoticeOutlook {
  // Both events of a test are sent at once: its beginning may still be on its way.
  const begins = ledger ? ledger.firing === 'underWay' : data.test === true;
  if (begins && now - acceptedAt < GIVE_UP_MS)
    return { do: 'wait', until: now + underWayMs(now - acceptedAt), reason: 'firingUnderWay' };
  if (ledger?.firing !== 'accepted') return withhold('neverTold');
  const gone = alert?.status === 'resolved' || alert?.acknowledgedAt === undefined;
  return type === 'alert.acknowledged' && gone ? withhold('stale') : send;
}
