import { mailOfProject } from '../../core/allowance';
import type { DeliverTools } from './tools';

/** Why a delivery was withheld, or an attempt was not made. */
export const MAIL_ALLOWANCE_SPENT = 'mailRecipientsPerDay';

/** Mail goes to so many recipients a project and day. False if these are beyond them. */
export const takeMail = (
  {
    allowances,
    mailRecipientsPerDay,
    now,
  }: Pick<DeliverTools, 'allowances' | 'mailRecipientsPerDay' | 'now'>,
  project: string,
  recipients: number,
): Promise<boolean> => allowances.take(mailOfProject(mailRecipientsPerDay), project, recipients, now());
