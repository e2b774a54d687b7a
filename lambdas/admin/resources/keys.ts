import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { AccessKey } from '../../../adapters/aws/access-keys';
import { NotFound } from '../../../core/configuration/errors';
import { newId } from '../admin';
import { id, iso, listOf, listQuery, name, time } from '../fields';
import { route } from '../route';

const SECRET_BYTES = 32;

const scopes = z
  .array(z.enum(['ingest', 'read', 'admin']), {
    error: ({ code, input }) => {
      if (code !== 'invalid_type') return undefined;
      return `${input === undefined ? 'is required' : 'must be an array'}: one or more of "ingest", "read" and "admin"`;
    },
  })
  .min(1)
  .refine((given) => new Set(given).size === given.length, 'must not name a scope twice')
  .meta({
    description: '`ingest` posts events, `read` reads, `admin` reads and changes',
    example: ['ingest'],
  });

const fields = {
  id: id('key', 'key_01JH7Z0000000000000000000A'),
  name,
  scopes,
  createdAt: time,
  revokedAt: time.nullable(),
};
const key = z.object(fields).meta({ id: 'Key' });
const newKey = z
  .object({ ...fields, key: z.string().meta({ description: 'The key itself, shown this once' }) })
  .meta({ id: 'KeyWithText' });

const example = {
  id: 'key_01JH7Z0000000000000000000A',
  name: 'support-bot',
  scopes: ['ingest'],
  createdAt: '2026-01-31T12:00:00.000Z',
  revokedAt: null,
};

const view = ({ id, name, scopes, createdAt, revokedAt }: AccessKey) => ({
  ...{ id, name, scopes },
  createdAt: iso(createdAt),
  revokedAt: revokedAt === undefined ? null : iso(revokedAt),
});

export const keys = [
  route({
    method: 'get',
    path: '/v1/keys',
    scope: 'read',
    tag: 'Keys',
    summary: 'List keys, newest first, without their texts',
    query: listQuery(),
    responses: {
      200: { description: 'A page', schema: listOf(key), example: { data: [example], nextCursor: null } },
    },
    async handler({ project, query, after, now, page }, admin) {
      const { rows, next } = await admin.keys.list(project, { limit: query.limit, after }, now);
      return page(rows.map(view), next);
    },
  }),
  route({
    method: 'post',
    path: '/v1/keys',
    scope: 'admin',
    tag: 'Keys',
    summary: 'Make a key',
    body: z.strictObject({ name, scopes }).meta({ id: 'NewKey' }),
    example: { name: 'support-bot', scopes: ['ingest'] },
    responses: {
      201: {
        description: 'Made; the only time that the key is shown',
        schema: newKey,
        example: { ...example, key: `tcn_01JH7Z0000000000000000000A_${'x'.repeat(43)}` },
      },
    },
    secret: true,
    async handler({ project, body, now, caller }, admin) {
      const id = newId(admin, 'key', now);
      const text = `tcn_${id.slice('key_'.length)}_${admin.random(SECRET_BYTES).toString('base64url')}`;
      const hash = createHash('sha256').update(text).digest('base64url');
      const made: AccessKey = { id, project, name: body.name, scopes: body.scopes, hash, createdAt: now };
      const change = { at: now, project, actor: caller.keyId, action: 'key.create', target: id };
      const writes = [
        admin.keys.createWrite(made),
        admin.changes.write(change),
        admin.usage.write(project, { keys: 1 }),
      ];
      return { status: 201, body: { ...view(made), key: text }, writes };
    },
  }),
  route({
    method: 'delete',
    path: '/v1/keys/{id}',
    scope: 'admin',
    tag: 'Keys',
    summary: 'Revoke a key',
    description:
      'It stops working within the 30 seconds that authorizations are cached, and stays in the list.',
    params: z.strictObject({ id: id('key', example.id) }),
    responses: { 204: { description: 'Revoked' } },
    async handler({ project, params, now, caller }, admin) {
      const key = await admin.keys.get(project, params.id, now);
      if (!key) throw new NotFound('key');
      if (key.revokedAt !== undefined) return { status: 204 };
      const change = { at: now, project, actor: caller.keyId, action: 'key.revoke', target: key.id };
      const writes = [
        admin.keys.revokeWrite(key.id, now),
        admin.changes.write(change),
        admin.usage.write(project, { keys: -1 }),
      ];
      return { status: 204, writes };
    },
  }),
];
