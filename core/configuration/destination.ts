import * as z from 'zod';
import type { Destination } from '../destination/destination';
import { InvalidInput } from './errors';
import { changedHeaders, maskedHeaders } from './custom-headers';
import { alertmanager } from './destinations/alertmanager';
import { datadog } from './destinations/datadog';
import type { Place } from './destinations/fields';
import { email } from './destinations/email';
import { log } from './destinations/log';
import { pagerduty } from './destinations/pagerduty';
import { slack } from './destinations/slack';
import { webhook } from './destinations/webhook';
import { MASK } from './mask';

/**
 * Where a subscription sends, as it is posted. A new kind is one more member here, a name in the error, and a case in each
 * switch below, which do not compile without it.
 */
export const destination = (place: Place) =>
  z.discriminatedUnion(
    'kind',
    [webhook(place), slack(place), email(), pagerduty(place), datadog(place), alertmanager(place), log()],
    {
      error: (issue) =>
        issue.code === 'invalid_union'
          ? 'must be "webhook", "slack", "email", "pagerduty", "datadog", "alertmanager" or "log"'
          : undefined,
    },
  );

export type GivenDestination = z.output<ReturnType<typeof destination>>;

/** What is stored in the open, and what is to be sealed; without what is kept as `***`, and what is not given. */
export interface Split {
  destination: Destination;
  credential?: string;
  headers?: Record<string, string>;
}

/** The same parts once they are sealed. */
export type Sealed = Omit<Split, 'destination'>;

/** Takes out of what was posted what is secret. `***` is no secret. */
export function split(given: GivenDestination): Split {
  const { destination, credential, headers } = parts(given);
  const fresh = Object.entries(headers ?? {}).filter(([, value]) => value !== MASK);
  return {
    destination: defined(destination),
    ...(credential !== undefined && credential !== MASK && { credential }),
    ...(headers && { headers: Object.fromEntries(fresh) }),
  };
}

function parts(given: GivenDestination): {
  destination: Destination;
  credential?: string;
  headers?: Record<string, string> | undefined;
} {
  switch (given.kind) {
    case 'slack':
      return { destination: { kind: 'slack' }, credential: given.url };
    case 'pagerduty': {
      const { routingKey, ...rest } = given;
      return { destination: rest as Destination, credential: routingKey };
    }
    case 'datadog': {
      const { apiKey, ...rest } = given;
      return { destination: rest as Destination, credential: apiKey };
    }
    case 'webhook':
    case 'alertmanager': {
      const { headers, ...rest } = given;
      return { destination: rest, headers };
    }
    case 'email':
    case 'log':
      return { destination: given };
  }
}

/** A new destination as it is stored. */
export function madeDestination(given: GivenDestination, { headers }: Sealed): Destination {
  const { destination } = split(given);
  return withHeaders(destination, headers);
}

const withHeaders = (destination: Destination, sealedHeaders: Sealed['headers']): Destination =>
  sealedHeaders && (destination.kind === 'webhook' || destination.kind === 'alertmanager')
    ? { ...destination, sealedHeaders }
    : destination;

const defined = (destination: Destination): Destination =>
  Object.fromEntries(
    Object.entries(destination).filter(([, value]) => value !== undefined),
  ) as unknown as Destination;

/** Kinds that know us by a credential. */
export const hasCredential = ({ kind }: Destination): boolean =>
  kind === 'slack' || kind === 'pagerduty' || kind === 'datadog';

/** Where requests go, as far as that is not the vendor's own or a secret. */
const openUrlOf = (destination: Destination): string | undefined =>
  'url' in destination ? destination.url : undefined;

const originOf = (destination: Destination): string => {
  const url = openUrlOf(destination);
  return url === undefined ? '' : new URL(url).origin;
};

/**
 * The destination after a change. A masked credential is not taken along to another host, where somebody who may change
 * the URL could read it. `keeps`: the stored credential stays. Throws `InvalidInput` for another kind, as deliveries that
 * wait are in the form of the old one, and for a masked header with nothing to keep.
 */
export function changedDestination(
  before: Destination,
  given: GivenDestination,
  sealed: Sealed,
): { destination: Destination; keeps: boolean } {
  const { destination, credential } = split(given);
  if (before.kind !== destination.kind)
    throw new InvalidInput([
      { pointer: '/destination/kind', detail: `must stay "${before.kind}"; make another subscription` },
    ]);
  const same = originOf(before) === originOf(destination);
  const keeps = credential === undefined && same && hasCredential(destination);
  if (!('headers' in given) || !given.headers) return { destination, keeps };
  const stored = same && 'sealedHeaders' in before ? before.sealedHeaders : undefined;
  const headers = changedHeaders(given.headers, sealed.headers ?? {}, stored ?? {});
  return { destination: withHeaders(destination, headers), keeps };
}

/** As it is shown: credentials masked. */
export function shownDestination(destination: Destination): Record<string, unknown> {
  switch (destination.kind) {
    case 'slack':
      return { kind: 'slack', url: MASK };
    case 'pagerduty':
      return { ...destination, routingKey: MASK };
    case 'datadog':
      return { ...destination, apiKey: MASK };
    case 'webhook':
    case 'alertmanager': {
      const { kind, url, sealedHeaders } = destination;
      return { kind, url, ...(sealedHeaders && { headers: maskedHeaders(sealedHeaders) }) };
    }
    case 'email':
    case 'log':
      return { ...destination };
  }
}
