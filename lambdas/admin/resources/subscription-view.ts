import * as z from 'zod';
import { maskedHeaders } from '../../../core/configuration/custom-headers';
import type { Subscription } from '../../../core/subscription/subscription';
import { id, iso, time } from '../fields';

export const SUBSCRIPTION_ID = 'sub_01JH7Z0000000000000000000A';

const fields = {
  id: id('sub', SUBSCRIPTION_ID),
  name: z.string(),
  eventTypes: z.array(z.string()),
  filter: z.record(z.string(), z.unknown()).optional(),
  destination: z.object({
    kind: z.literal('webhook'),
    url: z.string(),
    headers: z.record(z.string(), z.string()).optional(),
  }),
  signature: z.object({ scheme: z.literal('standard') }),
  retry: z.object({ scheduleSeconds: z.array(z.number()) }).optional(),
  timeoutSeconds: z.number().optional(),
  status: z.enum(['enabled', 'disabled']),
  disabledReason: z
    .enum(['manual', 'gone'])
    .optional()
    .meta({ description: '`gone`: the endpoint answered 410' }),
  createdAt: time,
  updatedAt: time,
  revision: z.number().meta({ description: 'Grows with every change; the ETag' }),
};

export const subscriptionSchema = z.object(fields).meta({ id: 'Subscription' });
export const subscriptionWithSecret = z
  .object({ ...fields, secret: z.string().meta({ description: 'The signing secret, shown this once' }) })
  .meta({ id: 'SubscriptionWithSecret' });

export const subscriptionExample = {
  id: SUBSCRIPTION_ID,
  name: 'billing',
  eventTypes: ['agent.run.*'],
  destination: { kind: 'webhook', url: 'https://example.com/hook', headers: { 'x-env': 'prod' } },
  signature: { scheme: 'standard' },
  retry: { scheduleSeconds: [5, 30, 300] },
  status: 'enabled',
  createdAt: '2026-01-31T12:00:00.000Z',
  updatedAt: '2026-01-31T12:00:00.000Z',
  revision: 1,
};

/** A subscription as it is shown, member by member: no secret, and credentials in headers masked. */
export function subscriptionView(row: Subscription) {
  const { id, name, eventTypes, filter, destination, signature, retry, timeoutSeconds } = row;
  const { kind, url, headers } = destination;
  return {
    ...{ id, name, eventTypes, signature },
    destination: { kind, url, ...(headers && { headers: maskedHeaders(headers) }) },
    ...(filter && { filter }),
    ...(retry && { retry }),
    ...(timeoutSeconds !== undefined && { timeoutSeconds }),
    status: row.status,
    ...(row.disabledReason && { disabledReason: row.disabledReason }),
    createdAt: iso(row.createdAt),
    updatedAt: iso(row.updatedAt),
    revision: row.revision,
  };
}
