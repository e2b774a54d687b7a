import type { ExpectationOf } from '../../format/expectation';
import type { RecordedRequest } from '../../receiver/record';
import { actorNamed, selected, type Stage } from '../stage';

/** What a closing connection may take on top of everything, ms. */
const CLOSING_MS = 1_500;

const requestAt = (stage: Stage, endpoint: string, number: number): RecordedRequest | undefined =>
  actorNamed(stage, endpoint).endpoint.requests[number - 1];

export function interval(stage: Stage, expected: ExpectationOf<'interval'>): string | undefined {
  const [from, to] = [expected.from, expected.to].map((each) => requestAt(stage, expected.endpoint, each));
  if (!from || !to) return `${expected.endpoint} has not got request ${expected.to}`;
  const most = (to.senderAt.latest - from.senderAt.earliest) / 1_000;
  const least = (to.senderAt.earliest - from.senderAt.latest) / 1_000;
  const { atLeastSeconds = 0, atMostSeconds = Infinity } = expected;
  if (most < atLeastSeconds) return `only ${round(most)} s between the requests, not ${atLeastSeconds} s`;
  return least > atMostSeconds
    ? `${round(least)} s between the requests, more than ${atMostSeconds} s`
    : undefined;
}

export function spread(stage: Stage, expected: ExpectationOf<'spread'>): string | undefined {
  const moments = selected(stage, expected).map(({ senderAt }) => senderAt);
  const first = Math.min(...moments.map(({ earliest }) => earliest));
  const last = Math.max(...moments.map(({ latest }) => latest));
  const seconds = (last - first) / 1_000;
  return seconds < expected.atLeastSeconds
    ? `${moments.length} requests within ${round(seconds)} s, not spread over ${expected.atLeastSeconds} s`
    : undefined;
}

export async function delay(stage: Stage, expected: ExpectationOf<'delay'>): Promise<string | undefined> {
  const { endpoint } = actorNamed(stage, expected.endpoint);
  const sent = stage.events.get(expected.event);
  if (!sent) return `${expected.event} was not sent`;
  const arrived = (): RecordedRequest | undefined =>
    endpoint.requests.find(({ body }) => body.includes(`"${expected.event}"`));
  const left = sent.at + expected.atMostSeconds * 1_000 - performance.now();
  await endpoint.until(() => arrived() !== undefined, Math.max(0, left));
  const seconds = ((arrived()?.at ?? Infinity) - sent.at) / 1_000;
  return seconds <= expected.atMostSeconds
    ? undefined
    : `${expected.event} took ${Number.isFinite(seconds) ? round(seconds) : `more than ${expected.atMostSeconds}`} s`;
}

export function before(stage: Stage, { first, second }: ExpectationOf<'before'>): string | undefined {
  const [one, other] = [first, second].map(({ endpoint, request }) => requestAt(stage, endpoint, request));
  if (!one || !other) return 'one of the two requests did not come';
  return one.at < other.at
    ? undefined
    : `request ${second.request} to ${second.endpoint} came before request ${first.request} to ${first.endpoint}`;
}

export async function closed(stage: Stage, expected: ExpectationOf<'closed'>): Promise<string | undefined> {
  const { endpoint, timeoutSeconds } = actorNamed(stage, expected.endpoint);
  const request = requestAt(stage, expected.endpoint, expected.request);
  if (!request) return `${expected.endpoint} has not got request ${expected.request}`;
  const { connection, at } = request;
  const limit = (expected.withinSeconds + timeoutSeconds) * 1_000 + CLOSING_MS;
  await endpoint.until(() => connection.closedAt !== undefined, Math.max(0, at + limit - performance.now()));
  const took = (connection.closedAt ?? Infinity) - at;
  return took <= limit ? undefined : `the sender held the connection for more than ${round(limit / 1_000)} s`;
}

const round = (seconds: number): number => Math.round(seconds * 100) / 100;
