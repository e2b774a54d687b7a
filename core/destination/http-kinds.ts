import type { Destination } from './destination';
import type { HttpKind } from './kind';
import { alertmanager } from './kinds/alertmanager';
import { datadog } from './kinds/datadog';
import { pagerduty } from './kinds/pagerduty';
import { slack } from './kinds/slack';

type Kinds = {
  [K in Exclude<Destination['kind'], 'webhook' | 'email' | 'log'>]: HttpKind<
    Extract<Destination, { kind: K }>
  >;
};

/** All that is sent over HTTP in its vendor's form. A new kind is one more line here, and one where it is configured. */
export const HTTP_KINDS: Kinds = { slack, pagerduty, datadog, alertmanager };

/** The kind of a destination; undefined for those that are told in another way. */
export const httpKindOf = (destination: Destination): HttpKind<Destination> | undefined =>
  (HTTP_KINDS as Record<string, HttpKind<Destination>>)[destination.kind];
