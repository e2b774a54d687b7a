import * as z from 'zod';

/** What would become of an event for one subscription. */
export const explained = z
  .object({
    subscription: z.string(),
    name: z.string(),
    kind: z.string(),
    told: z.enum(['yes', 'later', 'held', 'no']),
    reason: z.string(),
  })
  .meta({ id: 'Explained' });

export const explainedExample = {
  ...{ subscription: 'sub_01JH7Z0000000000000000000A', name: 'on-call', kind: 'pagerduty', told: 'yes' },
  reason: 'alert.* and its filter match',
};
