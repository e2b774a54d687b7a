import { createHash } from 'node:crypto';
import { tellsTogether } from '../destination/destination';
import type { Subscription } from '../subscription/subscription';

/** The type of deliveries that are notices: of several events, or of one once more. No event can have it. */
export const NOTICE = '#notice';

const DEFAULT_WAIT_SECONDS = 30;
const DEFAULT_BY: readonly string[] = ['monitor.id'];
const DEFAULT_PER_HOUR = 60;
const DEFAULT_REPEAT_SECONDS = 4 * 3_600;

/** What comes beyond the cap is sent together so often. */
const DIGEST_MS = 5 * 60_000;

/** When what is beyond the cap now is sent. */
export const digestAt = (now: number): number => (Math.floor(now / DIGEST_MS) + 1) * DIGEST_MS;

type People = Pick<Subscription, 'destination' | 'grouping' | 'rateCap' | 'repeatSeconds'>;

/** How long the first of a group waits for others, ms; 0 if each is sent alone. */
export const groupWaitMs = ({ destination, grouping }: People): number =>
  tellsTogether(destination) ? (grouping?.waitSeconds ?? DEFAULT_WAIT_SECONDS) * 1_000 : 0;

const HOUR_MS = 3_600_000;

/** The hour that a message counts for, by its start. */
export const capHour = (now: number): number => Math.floor(now / HOUR_MS) * HOUR_MS;

export const perHour = ({ rateCap }: People): number => rateCap?.perHour ?? DEFAULT_PER_HOUR;

/** After how long what still fires is sent again, ms; 0 for never. PagerDuty repeats by its own rules. */
export const repeatMs = ({ destination, repeatSeconds }: People): number =>
  (repeatSeconds ?? (tellsTogether(destination) ? DEFAULT_REPEAT_SECONDS : 0)) * 1_000;

/** What agrees in this is sent together: alerts by members of their data, other events by their type. */
export function groupOf({ grouping }: People, type: string, alert: unknown): string {
  if (alert === undefined) return hash(['type', type]);
  // A test is never told together with what is real.
  const test = valueAt(alert, ['test']) === true ? ['test'] : [];
  return hash([
    'alert',
    ...test,
    ...(grouping?.by ?? DEFAULT_BY).map((path) => valueAt(alert, path.split('.'))),
  ]);
}

/** What is beyond the cap, until `flushAt`. */
export const digestOf = (flushAt: number): string => hash(['digest', flushAt]);

export const noticeId = (subscription: string, group: string, number: number): string =>
  `ntc_${hash([subscription, group, number])}`;

/** The n-th time that a subscription is notified that an alert still fires. */
export const repeatId = (subscription: string, alert: string, n: number): string =>
  `ntc_${hash(['repeat', subscription, alert, n])}`;

const hash = (parts: readonly unknown[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);

function valueAt(value: unknown, [name, ...rest]: readonly string[]): unknown {
  if (name === undefined) return value ?? null;
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return null;
  return valueAt((value as Record<string, unknown>)[name], rest);
}
