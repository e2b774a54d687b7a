/** Headers of the owner's own, by name; each value is sealed as the subscription's secrets are, and never shown. */
type SealedHeaders = Record<string, string>;

/** A webhook endpoint: our own or CloudEvents' body, signed by the subscription's scheme. */
export interface WebhookDestination {
  kind: 'webhook';
  url: string;
  sealedHeaders?: SealedHeaders;
  /** Opened, where a request is made. */
  headers?: Record<string, string>;
}

/** An incoming webhook of Slack. Its URL is its credential. */
export interface SlackDestination {
  kind: 'slack';
}

/** People at their addresses, through the installation's own sender. */
export interface EmailDestination {
  kind: 'email';
  to: string[];
}

/** PagerDuty's Events API v2; the routing key is its credential. */
export interface PagerDutyDestination {
  kind: 'pagerduty';
  /** Where the account lives; `us` if not given. */
  region?: 'us' | 'eu';
  /** Instead of PagerDuty's own: a proxy or another service that takes Events API v2. */
  url?: string;
}

/** Datadog's event stream; the API key is its credential. */
export interface DatadogDestination {
  kind: 'datadog';
  /** E.g. `datadoghq.com` (if not given), `datadoghq.eu`, `us5.datadoghq.com`. */
  site?: string;
  /** Instead of `https://api.<site>/api/v1/events`. */
  url?: string;
}

/** Prometheus Alertmanager's API v2. */
export interface AlertmanagerDestination {
  kind: 'alertmanager';
  /** Of the Alertmanager itself: `/api/v2/alerts` is added to it. */
  url: string;
  /** E.g. `authorization`. */
  sealedHeaders?: SealedHeaders;
  /** Opened, where a request is made. */
  headers?: Record<string, string>;
}

/** The event is written to the log, and nobody is notified. */
export interface LogDestination {
  kind: 'log';
}

export type Destination =
  | WebhookDestination
  | SlackDestination
  | EmailDestination
  | PagerDutyDestination
  | DatadogDestination
  | AlertmanagerDestination
  | LogDestination;

/** What can tell of several things in one message (SEMANTICS 6.2). */
export const tellsTogether = ({ kind }: Destination): boolean => kind === 'slack' || kind === 'email';

/** People are told by these: quiet applies to them, never to the others (SEMANTICS 6.1). */
export const tellsPeople = ({ kind }: Destination): boolean =>
  kind === 'slack' || kind === 'email' || kind === 'pagerduty';
