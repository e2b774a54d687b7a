import { verdictOf, type Verdict } from '../../core/delivery/breaker';
import { decide, type AttemptResult, type Decision } from '../../core/delivery/decide';
import type { DeliveryRow } from '../../core/delivery/delivery';
import { attemptMessage } from '../../core/delivery/message';
import { isProven } from '../../core/delivery/pace';
import { delaySeconds, dueAfterFailure } from '../../core/delivery/wake-up';
import { tellsPeople } from '../../core/destination/destination';
import { NOTICE } from '../../core/notice/grouping';
import { log } from '../log';
import type { DeliverTools } from './deliverer';
import { follow, tellAgain } from './follow';
import { notePause } from './pause';
import { tellingOf } from './telling';
import type { Endpoint } from '../../adapters/aws/endpoints';

/** After so long nobody wants to be told any more (SEMANTICS 6.3). */
const PEOPLE_WAIT_MS = 3_600_000;

/** The attempt that was made: of which delivery, with which body, to which endpoint. */
export interface Made {
  row: DeliveryRow;
  endpoint: Endpoint;
  z: string;
  /** It was to find out whether the endpoint is back. */
  probe: boolean;
  /** A person has asked for it. */
  manual: boolean;
}

/** What the attempt says about the endpoint, and the fields of the log line. */
export type Concluded = {
  verdict: Verdict;
  outcome: string;
  status?: number | undefined;
  error?: string | undefined;
} & Record<string, unknown>;

/** Writes what an attempt came to and does what follows from it. */
export async function conclude(tools: DeliverTools, made: Made, result: AttemptResult): Promise<Concluded> {
  const { row, endpoint, probe } = made;
  const now = tools.now();
  const { retry } = endpoint.subscription;
  const policy = {
    ...(retry ? { scheduleSeconds: retry.scheduleSeconds } : {}),
    ...(row.test ? { test: true } : {}),
    ...(probe ? { probe } : {}),
    ...(tellsPeople(endpoint.subscription.destination) && {
      until: (row.attempts[0]?.at ?? now) + PEOPLE_WAIT_MS,
    }),
  };
  const returnsAt = row.test ? 0 : await notePause(tools, endpoint, result, now);
  const decision = notBefore(decide(row, result, policy, now, tools.random()), returnsAt);
  if (decision.kind === 'delivered' && made.manual && endpoint.pause) await endPause(tools, endpoint);
  if (decision.kind === 'gone') await endpointGone(tools, row);
  await noteNotice(tools, made, decision, now);
  const written = await write(tools, made, decision, result, now);
  if (written && row.type === NOTICE) await follow(tools, row.id, endpoint.subscription);
  if (written && decision.kind === 'retry') await sendDelayed(tools, made, decision.nextAt, now);
  const { status, error, durationMs } = result.attempt;
  const lost = written ? {} : { leaseLost: true };
  const verdict = row.test ? 'neither' : verdictOf(result.attempt);
  return { verdict, outcome: decision.kind, status, error, durationMs, ...(probe ? { probe } : {}), ...lost };
}

const notBefore = (decision: Decision, at: number): Decision =>
  decision.kind === 'retry' ? { ...decision, nextAt: Math.max(decision.nextAt, at) } : decision;

/** A person's try has shown that the endpoint is back before the time that it gave itself. */
async function endPause({ pauses, endpoints }: DeliverTools, { subscription }: Endpoint): Promise<void> {
  await pauses.end(subscription.id);
  endpoints.forget(subscription.id);
}

/** In the ledger before in the row: a crash in between sends it again, and whoever waits for it goes on. */
async function noteNotice(
  { ledgers }: DeliverTools,
  { row, endpoint, z }: Made,
  decision: Decision,
  at: number,
): Promise<void> {
  if (row.test || !tellsPeople(endpoint.subscription.destination)) return;
  if (decision.kind !== 'delivered' && decision.kind !== 'dead') return;
  const telling = tellingOf(row.type, z);
  if (!telling) return;
  const sent = decision.kind === 'delivered';
  await ledgers.note(
    { alert: telling.data.id, subscription: row.subscription },
    {
      ...{ at, delivery: row.id, type: row.type, outcome: sent ? 'sent' : 'failed' },
      ...(decision.kind === 'dead' && { reason: decision.reason }),
    },
    telling.type === 'alert.firing' ? (sent ? 'accepted' : 'failed') : undefined,
  );
  if (sent && telling.type === 'alert.firing')
    await tellAgain(ledgers, row, telling.data.id, endpoint.subscription, at);
}

/** Before the delivery is held: a crash in between finds the subscription disabled, and holds it then. */
async function endpointGone({ disable, endpoints }: DeliverTools, row: DeliveryRow): Promise<void> {
  await disable(row.project, row.subscription, 'gone');
  endpoints.forget(row.subscription);
}

async function write(
  tools: DeliverTools,
  made: Made,
  decision: Decision,
  { attempt }: AttemptResult,
  now: number,
): Promise<boolean> {
  const { deliveries } = tools;
  const { row, z } = made;
  switch (decision.kind) {
    case 'delivered':
      return deliveries.succeed(row, attempt, now);
    case 'retry': {
      const { dueAt } = dueAfterFailure(decision.nextAt, now);
      return deliveries.retryLater(row, attempt, { nextAt: decision.nextAt, dueAt, z });
    }
    case 'park':
      return parkAgain(tools, made, attempt, decision.notBefore, now);
    case 'gone':
      return deliveries.hold(row, z, attempt);
    case 'fallback':
      return deliveries.fallBack(row, decision.state, attempt, now);
    case 'dead':
      return deliveries.giveUp(row, decision.reason, now, z, attempt);
  }
}

/** If the breaker has closed while the probe was under way, there is nothing to be parked for: it waits a little. */
async function parkAgain(
  { deliveries, breakers, endpoints }: DeliverTools,
  { row, z }: Made,
  attempt: AttemptResult['attempt'],
  notBefore: number,
  now: number,
): Promise<boolean> {
  const breaker = (await endpoints.getAnew(row.project, row.subscription))?.breaker;
  if (breaker?.state === 'open') {
    const parked = await deliveries.parkAgain(row, attempt, z, now, breakers.stillOpen(breaker));
    if (parked && notBefore > (breaker.dueAt ?? 0)) await breakers.change(breaker, { dueAt: notBefore });
    if (parked) return true;
  }
  const chainStart = row.chainStart + 1;
  return deliveries.retryLater(row, attempt, { nextAt: now, dueAt: now, chainStart, z });
}

/** A message that is lost here is sent by the sweep: the row is in the due index (SEMANTICS 2.3). */
async function sendDelayed(
  { queues }: DeliverTools,
  { row, endpoint, z }: Made,
  nextAt: number,
  now: number,
): Promise<void> {
  if (!dueAfterFailure(nextAt, now).sendDelayed) return;
  const { slot: _, ...next } = { ...row, attempt: row.attempt + 1 };
  const queue = queues[isProven(endpoint.pace) ? 'fast' : 'slow'];
  const refused = await queue.send([
    { message: attemptMessage(next, z), delaySeconds: delaySeconds(nextAt, now) },
  ]);
  if (refused.length > 0)
    log('deliver.delayed-message-refused', { delivery: row.id, attempt: row.attempt + 1 });
}
