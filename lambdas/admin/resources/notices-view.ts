import * as z from 'zod';
import type { Ledger } from '../../../core/notice/ledger';
import { iso, time } from '../fields';

/** What one subscription has been told of an alert. */
export const notices = z
  .object({
    subscription: z.string(),
    kind: z.string().meta({ description: 'Of the destination, as it was used' }),
    firing: z.enum(['underWay', 'accepted', 'failed', 'withheld']),
    waiting: z.object({ reason: z.string(), until: time }).nullable().meta({
      description:
        'Why it is not told yet (`silenced by sil_…`, `muted`, ...), and when that is looked at again',
    }),
    notices: z.array(
      z.object({
        at: time,
        delivery: z.string(),
        type: z.string(),
        outcome: z.enum(['sent', 'withheld', 'failed']),
        reason: z.string().nullable(),
        notice: z
          .string()
          .nullable()
          .meta({ description: 'Of the message that told of it together with others, or once more' }),
      }),
    ),
  })
  .meta({ id: 'Notices' });

export const noticesExample = {
  ...{ subscription: 'sub_01JH7Z0000000000000000000A', kind: 'slack', firing: 'accepted', waiting: null },
  notices: [
    {
      ...{ at: '2026-01-31T12:00:01.000Z', delivery: 'dlv_4hVtPOSjX0Kq7oZ1cYt2m9RwUeBnLs3a' },
      ...{ type: 'alert.firing', outcome: 'sent', reason: null, notice: null },
    },
  ],
};

export const noticesView = ({ subscription, destination, firing, waiting, entries }: Ledger) => ({
  ...{ subscription, kind: destination?.kind ?? 'unknown', firing },
  waiting: waiting ? { reason: waiting.reason, until: iso(waiting.until) } : null,
  notices: entries.map(({ at, delivery, type, outcome, reason, notice }) => ({
    ...{ at: iso(at), delivery, type, outcome },
    ...{ reason: reason ?? null, notice: notice ?? null },
  })),
});
