import * as z from 'zod';
import type { ZodOpenApiOperationObject, ZodOpenApiPathsObject, ZodOpenApiResponseObject } from 'zod-openapi';
import type { Directive } from '../../../core/agent/directive';
import { LIMITS } from '../../../core/event/limits';
import { problem } from '../../../core/problem';
import { time } from '../fields';
import { doorPaths } from './doors';
import { cloudEvent, newEvent } from './event-schemas';
import { faults } from './fault-responses';
import { idempotencyKey } from './operation';
import { eventResult, eventsProblem, gatewayMessage } from './problem-schema';

const directive = z
  .object({
    agent: z.string(),
    state: z.enum(['running', 'paused']),
    modelSwitches: z.array(z.object({ from: z.string(), to: z.string() })),
    holds: z.array(
      z.object({
        id: z.string(),
        kind: z.enum(['pause', 'switchModel', 'review']),
        actor: z.string(),
        reason: z.string(),
        until: time.nullable(),
      }),
    ),
    version: z.number().meta({ description: 'Grows with every change; 0 if nothing was ever asked of it' }),
  })
  .meta({ id: 'Directive', description: 'What an agent is asked to be' }) satisfies z.ZodType<Directive>;

const directiveExample = {
  ...{ agent: 'support-bot', state: 'paused', modelSwitches: [{ from: 'gpt-5', to: 'gpt-5-mini' }] },
  holds: [
    {
      ...{ id: 'hold_01KE2M0C8TB5W6X4N3R7ZQ9YAH', kind: 'pause', actor: 'mon_01KE2M0C8TB5W6X4N3R7ZQ9YAF' },
      ...{ reason: 'five failures', until: null },
    },
  ],
  version: 3,
};

const answered = z
  .object({
    results: z.array(eventResult).meta({ description: 'One for each event, in the order of the request' }),
    directives: z.array(directive).nullable().meta({
      description:
        'One for each distinct `source` of the accepted events; null if they could not be read just now',
    }),
  })
  .meta({ id: 'EventResults' });

const accepted = { status: 'accepted', id: 'evt_5f0c5e1b2f0d4d2a9a7f3b1c8e6d4a21' };
const refusal = problem(400, 'The event is not valid', [{ pointer: '/source', detail: 'is required' }]);

const eventExample = {
  ...{ type: 'llm.request.completed', source: 'support-bot', subject: 'run_42' },
  data: { model: 'gpt-5', inputTokens: 1830, outputTokens: 64 },
};
const cloudEventExample = { specversion: '1.0', id: '42', ...eventExample };

const header = (description: string, example?: string): z.ZodType =>
  z
    .string()
    .optional()
    .meta({ description, ...(example !== undefined && { example }) });

const BINARY = 'Of a CloudEvent in binary mode, percent-encoded';
const postHeaders = z.object({
  'Idempotency-Key': idempotencyKey.meta({
    description: 'Identifies events that have no `id` of their own: a repeat makes no new ones',
  }),
  'Content-Encoding': z.enum(['identity', 'gzip']).optional().meta({
    description:
      '`gzip` with the content type `application/octet-stream`, so that no gateway takes it for text',
  }),
  traceparent: header('W3C Trace Context: deliveries go on in this trace'),
  'ce-specversion': z.literal('1.0').optional().meta({
    description: 'Makes the request a CloudEvent in binary mode: the body, any JSON or none, is its `data`',
  }),
  'ce-id': header(BINARY),
  'ce-type': header(BINARY),
  'ce-source': header(BINARY),
  'ce-subject': header(BINARY),
  'ce-time': header(BINARY),
});

const eventsFault = (status: number, description: string, gateway: boolean): ZodOpenApiResponseObject => ({
  description,
  content: {
    'application/problem+json': {
      schema: eventsProblem,
      example: {
        ...(status === 400 ? refusal : problem(status, description)),
        requestId: 'Jx3nSgV2IAMEVqA=',
      },
    },
    ...(gateway && { 'application/json': { schema: gatewayMessage } }),
  },
  ...(status === 503 && {
    headers: z.object({
      'Retry-After': header('Seconds. Not in what the gateway answers itself', '1'),
    }),
  }),
});

const postEvents: ZodOpenApiOperationObject = {
  operationId: 'postEvents',
  tags: ['Events'],
  summary: 'Post events',
  description:
    'One event or several. 202 means that every event is stored safely; it says as well what the agents are asked to ' +
    'be. The content type tells the forms apart; whatever it is, the body may have at most ' +
    `${LIMITS.requestBytes} bytes (2 MiB), ${LIMITS.requestEvents} events of ${LIMITS.eventBytes} bytes (256 KiB) ` +
    `and ${LIMITS.requestSources} sources.\n\nNeeds the scope \`ingest\`.`,
  requestParams: { header: postHeaders },
  requestBody: {
    required: true,
    content: {
      'application/json': {
        schema: z.union([newEvent, z.array(newEvent).min(1).max(LIMITS.requestEvents)]),
        examples: { one: { value: eventExample }, several: { value: [eventExample] } },
      },
      'application/cloudevents+json': { schema: cloudEvent, example: cloudEventExample },
      'application/cloudevents-batch+json': {
        schema: z.array(cloudEvent).min(1).max(LIMITS.requestEvents),
        example: [cloudEventExample],
      },
      'application/*+json': {
        schema: z.unknown().meta({ description: 'With `ce-specversion`: the data of one event' }),
      },
      'application/octet-stream': {
        schema: { description: 'With `Content-Encoding: gzip`: what `application/json` takes, compressed' },
      },
      'application/gzip': {
        schema: { description: 'With `Content-Encoding: gzip`: what `application/json` takes, compressed' },
      },
    },
  },
  responses: {
    202: {
      description: 'All were accepted',
      content: {
        'application/json': {
          schema: answered,
          example: { results: [accepted], directives: [directiveExample] },
        },
      },
    },
    207: {
      description: 'Some were accepted, some refused',
      content: {
        'application/json': {
          schema: answered,
          example: {
            results: [accepted, { status: 'refused', error: refusal }],
            directives: [directiveExample],
          },
        },
      },
    },
    400: eventsFault(400, 'None was accepted, or the body cannot be read', false),
    ...faults('Unauthorized', 'Forbidden'),
    413: eventsFault(413, 'The request, or each of its events, is too large', true),
    ...faults('UnsupportedMediaType', 'TooManyRequests', 'HeadersTooLarge', 'InternalError'),
    503: eventsFault(503, 'None could be stored: send them again', true),
    508: eventsFault(508, 'A subscription of this installation posts to its own API', false),
  },
};

const agent = z
  .string()
  .min(1)
  .max(LIMITS.attributeCharacters)
  .meta({ description: 'The `source` of its events, percent-encoded', example: 'support-bot' });

const etag = z.object({ ETag: z.string().meta({ description: 'For `If-None-Match`', example: '"3-"' }) });

/** `named` is where the request names the agent. */
const getDirective = (
  operationId: string,
  described: string,
  named: ZodOpenApiOperationObject['requestParams'],
): ZodOpenApiOperationObject => ({
  operationId,
  tags: ['Agents'],
  summary: 'Ask what an agent is asked to be',
  description: `${described}; cheap with \`If-None-Match\`.\n\nNeeds the scope \`ingest\`.`,
  requestParams: {
    ...named,
    header: z.object({ 'If-None-Match': header('The ETag of the last answer', '"3-"') }),
  },
  responses: {
    200: {
      description:
        'As it is now. `running` for a name that nobody has seen: agents ask before their first event, so a misspelt ' +
        'name is no error here',
      headers: etag,
      content: { 'application/json': { schema: directive, example: directiveExample } },
    },
    304: { description: 'It has not changed', headers: etag },
    ...faults('BadRequest', 'Unauthorized', 'Forbidden', 'NotFound', 'TooManyRequests', 'HeadersTooLarge'),
    ...faults('InternalError', 'Unavailable'),
  },
});

/** What agents use: the routes of `ingest`. */
export const ingestPaths: ZodOpenApiPathsObject = {
  ...doorPaths,
  '/v1/events': { post: postEvents },
  '/v1/agents/{agent}/directive': {
    get: getDirective('getAgentsByAgentDirective', 'For an agent that posts nothing at the moment', {
      path: z.object({ agent }),
    }),
  },
  '/v1/agents/directive': {
    get: getDirective('getAgentsDirective', 'The same for any name, e.g. one with a "/" or a "%"', {
      query: z.object({ agent }),
    }),
  },
};
