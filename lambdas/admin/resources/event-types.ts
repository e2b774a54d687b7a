import * as z from 'zod';
import { type EventType, schemaBytes } from '../../../adapters/aws/event-types';
import type { Write } from '../../../adapters/aws/transact';
import { NotFound } from '../../../core/configuration/errors';
import { schemaProblems } from '../../../core/configuration/json-schema';
import { pathOf } from '../../../core/configuration/path-of';
import { isMadeByTocsin } from '../../../core/event/limits';
import { WELL_FORMED_RULE } from '../../../core/plain-text';
import { isEventType } from '../../../core/subscription/event-type';
import type { Admin } from '../admin';
import { iso, listOf, listQuery, time } from '../fields';
import { route } from '../route';

const type = z.string().meta({ description: 'Names joined by dots', example: 'order.created' });
const params = z.strictObject({ type });
const ownType = z.strictObject({
  type: type
    .refine(
      isEventType,
      'must be names of letters, digits, "_" and "-", joined by dots; at most 128 characters',
    )
    .refine((name) => !isMadeByTocsin(name), 'is a type that only Tocsin makes'),
});

const description = z.string().max(1024);
const givenDescription = description.refine((text) => text.isWellFormed(), WELL_FORMED_RULE);
const schema = z
  .record(z.string(), z.unknown())
  .check((context) => {
    for (const { pointer, detail } of schemaProblems(context.value)) {
      context.issues.push({ code: 'custom', input: context.value, path: pathOf(pointer), message: detail });
    }
  })
  .meta({
    description: 'JSON Schema 2020-12 of `data`; references only within it',
    example: { type: 'object' },
  });
const enforce = z.boolean().meta({ description: 'Whether events that break the schema are refused' });

const body = z
  .strictObject({
    description: givenDescription.optional(),
    schema: schema.optional(),
    enforce: enforce.default(false),
  })
  .refine((given) => !given.enforce || given.schema !== undefined, {
    path: ['enforce'],
    error: 'must not be true without a schema',
  })
  .meta({ id: 'EventTypeInput' });

const shown = z
  .object({
    type,
    description: description.optional(),
    schema: z.record(z.string(), z.unknown()).optional(),
    enforce,
    createdAt: time,
    updatedAt: time,
  })
  .meta({ id: 'EventType' });

const example = {
  type: 'order.created',
  description: 'An order was placed',
  schema: { type: 'object', required: ['total'], properties: { total: { type: 'number' } } },
  enforce: true,
  createdAt: '2026-01-31T12:00:00.000Z',
  updatedAt: '2026-01-31T12:00:00.000Z',
};

const view = ({ type, description, schema, enforce, createdAt, updatedAt }: EventType) => ({
  ...{ type, description, schema, enforce },
  createdAt: iso(createdAt),
  updatedAt: iso(updatedAt),
});

/** Of what changes only. */
function usageWrites(admin: Admin, project: string, change: Parameters<Admin['usage']['write']>[1]): Write[] {
  const changed = Object.entries(change).filter(([, by]) => by !== 0);
  return changed.length > 0 ? [admin.usage.write(project, Object.fromEntries(changed))] : [];
}

export const eventTypes = [
  route({
    method: 'get',
    path: '/v1/event-types',
    scope: 'read',
    tag: 'Event types',
    summary: 'List described event types, by name',
    query: listQuery(),
    responses: {
      200: { description: 'A page', schema: listOf(shown), example: { data: [example], nextCursor: null } },
    },
    async handler({ project, query, after, page }, admin) {
      const { rows, next } = await admin.eventTypes.list(project, { limit: query.limit, after });
      return page(rows.map(view), next);
    },
  }),
  route({
    method: 'get',
    path: '/v1/event-types/{type}',
    scope: 'read',
    tag: 'Event types',
    summary: 'Show an event type',
    params,
    responses: { 200: { description: 'The event type', schema: shown, example } },
    async handler({ project, params, now }, admin) {
      const found = await admin.eventTypes.get(project, params.type, now);
      if (!found) throw new NotFound('event type');
      return { status: 200, body: view(found) };
    },
  }),
  route({
    method: 'put',
    path: '/v1/event-types/{type}',
    scope: 'admin',
    tag: 'Event types',
    summary: 'Describe an event type',
    description:
      'Types need no description to be posted. An enforced schema takes effect within 30 seconds. ' +
      'Checking the events of one request may take a second; those beyond it are refused.',
    params: ownType,
    body,
    example: { description: example.description, schema: example.schema, enforce: true },
    responses: { 200: { description: 'The event type', schema: shown, example } },
    async handler({ project, params, body, now, caller }, admin) {
      const before = await admin.eventTypes.get(project, params.type, now);
      const { description, schema, enforce } = body;
      const after: EventType = {
        ...{ project, type: params.type, enforce, createdAt: before?.createdAt ?? now, updatedAt: now },
        ...(description !== undefined && { description }),
        ...(schema && { schema }),
      };
      const change = { at: now, project, actor: caller.keyId, action: 'eventType.put', target: params.type };
      const writes = [
        ...admin.eventTypes.putWrites(after, before),
        admin.changes.write(change),
        ...usageWrites(admin, project, {
          eventTypes: before ? 0 : 1,
          eventTypeBytes: schemaBytes(after) - schemaBytes(before),
        }),
      ];
      return { status: 200, body: view(after), writes };
    },
  }),
  route({
    method: 'delete',
    path: '/v1/event-types/{type}',
    scope: 'admin',
    tag: 'Event types',
    summary: 'Forget the description of an event type',
    params,
    responses: { 204: { description: 'Forgotten' } },
    async handler({ project, params, now, caller }, admin) {
      const before = await admin.eventTypes.get(project, params.type, now);
      if (!before) throw new NotFound('event type');
      const change = {
        at: now,
        project,
        actor: caller.keyId,
        action: 'eventType.delete',
        target: params.type,
      };
      const writes = [
        ...admin.eventTypes.deleteWrites(before),
        admin.changes.write(change),
        ...usageWrites(admin, project, { eventTypes: -1, eventTypeBytes: -schemaBytes(before) }),
      ];
      return { status: 204, writes };
    },
  }),
];
