import type { AlertData } from '../../alert/alert';
import { clean } from '../../notice/clean';
import type { Notice, ToldEvent } from '../../notice/notice';
import { alertOf, wording } from '../../notice/wording';
import type { AlertmanagerDestination } from '../destination';
import type { Answer, HttpKind, OutgoingRequest, Outcome } from '../kind';

const DAY_MS = 86_400_000;
/** Without an end, Alertmanager resolves after five minutes what is not sent again; ours fire until we resolve them. */
const FIRING_DAYS = 30;
const LABEL = 300;

/** API v2 (https://github.com/prometheus/alertmanager/blob/main/api/v2/openapi.yaml): `POST /api/v2/alerts`. */
export const alertmanager: HttpKind<AlertmanagerDestination> = { format, judge };

function format(
  { url, headers = {} }: AlertmanagerDestination,
  _: string,
  { items: [item] }: Notice,
): OutgoingRequest | undefined {
  if (!item || item.event.type === 'alert.acknowledged') return undefined;
  const alert = alertOf(item.event);
  return {
    url: `${url.replace(/\/+$/, '')}/api/v2/alerts`,
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(alert ? alertsOf(alert, item.event) : [eventAlert(item.event)]),
  };
}

/** The severity is part of an alert's identity there: one that has become worse ends, and another begins. */
function alertsOf(alert: AlertData, event: ToldEvent): object[] {
  const { severity, previousSeverity, edge } = alert;
  const now = Date.parse(event.time);
  const ended = new Date(now).toISOString();
  const until = new Date(now + FIRING_DAYS * DAY_MS).toISOString();
  const one = (of: string, endsAt: string) => ({
    labels: labels(alert, of),
    annotations: {
      ...{ summary: wording(event).title, description: wording(event).text, alert: alert.id },
      ...annotations(event),
    },
    startsAt: alert.startedAt,
    endsAt,
  });
  const before = edge === 'raised' && previousSeverity !== null ? [one(previousSeverity, ended)] : [];
  return [...before, one(severity, alert.status === 'resolved' ? ended : until)];
}

function labels({ monitor, group, labels: own, test }: AlertData, severity: string): Record<string, string> {
  const given = Object.entries({ ...own, ...group }).map(([name, value]): [string, string] => [
    labelName(name),
    clean(String(value), LABEL),
  ]);
  return {
    ...Object.fromEntries(given.filter(([, value]) => value !== '')),
    ...{
      alertname: clean(monitor.name, LABEL),
      monitor: monitor.id,
      severity,
      ...(test && { test: 'true' }),
    },
  };
}

/** https://prometheus.io/docs/concepts/data_model/#metric-names-and-labels */
const labelName = (name: string): string => name.replace(/[^A-Za-z0-9_]/g, '_').replace(/^(?=\d|$)/, '_');

/** What is no alert has no end of its own: it is shown for as long as Alertmanager shows what is not sent again. */
function eventAlert(event: ToldEvent): object {
  const { title, severity } = wording(event);
  return {
    labels: { alertname: event.type, source: clean(event.source, LABEL), severity, event: event.id },
    annotations: { summary: title, ...annotations(event) },
    startsAt: event.time,
  };
}

function judge({ status }: Answer): Outcome {
  if (status === 200) return { ok: true };
  if (status === 400) return { ok: false, error: 'alertmanager_invalid_alert', permanent: true };
  return { ok: false, error: 'alertmanager_unexpected_answer' };
}

/** Names of annotations follow the rule for labels. */
const annotations = (event: ToldEvent): Record<string, string> =>
  Object.fromEntries(wording(event).facts.map(([name, value]) => [labelName(name), value]));
