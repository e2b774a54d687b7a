import type { Attempt } from './delivery';

/**
 * How an endpoint has been doing lately (SEMANTICS 2.5). Absent while all is well.
 * `closed`: it has failed, but not enough. `open`: nothing is sent but a probe now and then, the rest is parked.
 * `draining`: new events are sent as usual, and what was parked follows at a rate that starts small.
 */
export interface Breaker {
  project: string;
  subscription: string;
  state: 'closed' | 'open' | 'draining';
  /** Grows with every change; parking is conditional on it. */
  version: number;
  /** Failures in a row. */
  failures: number;
  lastError?: EndpointError;
  /** Epoch ms of the first of them. */
  failingSince?: number;
  /** Epoch ms; kept until a success, so that the owner is notified of the recovery as of the failure. */
  openedAt?: number;
  /** Made since it opened. */
  probes?: number;
  drainPerMinute?: number;
  /** Epoch ms: when nothing was found to be parked for the first time. */
  emptySince?: number;
  dueShard?: string;
  /** Epoch ms of the next probe, or of the next portion to drain. */
  dueAt?: number;
}

/** How an attempt went wrong, as the owner of the endpoint wants to know it. */
export interface EndpointError {
  /** Of the delivery. */
  delivery: string;
  /** Epoch ms. */
  at: number;
  /** Of HTTP, if there was an answer. */
  status?: number;
  /** A stable name: `timeout`, `dns_error`, `http_5xx`... */
  error?: string;
}

export interface BreakerPolicy {
  failures: number;
  seconds: number;
}

export const DEFAULT_BREAKER: BreakerPolicy = { failures: 10, seconds: 60 };

const DAY_MS = 86_400_000;
/** This long nothing but failure, and the subscription is disabled (SEMANTICS 2.6). */
export const DISABLE_AFTER_MS = 5 * DAY_MS;

const MINUTE_MS = 60_000;
const MAX_PROBE_MINUTES = 60;

/** What an attempt says about its endpoint. `neither`: 413 is about the payload, and 410 ends the subscription. */
export type Verdict = 'well' | 'failed' | 'neither';

export function verdictOf({ status, error }: Pick<Attempt, 'status' | 'error'>): Verdict {
  if (status === 410 || status === 413) return 'neither';
  return error === undefined ? 'well' : 'failed';
}

/** What an attempt has said about its endpoint. */
export interface Finding {
  verdict: Verdict;
  /** Of one that has failed. */
  error?: EndpointError;
}

/** What the attempts of one batch say, in the order in which they ended. */
export interface BatchHealth {
  succeeded: boolean;
  /** After the last success. */
  failures: number;
  lastError?: EndpointError;
}

export function healthOf(findings: readonly Finding[]): BatchHealth {
  const lastWell = findings.findLastIndex(({ verdict }) => verdict === 'well');
  const failed = findings.slice(lastWell + 1).filter(({ verdict }) => verdict === 'failed');
  const lastError = failed.findLast(({ error }) => error !== undefined)?.error;
  return { succeeded: lastWell !== -1, failures: failed.length, ...(lastError && { lastError }) };
}

/** What a success changes: nothing for an endpoint that is well, which is what keeps it free of writes. */
export type Recovery = 'nothing' | 'forget' | 'drain' | 'reset';

export function afterSuccess(breaker: Breaker | undefined): Recovery {
  if (!breaker) return 'nothing';
  if (breaker.state === 'closed') return 'forget';
  if (breaker.state === 'open') return 'drain';
  return breaker.failures > 0 || breaker.openedAt !== undefined ? 'reset' : 'nothing';
}

/**
 * Whether failures still have to be counted. Once there are enough of them only time is missing; and what fails while
 * the breaker is open was on its way before.
 */
export function countsFailures(breaker: Breaker | undefined, policy: BreakerPolicy, now: number): boolean {
  if (!breaker) return true;
  if (breaker.state === 'open') return false;
  return breaker.failures < policy.failures || now - (breaker.failingSince ?? now) >= policy.seconds * 1_000;
}

/** What the failures counted so far lead to. `enabledAt` begins the five days anew. */
export function afterFailures(
  { state, failures, failingSince = Infinity }: Breaker,
  policy: BreakerPolicy,
  now: number,
  enabledAt = 0,
): 'nothing' | 'open' | 'disable' {
  if (failures < policy.failures) return 'nothing';
  if (now - Math.max(failingSince, enabledAt) >= DISABLE_AFTER_MS) return 'disable';
  if (state === 'open') return 'nothing';
  // What has just come back and fails again needs no minute of patience.
  return state === 'draining' || now - failingSince >= policy.seconds * 1_000 ? 'open' : 'nothing';
}

/** From one probe to the next: 1, 2, 4 ... 60 minutes. `probes` have been made. */
export const probeIntervalMs = (probes: number): number =>
  Math.min(MAX_PROBE_MINUTES, 2 ** probes) * MINUTE_MS;

const FIRST_DRAIN_PER_MINUTE = 10;
/** What one sweep can move in its minute, beside its other work. */
const MAX_DRAIN_PER_MINUTE = 3_000;

/** How many parked deliveries follow in the next minute: doubled while all goes well, halved after a failure. */
export function drainRate(
  { drainPerMinute, failures }: Pick<Breaker, 'drainPerMinute' | 'failures'>,
  perSecond = Infinity,
): number {
  if (drainPerMinute === undefined) return Math.min(FIRST_DRAIN_PER_MINUTE, limited(perSecond));
  const next = failures > 0 ? drainPerMinute / 2 : drainPerMinute * 2;
  return Math.min(Math.max(1, Math.floor(next)), limited(perSecond), MAX_DRAIN_PER_MINUTE);
}

const limited = (perSecond: number): number => Math.max(1, Math.floor(perSecond * 60));

/**
 * Two reads that found nothing parked, this far apart, end the draining. The index that they read lags: a row that was
 * parked just before the breaker closed may not be in it yet (docs/adr/0006).
 */
export const EMPTY_FOR_MS = 50_000;

export const isDrained = ({ emptySince }: Pick<Breaker, 'emptySince'>, now: number): boolean =>
  emptySince !== undefined && now - emptySince >= EMPTY_FOR_MS;
