import * as z from 'zod';
import { actorNames } from '../actor-names';
import { iso, listOf, listQuery, time } from '../fields';
import { route } from '../route';

const change = z
  .object({
    id: z.string(),
    at: time,
    actor: z.string().meta({
      description:
        'The id of the key that was used; `monitor mon_...`, `link sub_...`, `root`, or `tocsin` itself',
    }),
    actorName: z.string().meta({ description: 'The name of that key, monitor or subscription' }),
    action: z.string(),
    target: z.string().meta({ description: 'The id or name of what was changed' }),
    reason: z.string().optional().meta({ description: 'What was given as the reason' }),
  })
  .meta({ id: 'Change' });

const example = {
  id: 'chg_01JH7Z0000000000000000000A',
  at: '2026-01-31T12:00:00.000Z',
  ...{ actor: 'key_01JH7Z0000000000000000000A', actorName: 'anna' },
  ...{ action: 'agent.resume', target: 'support-bot', reason: 'The vendor is back' },
};

const name = z.string().min(1).max(256);

export const changes = [
  route({
    method: 'get',
    path: '/v1/changes',
    scope: 'read',
    tag: 'Changes',
    summary: 'Who changed what and why, newest first',
    query: listQuery({
      target: name.optional().meta({ description: 'Changes of this only', example: 'support-bot' }),
      actor: name.optional().meta({ description: 'Changes by this key, monitor or link only' }),
    }),
    responses: {
      200: { description: 'A page', schema: listOf(change), example: { data: [example], nextCursor: null } },
    },
    async handler({ project, query, after, now, page }, admin) {
      const { limit, target, actor } = query;
      const where = (one: { target: string; actor: string }): boolean =>
        (target === undefined || one.target === target) && (actor === undefined || one.actor === actor);
      const { rows, next } = await admin.changes.list(project, { limit, after, where }, now);
      const nameOf = await actorNames(
        admin,
        project,
        rows.map((row) => row.actor),
      );
      return page(
        rows.map(({ id, at, actor, action, target, reason }) => ({
          ...{ id, at: iso(at), actor, actorName: nameOf(actor), action, target },
          ...(reason !== undefined && { reason }),
        })),
        next,
      );
    },
  }),
];
