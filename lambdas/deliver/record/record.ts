import { verdictOf } from '../../../core/delivery/breaker';
import { decide, type AttemptResult, type Decision, type Policy } from '../../../core/delivery/decide';
import { tellsPeople } from '../../../core/destination/destination';
import { NOTICE } from '../../../core/notice/grouping';
import { follow } from '../follow';
import type { DeliverTools } from '../tools';
import { noteInLedger } from './note-in-ledger';
import { notePause } from './note-pause';
import type { AttemptMade, Recorded } from './record-types';
import { sendNext } from './send-next';
import { writeDecision } from './write-decision';

/** After so long people are not told any more (SEMANTICS 6.3). */
const PEOPLE_WAIT_MS = 3_600_000;

/** Decides what follows from an attempt and writes it: first what concerns the endpoint, then the ledger, then the row. */
export async function record(
  tools: DeliverTools,
  made: AttemptMade,
  result: AttemptResult,
): Promise<Recorded> {
  const { row, endpoint } = made;
  const now = tools.now();
  const returnsAt = row.test ? 0 : await notePause(tools, endpoint, result, now);
  const decision = notBefore(decide(row, result, policyOf(made, now), now, tools.random()), returnsAt);
  await recordEndpoint(tools, made, decision);
  await noteInLedger(tools, made, decision, now);
  const isWritten = await writeDecision(tools, made, decision, result.attempt, now);
  if (isWritten && row.type === NOTICE) await follow(tools, row.id, endpoint.subscription);
  if (isWritten && decision.kind === 'retry') await sendNext(tools, made, decision.nextAt, now);
  return recordedOf(made, decision, result, isWritten);
}

function policyOf({ row, endpoint: { subscription }, probe }: AttemptMade, now: number): Policy {
  const { retry, destination } = subscription;
  return {
    ...(retry ? { scheduleSeconds: retry.scheduleSeconds } : {}),
    ...(row.test ? { test: true } : {}),
    ...(probe ? { probe } : {}),
    ...(tellsPeople(destination) && { until: (row.attempts[0]?.at ?? now) + PEOPLE_WAIT_MS }),
  };
}

const notBefore = (decision: Decision, at: number): Decision =>
  decision.kind === 'retry' ? { ...decision, nextAt: Math.max(decision.nextAt, at) } : decision;

/** A success of a person's try ends a pause: the endpoint is back early. 410 disables the subscription. */
async function recordEndpoint(
  { pauses, disable, endpoints }: DeliverTools,
  { row, endpoint, manual }: AttemptMade,
  { kind }: Decision,
): Promise<void> {
  if (kind === 'delivered' && manual && endpoint.pause) {
    await pauses.end(row.subscription);
    endpoints.forget(row.subscription);
  }
  // Before the delivery is held: after a crash in between, the subscription is disabled, and the delivery held then.
  if (kind === 'gone') {
    await disable(row.project, row.subscription, 'gone');
    endpoints.forget(row.subscription);
  }
}

function recordedOf(
  { row, probe }: AttemptMade,
  { kind: outcome }: Decision,
  { attempt }: AttemptResult,
  isWritten: boolean,
): Recorded {
  const { status, error, durationMs } = attempt;
  const lost = isWritten ? {} : { leaseLost: true };
  const verdict = row.test ? 'neither' : verdictOf(attempt);
  return { verdict, outcome, status, error, durationMs, ...(probe ? { probe } : {}), ...lost };
}
