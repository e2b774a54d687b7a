import * as z from 'zod';
import type { Attempt, DeliveryRow } from '../../../core/delivery/delivery';
import { STATES } from '../../../core/delivery/transitions';
import { id, iso, time } from '../fields';

const fields = {
  id: id('dlv', 'dlv_4hVtPOSjX0Kq7oZ1cYt2m9RwUeBnLs3a'),
  event: z.string(),
  subscription: z.string(),
  type: z.string(),
  status: z.enum(STATES),
  test: z.boolean(),
  acceptedAt: time,
  attemptsMade: z.number(),
  nextAttemptAt: time.nullable(),
  deliveredAt: time.nullable(),
  reason: z.string().nullable().meta({ description: 'Why it is dead, withheld or discarded' }),
};

const attempt = z
  .object({
    number: z.number(),
    at: time,
    address: z.string().nullable().meta({ description: 'Which address was connected to' }),
    status: z.number().nullable().meta({ description: 'HTTP status' }),
    durationMs: z.number(),
    error: z
      .string()
      .nullable()
      .meta({ description: 'A stable name: `timeout`, `dns_error`, `http_5xx`...' }),
    response: z.string().nullable().meta({ description: 'The beginning of the answer' }),
    manual: z.boolean(),
    shortened: z.boolean().meta({
      description:
        'Whether some of what was kept was left out later: older answers are, and all that a row has no room for',
    }),
    request: z
      .object({ url: z.string(), headers: z.record(z.string(), z.string()), body: z.string() })
      .optional()
      .meta({ description: 'Of a test: what was sent, with `***` instead of credentials' }),
  })
  .meta({ id: 'Attempt' });

export const deliverySchema = z.object(fields).meta({ id: 'Delivery' });
export const deliveryWithAttempts = z
  .object({ ...fields, attempts: z.array(attempt) })
  .meta({ id: 'DeliveryWithAttempts' });

export const deliveryExample = {
  id: 'dlv_4hVtPOSjX0Kq7oZ1cYt2m9RwUeBnLs3a',
  event: 'evt_5f0c5e1b2f0d4d2a9a7f3b1c8e6d4a21',
  subscription: 'sub_01JH7Z0000000000000000000A',
  type: 'agent.run.failed',
  status: 'waiting',
  test: false,
  acceptedAt: '2026-01-31T12:00:00.000Z',
  attemptsMade: 1,
  nextAttemptAt: '2026-01-31T12:00:05.000Z',
  deliveredAt: null,
  reason: null,
};

export const attemptExample = {
  number: 1,
  at: '2026-01-31T12:00:00.120Z',
  address: '93.184.215.14',
  status: 503,
  durationMs: 41,
  error: 'http_5xx',
  response: 'try later',
  manual: false,
  shortened: false,
};

const orNull = (ms: number | undefined): string | null => (ms === undefined ? null : iso(ms));

export type ShownRow = Pick<DeliveryRow, 'id' | 'event' | 'subscription' | 'type' | 'state' | 'acceptedAt'> &
  Partial<Pick<DeliveryRow, 'test' | 'attempts' | 'nextAt' | 'deliveredAt' | 'reason'>>;

export const deliveryView = (row: ShownRow) => ({
  ...{ id: row.id, event: row.event, subscription: row.subscription, type: row.type, status: row.state },
  test: row.test ?? false,
  acceptedAt: iso(row.acceptedAt),
  attemptsMade: row.attempts?.at(-1)?.number ?? 0,
  nextAttemptAt: row.state === 'waiting' ? orNull(row.nextAt) : null,
  deliveredAt: orNull(row.deliveredAt),
  reason: row.reason ?? null,
});

export const deliveryWithAttemptsView = (row: DeliveryRow) => ({
  ...deliveryView(row),
  attempts: row.attempts.map(attemptView),
});

const attemptView = ({
  number,
  at,
  address,
  status,
  durationMs,
  error,
  response,
  manual,
  shortened,
  request,
}: Attempt) => ({
  ...{ number, at: iso(at), address: address ?? null, status: status ?? null, durationMs },
  ...{ error: error ?? null, response: response ?? null, manual: manual ?? false },
  shortened: shortened ?? false,
  ...(request && { request }),
});
