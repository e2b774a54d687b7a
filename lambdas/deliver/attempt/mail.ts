import type { AttemptResult } from '../../../core/delivery/decide';
import { isCountedLater } from '../../../core/delivery/plan/by-mail';
import type { EmailDestination } from '../../../core/destination/destination';
import { email } from '../../../core/destination/kinds/email';
import { contentOf } from '../../../core/notice/content';
import { MAIL_ALLOWANCE_SPENT, takeMail } from '../take-mail';
import { type AttemptOrder, type AttemptTools, timeoutMs } from './attempt-order';
import { linked } from './links';

/** Sends one mail to all recipients. A try by hand counts for the day's recipients here, and fails beyond them. */
export async function mail(
  tools: AttemptTools,
  { row, subscription, body, manual }: AttemptOrder,
  { to }: EmailDestination,
): Promise<AttemptResult> {
  const { mailer, publicUrl, now } = tools;
  const at = now();
  const dataKey = await tools.dataKeys.get(row.project);
  const content = linked(contentOf(row.type, body.text()), row, { publicUrl, dataKey });
  const letter = email({ id: row.event, ...content, test: row.test === true });
  const isSpent = isCountedLater(row, manual) && !(await takeMail(tools, row.project, to.length));
  const { permanent, ...answer } = isSpent
    ? { error: MAIL_ALLOWANCE_SPENT, permanent: undefined }
    : await mailer.send(to, letter, timeoutMs(subscription));
  const headers = { subject: letter.subject, ...letter.headers };
  return {
    attempt: {
      ...{ number: row.attempt, at, durationMs: now() - at, ...answer },
      ...(manual ? { manual: true } : {}),
      ...(row.test ? { request: { url: `mailto:${to.join(',')}`, headers, body: letter.text } } : {}),
    },
    ...(permanent && { permanent }),
  };
}
