import fc from 'fast-check';
import { agentNameProblem } from '../../core/agent/agent-name';
import { agentPath } from '../../core/agent/agent-path';
import { requestPart } from '../../local/httpapi/event';
import { chooseRoute, parseRoute } from '../../local/httpapi/route';
import { requestedPath, type RequestedBy } from '../../lambdas/requested-path';

const ROUTES = [
  'ANY /v1/{proxy+}',
  'GET /v1/agents/{agent}/directive',
  'GET /v1/agents/directive',
  'GET /v1/agents/{proxy+}',
].map((key) => parseRoute(key, 'integration'));

/** The event that the local gateway makes of a request. */
function locally(method: string, path: string): RequestedBy {
  const match = chooseRoute(ROUTES, method, path);
  if (!match) throw new Error(`no route for ${path}`);
  const request = { id: '1', method, path, query: '', headers: {}, cookies: [], sourceIp: '127.0.0.1' };
  const api = { accountId: '1', apiId: 'a', stage: '$default' };
  return requestPart({ ...request, body: Buffer.alloc(0) }, match, api, 0) as unknown as RequestedBy;
}

/** Names of the kinds that paths are mistaken about, and any others that ingest accepts. */
const piece = fc.constantFrom(
  ...['/', '?', '#', '%', '%25', '%2F', '%2e%2e', '..', '.', ' ', '+', '&', ';', ':', '\\', '~', '*', '"'],
  ...['directive', '/pause', '/reviews/', 'é', '\u{1F916}', '\u{10FFFF}', '\uFFFD', 'a', '0'],
);
export const agentNames = fc
  .oneof(
    fc.array(piece, { minLength: 1, maxLength: 8 }).map((pieces) => pieces.join('')),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }),
    fc.constantFrom('\u{1F916}'.repeat(256), '/lead', 'trail/', 'a//b', 'https://example.com/agents/support'),
  )
  .filter((name) => agentNameProblem(name) === undefined);

const ACTIONS = [
  ['POST', 'pause'],
  ['POST', 'resume'],
  ['POST', 'switch-model'],
  ['POST', 'review'],
  ['POST', 'reviews/hold_01KE2M0C8TB5W6X4N3R7ZQ9YAH'],
  ['GET', 'directive'],
] as const;

describe('the path that was asked for', () => {
  it('names every agent that ingest accepts on every route of agents, through the local gateway', () => {
    fc.assert(
      fc.property(agentNames, fc.constantFrom(...ACTIONS), (agent, [method, action]) => {
        const path = `/v1/agents/${encodeURIComponent(agent)}/${action}`;
        // A client resolves the path before it sends it.
        const sent = new URL(path, 'http://localhost').pathname;
        const told = requestedPath(locally(method, sent));
        if (told === undefined) expect(agent).toMatch(/\?.*%25/su);
        else expect(agentPath(told)).toEqual({ agent, action });
      }),
      { numRuns: 2_000 },
    );
  });

  it('is never another agent, however much of the path a gateway has decoded', () => {
    const decoders: ((path: string) => string)[] = [
      decodeURIComponent,
      (path) => path.split('%25').map(decodeURIComponent).join('%25'),
    ];
    const gateways = decoders.flatMap((raw) => decoders.map((parameter) => [raw, parameter] as const));
    fc.assert(
      fc.property(agentNames, fc.constantFrom(...gateways), (agent, [raw, parameter]) => {
        const rest = `agents/${encodeURIComponent(agent)}/pause`;
        const told = requestedPath({
          routeKey: 'ANY /v1/{proxy+}',
          rawPath: raw(`/v1/${rest}`),
          pathParameters: { proxy: parameter(rest) },
        });
        if (told !== undefined) expect(agentPath(told)).toEqual({ agent, action: 'pause' });
        if (!agent.includes('%')) expect(told).toBeDefined();
      }),
      { numRuns: 2_000 },
    );
  });

  it.each<[string, RequestedBy, string | undefined]>([
    ['a path without variables', { routeKey: 'GET /v1/health', rawPath: '/v1/health' }, '/v1/health'],
    [
      'a path whose variables are null',
      { routeKey: 'GET /v1/health', rawPath: '/v1/health', pathParameters: null },
      '/v1/health',
    ],
    ['a path of no route', { routeKey: '$default', rawPath: '/v1/keys' }, '/v1/keys'],
    [
      'what a gateway has cut off at an encoded question mark',
      {
        routeKey: 'ANY /v1/{proxy+}',
        rawPath: '/v1/agents/a',
        pathParameters: { proxy: 'agents/a?b/pause' },
      },
      '/v1/agents/a?b/pause',
    ],
    [
      'not what may be an escape of a percent sign or a text that looks like one',
      { routeKey: 'ANY /v1/{proxy+}', rawPath: '/v1/a%25b', pathParameters: { proxy: 'a%25b' } },
      undefined,
    ],
  ])('is %s', (_, event, path) => {
    expect(requestedPath(event)).toBe(path);
  });
});
