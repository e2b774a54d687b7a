import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type * as z from 'zod';
import type { Route } from '../../../lambdas/admin/route';
import { VERSION } from '../../../lambdas/version';
import { chooseRoute, parseRoute } from '../../../local/httpapi/route';
import { resources, templateOf } from '../../lib/synthesized';
import { adminRoutes as routes, openApi as document, type Operation } from '../../openapi/described';
import { checkable, schemaFaults } from '../../openapi/schema-faults';
import { startWorld } from './world';

const nameOf = ({ method, path }: Route): string => `${method} ${path}`;

/** Every operation, by `method path`. */
const operations = new Map<string, Operation>(
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => [`${method} ${path}`, operation] as const),
  ),
);

function operationOf(route: Route): Operation {
  const operation = operations.get(nameOf(route));
  if (!operation) throw new Error(`${nameOf(route)} is missing`);
  return operation;
}

/** Whether an operation takes no key; OpenAPI has no words for one in the path. */
const isOpen = (name: string, security: unknown): boolean =>
  security !== undefined && !name.includes(' /in/{key}/');

/** Every value that stands under a name, anywhere below. */
const valuesOf = (name: string, value: unknown): unknown[] =>
  typeof value !== 'object' || value === null
    ? []
    : Object.entries(value).flatMap(([key, member]: [string, unknown]) => [
        ...(key === name ? [member] : []),
        ...valuesOf(name, member),
      ]);

const lookUp = (reference: string): unknown =>
  reference
    .slice(2)
    .split('/')
    .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], document);

/** What the gateway of the template asks for, and which function answers. */
const gateway = resources(templateOf('prod'), 'AWS::ApiGatewayV2::Route').map(([, { Properties }]) =>
  parseRoute(
    String(Properties['RouteKey']),
    JSON.stringify(Properties['Target']),
    Properties['AuthorizationType'] === 'NONE' ? undefined : 'authorizer',
  ),
);

describe('the OpenAPI document', () => {
  it('documents for every route that takes a key what the gateway answers to a wrong one, and to none', () => {
    const open = routes.filter(({ scope }) => scope === 'public').map(nameOf);
    const answers = (name: string, status: number): unknown => {
      const described = operations.get(name)?.responses[status] as { $ref?: string } | undefined;
      const response = described?.$ref === undefined ? described : lookUp(described.$ref);
      return valuesOf('application/json', response)[0];
    };
    const keyed = [...operations.keys()].filter((name) => !open.includes(name));
    expect(keyed.length).toBeGreaterThan(50);
    for (const name of keyed) {
      expect([name, answers(name, 401)]).toMatchObject([name, { example: { message: 'Unauthorized' } }]);
      expect([name, answers(name, 403)]).toMatchObject([name, { example: { message: 'Forbidden' } }]);
    }
  });

  it('has every route of admin once, and beside them the routes of ingest', () => {
    const missing = routes.map(nameOf).filter((name) => !operations.has(name));
    expect(missing).toEqual([]);
    const others = [...operations.keys()].filter((name) => !routes.some((route) => nameOf(route) === name));
    expect(others.sort()).toEqual([
      'get /v1/agents/directive',
      'get /v1/agents/{agent}/directive',
      'post /in/{key}/api/request-logs/',
      'post /in/{key}/api/request-logs/create/',
      'post /in/{key}/claude-code',
      'post /in/{key}/litellm',
      'post /in/{key}/litellm/beta/litellm_basic_guardrail_api',
      'post /in/{key}/v1/{signal}',
      'post /in/{key}/{agent}/api/request-logs/',
      'post /in/{key}/{agent}/api/request-logs/create/',
      'post /in/{key}/{agent}/claude-code',
      'post /in/{key}/{agent}/litellm',
      'post /in/{key}/{agent}/litellm/beta/litellm_basic_guardrail_api',
      'post /in/{key}/{agent}/v1/{signal}',
      'post /otlp/v1/{signal}',
      'post /v1/events',
    ]);
    const ids = [...operations.values(), ...Object.values(document.webhooks).map(({ post }) => post)];
    expect(new Set(ids.map(({ operationId }) => operationId)).size).toBe(ids.length);
  });

  it('has every route of the template, and every operation is routed there, with a key or without', () => {
    const written = gateway.filter(({ key }) => !key.includes('{proxy+}'));
    expect(written.length).toBeGreaterThanOrEqual(7);
    for (const { method, segments = [] } of written) {
      // Where there is a GET, a HEAD needs no words of its own (RFC 9110, section 9.3.2).
      const name = `${method.toLowerCase().replace('head', 'get')} /${segments.join('/')}`;
      expect([name, operations.has(name)]).toEqual([name, true]);
    }
    for (const [name, { security }] of operations) {
      const [method = '', path = ''] = name.split(' ');
      const chosen = chooseRoute(gateway, method.toUpperCase(), path)?.route;
      const needsKey = !isOpen(name, security);
      expect([name, chosen?.authorizerId !== undefined]).toEqual([name, needsKey]);
      const toIngest = gateway.find(({ key }) => key === 'POST /v1/events')?.integrationId;
      const isAdmin = routes.some((route) => nameOf(route) === name);
      expect([name, chosen?.integrationId === toIngest]).toEqual([name, !isAdmin]);
    }
  });

  it('is OpenAPI 3.1 with references that lead somewhere', () => {
    expect(document.openapi).toMatch(/^3\.1\./);
    expect(document.info).toMatchObject({ title: 'Tocsin', version: VERSION });
    const found = valuesOf('$ref', document).map(String);
    expect(found.length).toBeGreaterThan(50);
    for (const reference of found) {
      const target = lookUp(reference);
      expect({ reference, found: target !== undefined }).toEqual({ reference, found: true });
    }
  });

  // The validator is an ES module, which Jest does not load; `.ci/run` asks the one of Python as well.
  it('is valid for a validator that is not ours', () => {
    const folder = mkdtempSync(join(tmpdir(), 'tocsin-openapi-'));
    const file = join(folder, 'openapi.json');
    writeFileSync(file, JSON.stringify(document));
    const program = join(
      __dirname,
      '../../../node_modules/@seriousme/openapi-schema-validator/bin/validate-api-cli.js',
    );
    const said = execFileSync(process.execPath, [program, file], { encoding: 'utf8' });
    rmSync(folder, { recursive: true });
    expect(JSON.parse(said)).toEqual({ valid: true });
  });

  it('has patterns that other languages read too: no classes of Unicode', () => {
    const patterns = valuesOf('pattern', document).filter((pattern) => typeof pattern === 'string');
    expect(patterns.length).toBeGreaterThan(5);
    expect(patterns.filter((pattern) => /\\[pP]\{/.test(pattern))).toEqual([]);
  });

  it('has 429 with Retry-After wherever a key is needed, and 401, 403, 431, 500 and 503', () => {
    for (const [name, { responses, security }] of operations) {
      const errors = Object.keys(responses).filter((status) => Number(status) >= 400);
      const expected = ['429', '431', '500', '503', ...(isOpen(name, security) ? [] : ['401', '403'])];
      expect([name, errors]).toEqual([name, expect.arrayContaining(expected)]);
      const reference = isOpen(name, security) ? 'Throttled' : 'TooManyRequests';
      expect([name, responses[429]]).toEqual([name, { $ref: `#/components/responses/${reference}` }]);
    }
    expect(document.components.responses['TooManyRequests']?.headers).toHaveProperty('Retry-After');
  });

  it.each(routes.map((route) => [nameOf(route), route] as const))('%s is whole', (_, route) => {
    const operation = operationOf(route);
    expect(operation.summary).toBeTruthy();
    const declared = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    const inPath = (operation.parameters ?? []).filter((parameter) => parameter.in === 'path');
    expect(inPath.map(({ name, required }) => [name, required])).toEqual(
      declared.map((name) => [name, true]),
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

  it.each(exampled())('%s is what its schema says', (_, schema, example) => {
    expect(schemaFaults(schema, example)).toEqual([]);
  });

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

/** Every example of a body in the document, with its schema. */
function exampled(): [string, object, unknown][] {
  const found: [string, object, unknown][] = [];
  const visit = (at: string, value: unknown, plain: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const { example, examples } = value as { example?: unknown; examples?: object };
    const { schema } = plain as { schema?: object };
    const isBody = at.includes('content/');
    if (isBody && schema && example !== undefined) found.push([`The example at ${at}`, schema, example]);
    if (isBody && schema && examples)
      for (const [name, { value: one }] of Object.entries(examples as Record<string, { value: unknown }>))
        found.push([`The example ${name} at ${at}`, schema, one]);
    for (const [name, member] of Object.entries(value))
      if (!['schema', 'example', 'examples'].includes(name))
        visit(`${at}/${name}`, member, (plain as Record<string, unknown>)[name]);
  };
  visit('', document, checkable);
  return found;
}
