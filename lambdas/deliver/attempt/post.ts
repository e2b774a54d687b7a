import type { PostAnswer } from '../../../adapters/http/exchange';
import type { AttemptResult } from '../../../core/delivery/decide';
import type { Attempt } from '../../../core/delivery/delivery';
import { secretContext, unseal } from '../../../core/seal';
import { childOf } from '../../../core/trace/traceparent';
import { type AttemptOrder, type AttemptTools, timeoutMs } from './attempt-order';
import { linked } from './links';
import { masked } from './masked';
import { requestOf, type PreparedRequest } from './request-of';

/** Posts the event in the form of its destination's kind. */
export async function post(tools: AttemptTools, order: AttemptOrder): Promise<AttemptResult> {
  const { row, subscription } = order;
  const { dataKeys, poster, now } = tools;
  const dataKey = await dataKeys.get(row.project);
  const at = now();
  const prepared = prepare(tools, order, dataKey, at);
  // This kind of destination is not told of such events: nothing is sent, and nothing has failed.
  if (!prepared) return { attempt: { number: row.attempt, at, durationMs: 0 }, done: true };
  const answer = await poster.post({ ...prepared.request, timeoutMs: timeoutMs(subscription) });
  const { retryAfter, permanent, ...judged } = verdictOn(answer, prepared.judge);
  const made = { number: row.attempt, at, durationMs: now() - at, ...judged };
  return {
    attempt: { ...made, ...shownOf(order, prepared) },
    ...(retryAfter === undefined ? {} : { retryAfter }),
    ...(permanent && { permanent }),
  };
}

function prepare(
  { publicUrl, version }: AttemptTools,
  { row, subscription, body }: AttemptOrder,
  dataKey: Buffer,
  at: number,
): PreparedRequest | undefined {
  const open = (sealed: string): string =>
    unseal(dataKey, sealed, secretContext(row.project, subscription.id));
  const traceparent = childOf(row.traceparent, `${row.id}#${row.attempt}#${at}`);
  const { event: id, type, test } = row;
  return requestOf(subscription, open, {
    ...{ id, type, body: body.text(), at, version, test: test === true, traceparent },
    links: (content) => linked(content, row, { publicUrl, dataKey }),
  });
}

/** What the owner sees besides the answer. A test shows what was sent. */
const shownOf = (
  { row, subscription, manual }: AttemptOrder,
  { request, credential }: PreparedRequest,
): Pick<Attempt, 'manual' | 'request'> => ({
  ...(manual ? { manual: true } : {}),
  ...(row.test ? { request: masked(request, subscription.destination, credential) } : {}),
});

/** A kind has its own idea of success; without an answer there is nothing to judge. */
function verdictOn(answer: PostAnswer, judge: PreparedRequest['judge']): PostAnswer & { permanent?: true } {
  const { status, response = '', error: _, ...rest } = answer;
  if (!judge || status === undefined) return answer;
  const outcome = judge({ status, body: response });
  if (outcome.ok) return { ...rest, status, response };
  const { error, permanent } = outcome;
  return { ...rest, status, response, error, ...(permanent && { permanent }) };
}
