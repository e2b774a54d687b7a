import type { Notice } from '../../notice/notice';
import { alertOf, wording, type Wording } from '../../notice/wording';
import type { DatadogDestination } from '../destination';
import type { Answer, HttpKind, OutgoingRequest, Outcome } from '../kind';

const TITLE = 100;
const TEXT = 4_000;
const KEY = 100;
const TAG = 200;

/** The event stream (https://docs.datadoghq.com/api/latest/events/#post-an-event-v1). */
export const datadog: HttpKind<DatadogDestination> = { format, judge };

function format(
  { site = 'datadoghq.com', url = `https://api.${site}/api/v1/events` }: DatadogDestination,
  apiKey: string,
  { items: [item], test }: Notice,
): OutgoingRequest | undefined {
  if (!item) return undefined;
  const { event } = item;
  const alert = alertOf(event);
  const words = wording(event);
  const lines = [
    ...(words.text === '' ? [] : [words.text]),
    ...words.facts.map(([name, value]) => `${name}: ${value}`),
    ...(test ? ['This is a test.'] : []),
  ];
  const body = {
    title: unmentioned(words.title).slice(0, TITLE),
    text: unmentioned(lines.join('\n')).slice(0, TEXT),
    alert_type: kindOf(words),
    priority: words.severity === 'info' ? 'low' : 'normal',
    aggregation_key: (alert?.id ?? event.id).slice(0, KEY),
    tags: [
      ...['service:tocsin', `event_type:${event.type}`, `severity:${words.severity}`],
      ...(alert ? Object.entries({ ...alert.group, ...alert.labels }) : [['agent', event.source]]).map(
        ([name, value]) => `${name}:${value}`,
      ),
    ].map(tag),
  };
  return {
    url,
    headers: { 'content-type': 'application/json', 'dd-api-key': apiKey },
    body: JSON.stringify(body),
  };
}

/** `@somebody` in the text of an event notifies them. */
const unmentioned = (text: string): string => text.replaceAll('@', '(at)').replaceAll('%%%', '%');

function kindOf({ state, severity }: Wording): 'success' | 'error' | 'warning' | 'info' {
  if (state === 'resolved') return 'success';
  if (severity === 'critical' || severity === 'error') return 'error';
  return severity;
}

/** https://docs.datadoghq.com/getting_started/tagging/#define-tags */
const tag = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}_\-:./]+/gu, '_')
    .slice(0, TAG)
    .toWellFormed()
    .replace(/\uFFFD$/, '');

function judge({ status }: Answer): Outcome {
  if (status === 202 || status === 200) return { ok: true };
  if (status === 400 || status === 413) return { ok: false, error: 'datadog_invalid_event', permanent: true };
  if (status === 403) return { ok: false, error: 'datadog_forbidden' };
  return { ok: false, error: status === 429 ? 'datadog_rate_limited' : 'datadog_unexpected_answer' };
}
