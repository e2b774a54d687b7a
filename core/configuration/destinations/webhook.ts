import * as z from 'zod';
import { headers, type Place, url } from './fields';

export const webhook = (place: Place) =>
  z.strictObject({
    kind: z.literal('webhook'),
    url: url(place).meta({ description: 'https, on a public host', example: 'https://example.com/hook' }),
    headers: headers(place).optional(),
  });
