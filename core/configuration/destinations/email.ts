import * as z from 'zod';

/** SES takes 50 recipients a message (https://docs.aws.amazon.com/ses/latest/dg/quotas.html). */
const MAX_RECIPIENTS = 50;

export const email = () =>
  z.strictObject({
    kind: z.literal('email'),
    to: z
      .array(z.email({ error: 'must be an e-mail address, such as ops@example.com' }).max(254))
      .min(1)
      .max(MAX_RECIPIENTS)
      .refine(
        (to) => new Set(to.map((one) => one.toLowerCase())).size === to.length,
        'must not name one twice',
      )
      .meta({ description: '1 to 50 addresses; all see each other', example: ['ops@example.com'] }),
  });
