import * as z from 'zod';
import type { Project } from '../../../adapters/aws/projects';
import { NotFound } from '../../../core/configuration/errors';
import { newId } from '../admin';
import { id, iso, listOf, listQuery, name, time } from '../fields';
import { route } from '../route';

const project = z
  .object({ id: id('prj', 'prj_01JH7Z0000000000000000000A'), name, createdAt: time })
  .meta({ id: 'Project' });
const example = {
  id: 'prj_01JH7Z0000000000000000000A',
  name: 'support',
  createdAt: '2026-01-31T12:00:00.000Z',
};

const view = ({ id, name, createdAt }: Project) => ({ id, name, createdAt: iso(createdAt) });

export const projects = [
  route({
    method: 'get',
    path: '/v1/projects',
    scope: 'root',
    tag: 'Projects',
    summary: 'List projects, newest first',
    query: listQuery(),
    responses: {
      200: { description: 'A page', schema: listOf(project), example: { data: [example], nextCursor: null } },
    },
    async handler({ query, after, now, page }, admin) {
      const { rows, next } = await admin.projects.list({ limit: query.limit, after }, now);
      return page(rows.map(view), next);
    },
  }),
  route({
    method: 'post',
    path: '/v1/projects',
    scope: 'root',
    tag: 'Projects',
    summary: 'Make a project',
    description:
      'A project is a tenant: its keys, configuration and data are invisible to every other project.',
    body: z.strictObject({ name }).meta({ id: 'NewProject' }),
    example: { name: 'support' },
    responses: { 201: { description: 'Made', schema: project, example } },
    async handler({ body, now, caller }, admin) {
      const made = { id: newId(admin, 'prj', now), name: body.name, createdAt: now };
      const ciphertext = await admin.dataKeys.create(made.id, admin.encryptionKeyArn);
      const change = {
        at: now,
        project: made.id,
        actor: caller.keyId,
        action: 'project.create',
        target: made.id,
      };
      const writes = [...admin.projects.createWrites(made, ciphertext), admin.changes.write(change)];
      return { status: 201, body: view(made), writes };
    },
  }),
  route({
    method: 'get',
    path: '/v1/projects/{id}',
    scope: 'root',
    tag: 'Projects',
    summary: 'Show a project',
    params: z.strictObject({ id: id('prj', example.id) }),
    responses: { 200: { description: 'The project', schema: project, example } },
    async handler({ params, now }, admin) {
      const found = await admin.projects.get(params.id, now);
      if (!found) throw new NotFound('project');
      return { status: 200, body: view(found) };
    },
  }),
];
