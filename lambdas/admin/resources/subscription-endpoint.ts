import * as z from 'zod';
import { type Endpoint, readEndpoint } from '../../../adapters/aws/endpoints';
import { NotFound } from '../../../core/configuration/errors';
import type { EndpointError } from '../../../core/delivery/breaker';
import { isSlow } from '../../../core/delivery/pace';
import { withoutUndefined } from '../../../core/without-undefined';
import { id, iso, time } from '../fields';
import { route } from '../route';
import { SUBSCRIPTION_ID } from './subscription-view';

const health = z
  .object({
    state: z.enum(['well', 'failing', 'parking', 'draining', 'disabled']).meta({
      description:
        '`failing`: some failures in a row; `parking`: its breaker is open, deliveries are kept and a probe is sent now and then; `draining`: it is back, and what was parked follows',
    }),
    failures: z.number().meta({ description: 'In a row' }),
    lastError: z
      .object({
        delivery: z.string(),
        at: time,
        status: z.number().nullable().meta({ description: 'HTTP status, if there was an answer' }),
        error: z.string().nullable().meta({ description: 'A stable name: `timeout`, `http_4xx`...' }),
      })
      .optional()
      .meta({ description: 'How the last of these attempts went wrong; forgotten with the first success' }),
    failingSince: time.optional(),
    parkingSince: time.optional(),
    nextProbeAt: time
      .optional()
      .meta({ description: 'When the next delivery is sent to find out whether it is back' }),
    drainPerMinute: z.number().optional(),
    slowUntil: time
      .optional()
      .meta({ description: 'It takes seconds, and is served by a queue of its own until then' }),
  })
  .meta({ id: 'EndpointHealth' });

const example = {
  state: 'parking',
  failures: 10,
  failingSince: '2026-01-31T11:58:00.000Z',
  lastError: {
    delivery: 'dlv_4hVtPOSjX0Kq7oZ1cYt2m9RwUeBnLs3a',
    at: '2026-01-31T12:00:00.000Z',
    status: 401,
    error: 'http_4xx',
  },
  parkingSince: '2026-01-31T12:00:00.000Z',
  nextProbeAt: '2026-01-31T12:01:00.000Z',
};

/** How an endpoint has been doing, as its owner asks it. */
function healthView({ subscription, breaker, pace }: Endpoint, now: number) {
  const slow = isSlow(pace, now) ? { slowUntil: optionalIso(pace?.slowUntil) } : {};
  const isDisabled = subscription.status === 'disabled';
  if (!breaker) return withoutUndefined({ state: isDisabled ? 'disabled' : 'well', failures: 0, ...slow });
  const { state, failures, lastError, failingSince, openedAt, dueAt, drainPerMinute } = breaker;
  return withoutUndefined({
    state: isDisabled ? 'disabled' : STATES[state],
    failures,
    lastError: lastError && errorView(lastError),
    failingSince: optionalIso(failingSince),
    parkingSince: state === 'open' ? optionalIso(openedAt) : undefined,
    nextProbeAt: state === 'open' ? optionalIso(dueAt) : undefined,
    drainPerMinute,
    ...slow,
  });
}

const optionalIso = (ms: number | undefined): string | undefined => (ms === undefined ? undefined : iso(ms));

const errorView = ({ delivery, at, status, error }: EndpointError) => ({
  delivery,
  at: iso(at),
  status: status ?? null,
  error: error ?? null,
});

const STATES = { closed: 'failing', open: 'parking', draining: 'draining' } as const;

export const subscriptionEndpoint = [
  route({
    method: 'get',
    path: '/v1/subscriptions/{id}/endpoint',
    scope: 'read',
    tag: 'Subscriptions',
    summary: 'How its endpoint has been doing',
    params: z.strictObject({ id: id('sub', SUBSCRIPTION_ID) }),
    responses: { 200: { description: 'At this moment', schema: health, example } },
    async handler({ project, params, now }, { tables, subscriptionsTable }) {
      const endpoint = await readEndpoint(tables, subscriptionsTable, params.id, now);
      if (endpoint?.subscription.project !== project) throw new NotFound('subscription');
      return { status: 200, body: healthView(endpoint, now) };
    },
  }),
];
