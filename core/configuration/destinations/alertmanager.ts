import * as z from 'zod';
import { headers, type Place, url } from './fields';

export const alertmanager = (place: Place) =>
  z.strictObject({
    kind: z.literal('alertmanager'),
    url: url(place).meta({
      description: 'Of the Alertmanager, without `/api/v2/alerts`',
      example: 'https://alertmanager.example.com',
    }),
    headers: headers(place).optional(),
  });
