import { clean } from '../../notice/clean';
import { shownLinks, type Notice } from '../../notice/notice';
import { alertOf, wording } from '../../notice/wording';
import type { PagerDutyDestination } from '../destination';
import type { Answer, HttpKind, OutgoingRequest, Outcome } from '../kind';

const HOSTS = { us: 'https://events.pagerduty.com', eu: 'https://events.eu.pagerduty.com' } as const;
const ACTIONS = {
  'alert.firing': 'trigger',
  'alert.acknowledged': 'acknowledge',
  'alert.resolved': 'resolve',
} as const;
const SUMMARY = 1_024;
const SOURCE = 255;

/** Events API v2 (https://developer.pagerduty.com/docs/events-api-v2-overview). One incident an alert's episode. */
export const pagerduty: HttpKind<PagerDutyDestination> = {
  // 120 a minute for each integration key.
  perSecond: 2,
  format,
  judge,
};

function format(
  { region = 'us', url = `${HOSTS[region]}/v2/enqueue` }: PagerDutyDestination,
  routingKey: string,
  notice: Notice,
): OutgoingRequest | undefined {
  const [item] = notice.items;
  if (!item) return undefined;
  const { event } = item;
  const alert = alertOf(event);
  const { title, severity } = wording(event);
  const body = {
    routing_key: routingKey,
    event_action: actionOf(event.type),
    dedup_key: alert?.id ?? event.id,
    payload: {
      summary: title.slice(0, SUMMARY),
      source: clean(String(alert?.group['source'] ?? event.source), SOURCE) || 'tocsin',
      severity,
      timestamp: alert?.startedAt ?? event.time,
      class: event.type,
      custom_details: details(event, notice),
    },
    client: 'Tocsin',
    links: shownLinks(item).map(({ label, url }) => ({ href: url, text: label })),
  };
  return { url, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

const actionOf = (type: string): string =>
  Object.hasOwn(ACTIONS, type) ? ACTIONS[type as keyof typeof ACTIONS] : 'trigger';

function details(event: Parameters<typeof wording>[0], { repeat, test }: Notice): Record<string, unknown> {
  const { text, facts } = wording(event);
  return {
    ...(text !== '' && { Summary: text }),
    ...Object.fromEntries(facts),
    ...(repeat && { 'Told before': String(repeat) }),
    ...(test && { Test: 'This is a test.' }),
  };
}

function judge({ status }: Answer): Outcome {
  if (status === 202) return { ok: true };
  if (status === 400) return { ok: false, error: 'pagerduty_invalid_event', permanent: true };
  return { ok: false, error: status === 429 ? 'pagerduty_rate_limited' : 'pagerduty_unexpected_answer' };
}
