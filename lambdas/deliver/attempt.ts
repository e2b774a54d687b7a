import type { PostAnswer } from '../../adapters/http/exchange';
import type { AttemptResult } from '../../core/delivery/decide';
import type { DeliveryRow } from '../../core/delivery/delivery';
import type { EmailDestination } from '../../core/destination/destination';
import { email } from '../../core/destination/kinds/email';
import { decompress } from '../../core/event/entry';
import { type Content, contentOf } from '../../core/notice/content';
import { childOf } from '../../core/trace/traceparent';
import { secretContext, unseal } from '../../core/seal';
import type { Subscription } from '../../core/subscription/subscription';
import { log } from '../log';
import type { DeliverTools } from './deliverer';
import { withLinks } from './links';
import { isCountedLater, MAIL_ALLOWANCE_SPENT, takeMail } from './mail-allowance';
import { masked } from './masked';
import { requestOf } from './request-of';

const DEFAULT_TIMEOUT_SECONDS = 15;

type Tools = Pick<
  DeliverTools,
  'dataKeys' | 'poster' | 'mailer' | 'publicUrl' | 'now' | 'version' | 'allowances' | 'mailRecipientsPerDay'
>;

/**
 * Makes the request in the form of its kind, and sends it. Everything of our own happens before the clock of the attempt
 * starts, and throws.
 */
export async function attempt(
  tools: Tools,
  row: DeliveryRow,
  subscription: Subscription,
  z: string,
  manual?: boolean,
): Promise<AttemptResult> {
  const { dataKeys, poster, now, version } = tools;
  const body = decompress(z);
  if (subscription.destination.kind === 'log') return logged(row, now());
  if (subscription.destination.kind === 'email')
    return mailed(tools, row, subscription.destination, body, timeoutMs(subscription), manual);
  const key = await dataKeys.get(row.project);
  const open = (sealed: string): string => unseal(key, sealed, secretContext(row.project, subscription.id));
  const at = now();
  const { id: _, event: id, type, test } = row;
  const links = (content: Content): Content => linked(tools, key, row, content);
  const traceparent = childOf(row.traceparent, `${row.id}#${row.attempt}#${at}`);
  const told = { id, type, body, at, version, test: test === true, links, traceparent };
  const made = requestOf(subscription, open, told);
  // Nothing of this event is for that kind: nobody has to be told, and nothing has failed.
  if (!made) return { attempt: { number: row.attempt, at, durationMs: 0 }, done: true };
  const { request, judge, credential } = made;
  const answer = await poster.post({
    ...request,
    timeoutMs: timeoutMs(subscription),
  });
  const { retryAfter, permanent, ...judged } = verdictOn(answer, judge);
  return {
    attempt: {
      ...{ number: row.attempt, at, durationMs: now() - at, ...judged },
      ...(manual ? { manual: true } : {}),
      ...(test ? { request: masked(request, subscription.destination, credential) } : {}),
    },
    ...(retryAfter === undefined ? {} : { retryAfter }),
    ...(permanent && { permanent }),
  };
}

/** The same in each attempt: what is tried again is the same message, and its links are used once. */
const linked = (
  { publicUrl }: Tools,
  dataKey: Buffer,
  { project, subscription, event: notice, acceptedAt }: DeliveryRow,
  content: Content,
): Content => ({
  ...content,
  items: withLinks(content.items, { publicUrl, dataKey, project, subscription, notice, sentAt: acceptedAt }),
});

const timeoutMs = ({ timeoutSeconds = DEFAULT_TIMEOUT_SECONDS }: Subscription): number =>
  timeoutSeconds * 1_000;

async function mailed(
  tools: Tools,
  row: DeliveryRow,
  { to }: EmailDestination,
  body: string,
  limitMs: number,
  manual?: boolean,
): Promise<AttemptResult> {
  const { mailer, now } = tools;
  const at = now();
  const content = linked(tools, await tools.dataKeys.get(row.project), row, contentOf(row.type, body));
  const mail = email({ id: row.event, ...content, test: row.test === true });
  const isSpent = isCountedLater(row, manual) && !(await takeMail(tools, row.project, to.length));
  const { permanent, ...answer } = isSpent
    ? { error: MAIL_ALLOWANCE_SPENT, permanent: undefined }
    : await mailer.send(to, mail, limitMs);
  const headers = { subject: mail.subject, ...mail.headers };
  return {
    attempt: {
      ...{ number: row.attempt, at, durationMs: now() - at, ...answer },
      ...(manual ? { manual: true } : {}),
      ...(row.test ? { request: { url: `mailto:${to.join(',')}`, headers, body: mail.text } } : {}),
    },
    ...(permanent && { permanent }),
  };
}

type Made = NonNullable<ReturnType<typeof requestOf>>;

/** A kind has its own idea of success; without an answer there is nothing to judge. */
function verdictOn(answer: PostAnswer, judge: Made['judge']): PostAnswer & { permanent?: true } {
  const { status, response = '', error: _, ...rest } = answer;
  if (!judge || status === undefined) return answer;
  const outcome = judge({ status, body: response });
  if (outcome.ok) return { ...rest, status, response };
  const { error, permanent } = outcome;
  return { ...rest, status, response, error, ...(permanent && { permanent }) };
}

/** Nobody is told: the line in the log is all. */
function logged(
  { project, subscription, event, type, attempt: number }: DeliveryRow,
  at: number,
): AttemptResult {
  log('notice', { project, subscription, event, type });
  return { attempt: { number, at, durationMs: 0 }, done: true };
}
