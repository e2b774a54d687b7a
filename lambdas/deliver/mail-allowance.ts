import type { Endpoint } from '../../adapters/aws/endpoints';
import type { Found } from '../../adapters/aws/shelf';
import { idOf } from '../../adapters/aws/new-delivery';
import { mailOfProject } from '../../core/allowance';
import type { DeliveryRow } from '../../core/delivery/delivery';
import type { DeliveryMessage } from '../../core/delivery/message';
import { NOTICE } from '../../core/notice/grouping';
import { keptUntil } from '../../core/retention';
import { log } from '../log';
import { deliveryFields } from '../message-fields';
import type { DeliverTools } from './deliverer';
import { follow } from './follow';
import { onePerDelivery, ready } from './put-off';
import { withhold } from './quiet';
import type { Failures } from './serve';
import { tellingOf } from './telling';

export const MAIL_ALLOWANCE_SPENT = 'mailRecipientsPerDay';

type Tools = Pick<DeliverTools, 'allowances' | 'mailRecipientsPerDay' | 'now'>;

/** Mail goes to so many recipients a project and day. */
export const takeMail = (
  { allowances, mailRecipientsPerDay, now }: Tools,
  project: string,
  recipients: number,
): Promise<boolean> => allowances.take(mailOfProject(mailRecipientsPerDay), project, recipients, now());

/** A try that leaves the row what it was if it fails: it is counted where it is made. */
export const isCountedLater = (
  row: Pick<DeliveryRow, 'fallback'> | undefined,
  manual: boolean | undefined,
): boolean => manual === true || row?.fallback !== undefined;

/**
 * Withholds, with its reason, what is beyond the recipients that a project may have today. Counted is the first attempt
 * of each chain, a test too. Answers what is to be attempted.
 */
export async function mailAllowance(
  tools: DeliverTools,
  endpoint: Endpoint,
  messages: readonly DeliveryMessage[],
  failures: Failures,
): Promise<DeliveryMessage[]> {
  const { destination, status } = endpoint.subscription;
  if (destination.kind !== 'email') return [...messages];
  // What is disabled holds whatever comes; only a test is sent.
  const sent = messages.filter(({ test }) => status === 'enabled' || test);
  const { found, bodiless } = await ready(tools, onePerDelivery(sent, failures), failures);
  const allowed = [...messages.filter((message) => !sent.includes(message)), ...bodiless];
  for (const one of found) {
    try {
      if (await isAllowed(tools, one, destination.to.length)) allowed.push(one.message);
      else await refuse(tools, endpoint, one);
    } catch (error) {
      failures.set(one.message, error);
    }
  }
  return allowed;
}

async function isAllowed(tools: Tools, { message, row }: Found, recipients: number): Promise<boolean> {
  const isFirst = message.attempt === (row?.chainStart ?? 1);
  return !isFirst || isCountedLater(row, message.manual) || takeMail(tools, message.project, recipients);
}

async function refuse(tools: DeliverTools, endpoint: Endpoint, found: Found): Promise<void> {
  const { message } = found;
  const telling = message.test ? undefined : tellingOf(message.type, found.z);
  const until = keptUntil(message.acceptedAt, tools.now(), tools.retentionDays);
  if (telling) await withhold(tools, found, telling, MAIL_ALLOWANCE_SPENT);
  else await tools.shelf.withhold(found, MAIL_ALLOWANCE_SPENT, until);
  if (message.type === NOTICE) await follow(tools, idOf(message), endpoint.subscription);
  log('deliver.withheld', { ...deliveryFields(message), reason: MAIL_ALLOWANCE_SPENT });
}
