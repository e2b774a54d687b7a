import * as z from 'zod';
import type { ZodOpenApiOperationObject, ZodOpenApiPathsObject, ZodOpenApiResponseObject } from 'zod-openapi';
import { LIMITS } from '../../../core/event/limits';
import { problem } from '../../../core/problem';
import { faults } from './fault-responses';
import { jsonDoorPaths } from './json-doors';
import { gatewayMessage, problemSchema } from './problem-schema';

const signal = z.enum(['traces', 'logs', 'metrics']);
const pathKey = z.string().meta({
  description: 'A key of the kind `path`',
  example: `tcn_in_01JH7Z0000000000000000000A_${'x'.repeat(43)}`,
});
const agent = z.string().min(1).max(LIMITS.attributeCharacters).meta({
  description: 'The `source` of the events; it may have slashes of its own',
  example: 'support-bot',
});

const PROTOBUF = { schema: { type: 'string', format: 'binary' } } as const;

const partialSuccess = z
  .object({ partialSuccess: z.record(z.string(), z.unknown()).optional() })
  .meta({ id: 'OtlpResponse', description: 'Export...ServiceResponse: empty if everything was taken' });
const status = z
  .object({ message: z.string() })
  .meta({ id: 'OtlpStatus', description: 'google.rpc.Status: what is wrong' });

/** In the form of the request; what the gateway answers itself is its own JSON. */
const fault = (code: number, description: string): ZodOpenApiResponseObject => ({
  description,
  ...(code === 503 && {
    headers: z.object({
      'Retry-After': z.string().optional().meta({ description: 'Seconds', example: '1' }),
    }),
  }),
  content: {
    'application/x-protobuf': PROTOBUF,
    'application/json': { schema: z.union([status, gatewayMessage]), example: { message: description } },
    // Before it is known which door it is.
    'application/problem+json': {
      schema: problemSchema,
      example: { ...problem(code, description), requestId: 'Jx3nSgV2IAMEVqA=' },
    },
  },
});

const postOtlp = (operationId: string, path: z.ZodObject, security: object): ZodOpenApiOperationObject => ({
  operationId,
  tags: ['Doors'],
  summary: 'Report by OpenTelemetry (OTLP over HTTP)',
  description:
    'What an exporter sends if `OTEL_EXPORTER_OTLP_ENDPOINT` is the part before `/v1/`. Spans of model requests, tool ' +
    'calls and agents become events, and so do log records of Claude Code and judgements; everything else is taken and ' +
    'passed over. Prompts, answers and arguments are not kept. Metrics repeat what spans say: they are taken and not ' +
    'counted. At most 32 MiB after decompression and 10,000 events. A repeat makes no new events.\n\n' +
    'Needs the scope `ingest`.',
  ...security,
  requestParams: {
    path,
    header: z.object({ 'Content-Encoding': z.enum(['identity', 'gzip']).optional() }),
  },
  requestBody: {
    required: true,
    content: {
      'application/x-protobuf': PROTOBUF,
      'application/json': { schema: z.looseObject({}).meta({ description: 'OTLP in JSON' }) },
    },
  },
  responses: {
    200: {
      description: 'Taken. What could not be used is counted in `partial_success`',
      content: {
        'application/x-protobuf': PROTOBUF,
        'application/json': { schema: partialSuccess, example: {} },
      },
    },
    400: fault(400, 'The body is not what its content type says'),
    ...faults('Unauthorized', 'Forbidden', 'NotFound'),
    413: fault(413, 'The request is too large'),
    415: fault(415, 'The content type or the encoding is not supported'),
    ...faults('TooManyRequests', 'HeadersTooLarge', 'InternalError'),
    503: fault(503, 'Not all of it could be stored: send it again'),
    508: fault(508, 'A subscription of this installation posts to its own API'),
  },
});

/** The key is part of the path, for which OpenAPI has no security scheme. */
const IN_PATH = { security: [] };

/** Where other programs report by themselves. */
export const doorPaths: ZodOpenApiPathsObject = {
  '/otlp/v1/{signal}': { post: postOtlp('postOtlp', z.object({ signal }), {}) },
  '/in/{key}/v1/{signal}': {
    post: postOtlp('postInByKeyOtlp', z.object({ key: pathKey, signal }), IN_PATH),
  },
  '/in/{key}/{agent}/v1/{signal}': {
    post: postOtlp('postInByKeyByAgentOtlp', z.object({ key: pathKey, agent, signal }), IN_PATH),
  },
  ...jsonDoorPaths({ key: pathKey, agent, security: IN_PATH }),
};
