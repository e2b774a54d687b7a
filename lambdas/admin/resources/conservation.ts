import * as z from 'zod';
import type { Conservation } from '../../../core/delivery/conservation';
import type { Action, Problem, Stranded } from '../../../core/delivery/stranded';
import { auditPage } from '../audit/page';
import { givenTime, iso, listQuery, requireOrder, time } from '../fields';
import { route } from '../route';

const PROBLEMS = [
  ...(['overdue', 'missing', 'orphan', 'unlisted', 'doubled', 'letterMissing', 'letterLeft'] as const),
] satisfies Problem[];
const ACTIONS = ['retry', 'replay', 'repost', 'discard', 'none'] satisfies Action[];

const number = z.number();
const stranded = z
  .object({
    kind: z.enum(['event', 'delivery', 'deadLetter']),
    id: z.string(),
    problem: z.enum(PROBLEMS).meta({
      description:
        '`overdue`: nothing wakes it. `missing`: it has no row. `orphan`: the row that it belongs to is missing. ' +
        '`unlisted`, `doubled`: its event is not for it, or for it twice. `letterMissing`: it is dead without a ' +
        'dead letter. `letterLeft`: it has one and is not dead.',
    }),
    state: z.string(),
    event: z.string(),
    subscription: z.string().nullable(),
    overdueSeconds: number.meta({ description: 'How long ago it should have been woken, or been there' }),
    action: z.enum(ACTIONS).meta({
      description: '`repost`: the client posts the event again, under its own id; nothing is delivered twice',
    }),
    request: z.string().nullable().meta({ description: 'The request that does it, with the body `{}`' }),
  })
  .meta({ id: 'Stranded' });

const report = z
  .object({
    since: time,
    until: time,
    events: z.object({
      ...{ accepted: number, dead: number, filtered: number, fannedOut: number },
      replayed: number.meta({ description: 'Died before routing and on the bus once more' }),
    }),
    deliveries: z.object({
      matched: number.meta({ description: 'Every subscription that every event is for' }),
      missing: number.meta({ description: 'Have no row, and had the time to get one' }),
      queued: number.meta({ description: 'Have no row yet, or wait for their message' }),
      ...{ leased: number, waiting: number, parked: number, held: number, grouped: number },
      ...{ delivered: number, dead: number, withheld: number, discarded: number },
    }),
    stranded: z.array(stranded),
    holds: z.boolean().meta({ description: 'Nothing of this page is lost or there twice' }),
    nextCursor: z.string().nullable(),
  })
  .meta({ id: 'Conservation', description: 'Counts of one page; add up the pages' });

const example = {
  since: '2026-01-31T00:00:00.000Z',
  until: '2026-02-01T00:00:00.000Z',
  events: { accepted: 3, dead: 0, filtered: 1, fannedOut: 2, replayed: 0 },
  deliveries: {
    ...{ matched: 3, missing: 0, queued: 0, leased: 0, waiting: 1, parked: 0, held: 0, grouped: 0 },
    ...{ delivered: 2, dead: 0, withheld: 0, discarded: 0 },
  },
  stranded: [
    {
      ...{ kind: 'delivery', id: 'dlv_4hVtPOSjX0Kq7oZ1cYt2m9RwUeBnLs3a', problem: 'overdue' },
      ...{ state: 'waiting', event: 'evt_5f0c5e1b2f0d4d2a9a7f3b1c8e6d4a21' },
      ...{ subscription: 'sub_01JH7Z0000000000000000000A', overdueSeconds: 1_260, action: 'retry' },
      request: 'POST /v1/deliveries/dlv_4hVtPOSjX0Kq7oZ1cYt2m9RwUeBnLs3a/retry',
    },
  ],
  holds: true,
  nextCursor: null,
};

const view = (found: Conservation) => ({
  ...found,
  stranded: found.stranded.map((one) => ({
    ...one,
    subscription: one.subscription ?? null,
    request: requestFor(one),
  })),
});

function requestFor({ kind, id, event, action }: Stranded): string | null {
  if (action === 'retry') return `POST /v1/deliveries/${id}/retry`;
  if (action === 'discard') return `DELETE /v1/dead-letters/${id}`;
  if (action !== 'replay') return null;
  return kind === 'deadLetter' ? `POST /v1/dead-letters/${id}/replay` : `POST /v1/events/${event}/replay`;
}

const { limit: _limit, ...query } = listQuery({ since: givenTime, until: givenTime.optional() }).shape;

export const conservation = [
  route({
    method: 'get',
    path: '/v1/conservation',
    scope: 'read',
    tag: 'Conservation',
    summary: 'Account for every event accepted in a window',
    description:
      'Counts events and deliveries by the state of their rows, and names every one that is stranded or lost. ' +
      'Events that are still on their way to being routed have no row yet and are not counted. The later pages look ' +
      'for deliveries and dead letters that no event leads to, and count nothing.',
    query: z.strictObject(query),
    responses: { 200: { description: 'One page', schema: report, example } },
    async handler({ project, query, after, now, page }, admin) {
      const { since, until = now } = query;
      requireOrder({ since, until });
      const { found, next } = await auditPage(admin, { project, since, until, now }, after);
      const { nextCursor } = page([], next).body as { nextCursor: string | null };
      const body = { since: iso(since), until: iso(until), ...view(found), nextCursor };
      return { status: 200, body };
    },
  }),
];
