import * as z from 'zod';
import { credential, type Place, url } from './fields';

/** A service's Events API v2 integration. */
export const pagerduty = (place: Place) =>
  z.strictObject({
    kind: z.literal('pagerduty'),
    routingKey: credential(
      z.string().regex(/^[0-9A-Za-z]{32}$/, 'must be an integration key of 32 letters and digits'),
      place,
    ).meta({
      description: 'The integration key; shown as `***`',
      example: 'R0123456789ABCDEF0123456789ABCDE',
    }),
    region: z
      .enum(['us', 'eu'])
      .optional()
      .meta({ description: 'Where the account lives; `us` if not given' }),
    url: url(place).optional().meta({
      description: "Instead of PagerDuty's own: a proxy, or another service that takes Events API v2",
    }),
  });
