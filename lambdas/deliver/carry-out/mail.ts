import { idOf } from '../../../adapters/aws/new-delivery';
import type { Facts } from '../../../core/delivery/plan/facts';
import type { PutOff, Reservation } from '../../../core/delivery/plan/plan-kinds';
import { NOTICE } from '../../../core/notice/grouping';
import { keptUntil } from '../../../core/retention';
import { log } from '../../log';
import { deliveryFields } from '../../message-fields';
import { follow } from '../follow';
import { MAIL_ALLOWANCE_SPENT, takeMail } from '../take-mail';
import type { DeliverTools } from '../tools';
import { withholdOfAlert } from './quiet';
import { DONE, goOn, type Result } from './result';

export async function reserveMail(
  tools: DeliverTools,
  facts: Facts,
  { recipients }: Extract<Reservation, { do: 'takeMail' }>,
): Promise<Result> {
  const mayMail = await takeMail(tools, facts.message.project, recipients);
  return goOn(facts, { mayMail }, tools.now());
}

/** Withheld with its reason; the members of a notice have its result. */
export async function refuseMail(
  tools: DeliverTools,
  { message, endpoint }: Facts,
  { pending, telling }: Extract<PutOff, { do: 'refuseMail' }>,
): Promise<Result> {
  const until = keptUntil(message.acceptedAt, tools.now(), tools.retentionDays);
  if (telling) await withholdOfAlert(tools, pending, telling, MAIL_ALLOWANCE_SPENT);
  else await tools.shelf.withhold(pending, MAIL_ALLOWANCE_SPENT, until);
  if (message.type === NOTICE && endpoint) await follow(tools, idOf(message), endpoint.subscription);
  log('deliver.withheld', { ...deliveryFields(message), reason: MAIL_ALLOWANCE_SPENT });
  return DONE;
}
