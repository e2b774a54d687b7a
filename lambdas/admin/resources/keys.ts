import { createHash } from 'node:crypto';
import * as z from 'zod';
import { keyText } from '../../../core/access-key';
import type { AccessKey } from '../../../adapters/aws/access-keys';
import { NotFound } from '../../../core/configuration/errors';
import { newId } from '../admin';
import { id, iso, listOf, listQuery, name, time } from '../fields';
import { route } from '../route';

const SECRET_BYTES = 32;

const SCOPES = 'one or more of "ingest", "read" and "admin"';
const SCOPES_REQUIRED = `is required: ${SCOPES}`;

const scopes = z
  .array(z.enum(['ingest', 'read', 'admin']), {
    error: ({ code, input }) => {
      if (code !== 'invalid_type') return undefined;
      return input === undefined ? SCOPES_REQUIRED : `must be an array: ${SCOPES}`;
    },
  })
  .min(1)
  .refine((given) => new Set(given).size === given.length, 'must not name a scope twice')
  .meta({
    description: '`ingest` posts events, `read` reads, `admin` reads and changes',
    example: ['ingest'],
  });

const kind = z.enum(['header', 'path']).meta({
  description:
    '`header`: goes into the header `Authorization`. `path`: may also stand in the path of an address, ' +
    '`/in/{key}/...`, for programs that take nothing else; it can only post events',
});

const fields = {
  id: id('key', 'key_01JH7Z0000000000000000000A'),
  name,
  kind,
  scopes,
  createdAt: time,
  revokedAt: time.nullable(),
};
const key = z.object(fields).meta({ id: 'Key' });
const newKey = z
  .object({ ...fields, key: z.string().meta({ description: 'The key itself, shown this once' }) })
  .meta({ id: 'KeyWithText' });

const ONLY_INGEST = 'of a key of the kind "path" must be ["ingest"], or left out: an address is seen by many';

const newKeyInput = z
  .strictObject({ name, kind: kind.default('header'), scopes: scopes.optional() })
  .check(({ value, issues }) => {
    const { kind, scopes } = value;
    const refuse = (message: string): void => {
      issues.push({ code: 'custom', input: scopes, path: ['scopes'], message });
    };
    if (kind === 'path' && scopes !== undefined && !isIngestOnly(scopes)) refuse(ONLY_INGEST);
    if (kind === 'header' && scopes === undefined) refuse(SCOPES_REQUIRED);
  })
  .meta({ id: 'NewKey' });

const isIngestOnly = (scopes: readonly string[]): boolean => scopes.length === 1 && scopes[0] === 'ingest';

const example = {
  id: 'key_01JH7Z0000000000000000000A',
  name: 'support-bot',
  kind: 'header',
  scopes: ['ingest'],
  createdAt: '2026-01-31T12:00:00.000Z',
  revokedAt: null,
};

const view = ({ id, name, kind, scopes, createdAt, revokedAt }: AccessKey) => ({
  ...{ id, name, kind: kind ?? ('header' as const), scopes },
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
    body: newKeyInput,
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
      const text = keyText(id, body.kind, admin.random(SECRET_BYTES).toString('base64url'));
      const hash = createHash('sha256').update(text).digest('base64url');
      const { name, kind, scopes = ['ingest'] } = body;
      const made: AccessKey = {
        id,
        project,
        name,
        ...(kind === 'path' && { kind }),
        scopes,
        hash,
        createdAt: now,
      };
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
