import * as z from 'zod';
import { credential, type Place, url } from './fields';

/** An incoming webhook of Slack: its URL is the credential, and never shown. */
export const slack = (place: Place) =>
  z.strictObject({
    kind: z.literal('slack'),
    url: credential(url(place), place).meta({
      description: 'The URL of an incoming webhook; shown as `***`',
      example: 'https://hooks.slack.com/services/T000/B000/XXXX',
    }),
  });
