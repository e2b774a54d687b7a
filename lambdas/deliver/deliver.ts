import type { Endpoint } from '../../adapters/aws/endpoints';
import type { Finding } from '../../core/delivery/breaker';
import type { DeliveryRow } from '../../core/delivery/delivery';
import type { Facts } from '../../core/delivery/plan/facts';
import type { LeasePlan } from '../../core/delivery/plan/plan-kinds';
import { planUnderLease } from '../../core/delivery/plan/under-lease';
import { refusedClaim } from '../../core/delivery/refused-claim';
import { ComeBack } from '../batch';
import { log } from '../log';
import { deliveryFields } from '../message-fields';
import { attempt } from './attempt/attempt';
import { watchPace } from './attempt/watch-pace';
import { endWithoutAttempt } from './carry-out/under-lease';
import { loadAddressee, loadBody } from './load';
import { findingOf } from './record/finding-of';
import { measuredOf } from './record/measured-of';
import { record } from './record/record';
import type { Recorded } from './record/record-types';
import type { DeliverTools } from './tools';

/** What was learned of a delivery on the way to its attempt. */
type Known = Pick<Facts, 'message' | 'stored' | 'alert'>;

/**
 * How long a claim lasts: beyond the function's timeout (40 s), so that its holder is done or dead, and within the queue's
 * visibility (240 s), so that the message finds it expired when it comes back (SEMANTICS 2.2).
 */
const LEASE_MS = 60_000;

/**
 * One attempt of one delivery, under a lease, and what it says about the endpoint. A fault of our own is thrown: the
 * message comes back and no attempt is used up.
 */
export async function deliver(tools: DeliverTools, known: Known): Promise<Finding> {
  const { message } = known;
  const now = tools.now();
  const claim = await tools.deliveries.claim(message, now, now + LEASE_MS);
  if ('refusedBy' in claim) {
    if (refusedClaim(claim.refusedBy, message.attempt) === 'busy') throw new ComeBack();
    log('deliver', { ...deliveryFields(message), outcome: 'stale' });
    return { verdict: 'neither' };
  }
  const row = claim.claimed;
  const { verdict, ...outcome } = await deliverClaimed(tools, row, known);
  const measured = measuredOf(outcome, tools.now() - row.acceptedAt);
  log('deliver', { ...deliveryFields(row), ...outcome }, measured);
  return findingOf(verdict, row.id, outcome, tools.now());
}

async function deliverClaimed(tools: DeliverTools, row: DeliveryRow, known: Known): Promise<Recorded> {
  const endpoint = await tools.endpoints.get(row.project, row.subscription);
  const body = known.stored?.body ?? (await loadBody(tools, known.message, row));
  const planned = planUnderLease({ row, endpoint, body });
  if (planned.do !== 'attempt') return endWithoutAttempt(tools, row, planned);
  return attemptClaimed(tools, row, planned, known);
}

async function attemptClaimed(
  tools: DeliverTools,
  row: DeliveryRow,
  { endpoint, body }: Extract<LeasePlan<Endpoint>, { do: 'attempt' }>,
  { message, alert }: Known,
): Promise<Recorded> {
  const [probe, manual] = [message.probe === true, message.manual === true];
  const subscription = await loadAddressee(tools, row, endpoint.subscription, body, alert);
  const attempting = attempt(tools, { row, subscription, body, manual });
  const result = await watchPace(tools, endpoint, attempting);
  return record(tools, { row, endpoint, body, probe, manual }, result);
}
