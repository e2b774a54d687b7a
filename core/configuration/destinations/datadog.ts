import * as z from 'zod';
import { credential, type Place, url } from './fields';

/** https://docs.datadoghq.com/getting_started/site/ */
const SITES = [
  ...['datadoghq.com', 'us3.datadoghq.com', 'us5.datadoghq.com', 'datadoghq.eu'],
  ...['ap1.datadoghq.com', 'ap2.datadoghq.com', 'ddog-gov.com'],
] as const;

export const datadog = (place: Place) =>
  z.strictObject({
    kind: z.literal('datadog'),
    apiKey: credential(
      z.string().regex(/^[0-9a-f]{32}$/, 'must be an API key of 32 hexadecimal digits in lower case'),
      place,
    ).meta({ description: 'The API key; shown as `***`', example: '0123456789abcdef0123456789abcdef' }),
    site: z
      .enum(SITES)
      .optional()
      .meta({ description: 'Where the account lives; `datadoghq.com` if not given' }),
    url: url(place).optional().meta({ description: 'Instead of `https://api.<site>/api/v1/events`' }),
  });
