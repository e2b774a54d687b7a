import * as z from 'zod';
import { shownDestination } from '../../../core/configuration/destination';
import {
  delaySeconds,
  grouping,
  muteWindows,
  rateCap,
  repeatSeconds,
  unless,
} from '../../../core/configuration/people';
import { signature } from '../../../core/configuration/signature';
import { breaker, format, rateLimit } from '../../../core/configuration/webhook-subscription';
import type { Subscription } from '../../../core/subscription/subscription';
import { withoutUndefined } from '../../../core/without-undefined';
import { id, iso, time, warnings } from '../fields';

export const SUBSCRIPTION_ID = 'sub_01JH7Z0000000000000000000A';

const KINDS = ['webhook', 'slack', 'email', 'pagerduty', 'datadog', 'alertmanager', 'log'] as const;

const fields = {
  id: id('sub', SUBSCRIPTION_ID),
  name: z.string(),
  eventTypes: z.array(z.string()),
  filter: z.record(z.string(), z.unknown()).optional(),
  destination: z
    .looseObject({ kind: z.enum(KINDS) })
    .meta({ description: 'As it was given, with `***` instead of credentials and values of headers' }),
  signature: signature.optional(),
  format: format.optional(),
  retry: z.object({ scheduleSeconds: z.array(z.number()) }).optional(),
  timeoutSeconds: z.number().optional(),
  rateLimit: rateLimit.optional(),
  breaker: breaker.optional(),
  grouping: grouping.optional(),
  rateCap: rateCap.optional(),
  repeatSeconds: repeatSeconds.optional(),
  delaySeconds: delaySeconds.optional(),
  unless: unless.optional(),
  muteWindows: muteWindows.optional(),
  status: z.enum(['enabled', 'disabled']),
  disabledReason: z
    .enum(['manual', 'gone', 'failing'])
    .optional()
    .meta({ description: '`gone`: the endpoint answered 410; `failing`: nothing but failures for days' }),
  enabledAt: time.optional().meta({ description: 'When somebody last enabled it' }),
  createdAt: time,
  updatedAt: time,
  revision: z.number().meta({ description: 'Grows with every change; the ETag' }),
};

export const subscriptionSchema = z.object(fields).meta({ id: 'Subscription' });

/** As a change answers it. */
export const changedSubscriptionSchema = z
  .object({ ...fields, warnings })
  .meta({ id: 'ChangedSubscription' });

export const SECRET_EXAMPLE = `whsec_${'A'.repeat(43)}=`;
export const PUBLIC_KEY_EXAMPLE = 'whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4=';

/** A public key as it is shown. */
export const publicKey = z.string().meta({ description: '`whpk_` and base64 of the ed25519 public key' });

/** What the owner of a new secret is shown. */
export const shownSecret = {
  secret: z
    .string()
    .optional()
    .meta({ description: 'The signing secret, shown this once; none if requests are signed by `v1a` alone' }),
  publicKey: publicKey.optional(),
};

export const subscriptionWithSecret = z
  .object({ ...fields, ...shownSecret, warnings })
  .meta({ id: 'SubscriptionWithSecret' });

export const subscriptionExample = {
  id: SUBSCRIPTION_ID,
  name: 'billing',
  eventTypes: ['agent.run.*'],
  destination: { kind: 'webhook', url: 'https://example.com/hook', headers: { 'x-env': '***' } },
  signature: { scheme: 'standard' },
  retry: { scheduleSeconds: [5, 30, 300] },
  rateLimit: { perSecond: 20 },
  breaker: { failures: 10, seconds: 60 },
  status: 'enabled',
  createdAt: '2026-01-31T12:00:00.000Z',
  updatedAt: '2026-01-31T12:00:00.000Z',
  revision: 1,
};

/** A subscription as it is shown, member by member: no secret, and credentials and headers masked. */
export function subscriptionView(row: Subscription) {
  const { id, name, eventTypes, filter, destination, signature, format, retry, timeoutSeconds } = row;
  const { grouping, rateCap, repeatSeconds, delaySeconds, unless, muteWindows } = row;
  const { rateLimit, breaker, status, disabledReason, enabledAt } = row;
  return withoutUndefined({
    id,
    name,
    eventTypes,
    signature,
    destination: shownDestination(destination),
    filter,
    retry,
    format,
    timeoutSeconds,
    rateLimit,
    breaker,
    grouping,
    rateCap,
    repeatSeconds,
    delaySeconds,
    unless,
    muteWindows,
    status,
    disabledReason,
    enabledAt: enabledAt === undefined ? undefined : iso(enabledAt),
    createdAt: iso(row.createdAt),
    updatedAt: iso(row.updatedAt),
    revision: row.revision,
  });
}
