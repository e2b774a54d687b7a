import type * as z from 'zod';
import type { Route } from '../../../lambdas/admin/route';
import { openApiDocument } from '../../../lambdas/admin/document';
import { about } from '../../../lambdas/admin/resources/about';
import { resources } from '../../../lambdas/admin/routes';
import { startWorld } from './world';

interface Operation {
  operationId: string;
  summary: string;
  parameters?: { in: string; name: string; required?: boolean }[];
  responses: Record<string, object>;
  security?: object[];
}

interface Document {
  openapi: string;
  info: object;
  paths: Record<string, Record<string, Operation>>;
}

const described = resources([]);
const routes = [...described, ...about(described, '0.0.0')];
const document = JSON.parse(JSON.stringify(openApiDocument(routes, '0.0.0'))) as Document;
const nameOf = ({ method, path }: Route): string => `${method} ${path}`;

function operationOf({ method, path }: Route): Operation {
  const operation = document.paths[path]?.[method];
  if (!operation) throw new Error(`${method} ${path} is missing`);
  return operation;
}

/** Every `$ref` in a value. */
const references = (value: unknown): string[] =>
  typeof value !== 'object' || value === null
    ? []
    : Object.entries(value).flatMap(([key, member]: [string, unknown]) =>
        key === '$ref' ? [String(member)] : references(member),
      );

const lookUp = (reference: string): unknown =>
  reference
    .slice(2)
    .split('/')
    .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], document);

describe('the OpenAPI document', () => {
  it('has every route once, and nothing else', () => {
    const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    );
    expect(operations.sort()).toEqual(routes.map(nameOf).sort());
    expect(new Set(operations).size).toBe(operations.length);
    const ids = routes.map((route) => operationOf(route).operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('is OpenAPI 3.1 with references that lead somewhere', () => {
    expect(document.openapi).toMatch(/^3\.1\./);
    expect(document.info).toMatchObject({ title: 'Tocsin', version: '0.0.0' });
    const found = references(document);
    expect(found.length).toBeGreaterThan(50);
    for (const reference of found) {
      const target = lookUp(reference);
      expect({ reference, found: target !== undefined }).toEqual({ reference, found: true });
    }
  });

  it.each(routes.map((route) => [nameOf(route), route] as const))('%s is whole', (_, route) => {
    const operation = operationOf(route);
    expect(operation.summary).toBeTruthy();
    const declared = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    const inPath = (operation.parameters ?? []).filter((parameter) => parameter.in === 'path');
    expect(inPath.map(({ name, required }) => [name, required])).toEqual(
      declared.map((name) => [name, true]),
    );
    const errors = Object.keys(operation.responses).filter((status) => Number(status) >= 400);
    expect(errors).toEqual(
      expect.arrayContaining(route.scope === 'public' ? ['500'] : ['401', '403', '500']),
    );
    expect('security' in operation).toBe(route.scope === 'public');
  });

  it.each(routes.map((route) => [nameOf(route), route] as const))(
    '%s has examples that its schemas accept',
    (_, route) => {
      if (route.body) expect(faults(route.body, route.example)).toEqual([]);
      for (const { schema, example } of Object.values(route.responses)) {
        if (schema) expect(faults(schema, example)).toEqual([]);
      }
    },
  );

  it('is answered without a key, and so is health', async () => {
    const world = await startWorld();
    const answer = await world.call('GET', '/v1/openapi.json', { as: 'nobody' });
    expect(answer).toMatchObject({ status: 200, body: { openapi: document.openapi } });
    expect(Object.keys(answer.body.paths)).toHaveLength(Object.keys(document.paths).length);
    const health = await world.call('GET', '/v1/health', { as: 'nobody' });
    expect(health).toMatchObject({ status: 200, body: { status: 'ok', version: '0.0.0' } });
    await world.stop();
  });
});

const faults = (schema: z.ZodType, example: unknown): unknown[] =>
  schema.safeParse(example).error?.issues ?? [];
