import type { Service } from '../context';
import { sendEmail } from './actions/send-email';

/** SES v2 for sending. */
export const ses: Service = { target: 'ses', actions: { SendEmail: sendEmail } };

/** Its API is REST: a method and a path name the action. */
export const SES_ROUTES: Readonly<Record<string, string>> = {
  'POST /v2/email/outbound-emails': 'ses.SendEmail',
};
