import * as z from 'zod';
import { iso, listOf, listQuery, time } from '../fields';
import { route } from '../route';

const change = z
  .object({
    id: z.string(),
    at: time,
    actor: z.string().meta({ description: 'The id of the key that was used; `root`, or `tocsin` itself' }),
    action: z.string(),
    target: z.string().meta({ description: 'The id or name of what was changed' }),
  })
  .meta({ id: 'Change' });

const example = {
  id: 'chg_01JH7Z0000000000000000000A',
  at: '2026-01-31T12:00:00.000Z',
  actor: 'key_01JH7Z0000000000000000000A',
  action: 'subscription.create',
  target: 'sub_01JH7Z0000000000000000000A',
};

export const changes = [
  route({
    method: 'get',
    path: '/v1/changes',
    scope: 'read',
    tag: 'Changes',
    summary: 'Who changed what, newest first',
    query: listQuery(),
    responses: {
      200: { description: 'A page', schema: listOf(change), example: { data: [example], nextCursor: null } },
    },
    async handler({ project, query, after, now, page }, admin) {
      const { rows, next } = await admin.changes.list(project, { limit: query.limit, after }, now);
      return page(
        rows.map(({ id, at, actor, action, target }) => ({ id, at: iso(at), actor, action, target })),
        next,
      );
    },
  }),
];
