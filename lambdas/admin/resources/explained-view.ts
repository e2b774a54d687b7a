import * as z from 'zod';
import { time } from '../fields';

/** What would become of an event for one subscription. */
export const explained = z
  .object({
    subscription: z.string(),
    name: z.string(),
    kind: z.string(),
    told: z.enum(['yes', 'later', 'held', 'no']),
    at: time.nullable().meta({
      description: 'When, if nothing is changed; null if it is not told, or nobody can know',
    }),
    reason: z.string(),
  })
  .meta({ id: 'Explained' });

export const explainedExample = {
  ...{ subscription: 'sub_01JH7Z0000000000000000000A', name: 'on-call', kind: 'pagerduty', told: 'yes' },
  at: '2026-01-31T12:00:00.000Z',
  reason: 'alert.* and its filter match',
};
