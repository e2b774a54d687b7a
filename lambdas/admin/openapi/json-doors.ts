import * as z from 'zod';
import type { ZodOpenApiOperationObject, ZodOpenApiPathsObject } from 'zod-openapi';
import { problem } from '../../../core/problem';
import { faults } from './fault-responses';
import { problemSchema } from './problem-schema';

const LOOP = 'A subscription of this installation posts to its own API';

interface Door {
  /** Behind the key, or behind the agent. */
  path: string;
  operationId: string;
  summary: string;
  description: string;
  body: z.ZodType;
  example: unknown;
  query?: z.ZodObject;
  answer: z.ZodType;
  answerExample: unknown;
  answers: string;
}

const hookAnswer = z
  .looseObject({
    continue: z.boolean().optional(),
    stopReason: z.string().optional(),
    decision: z.literal('block').optional(),
    reason: z.string().optional(),
  })
  .meta({ id: 'ClaudeCodeHookAnswer', description: 'Empty: the agent goes on' });

const guardAnswer = z
  .object({ action: z.enum(['NONE', 'BLOCKED']), blocked_reason: z.string().optional() })
  .meta({ id: 'LiteLlmGuardrailAnswer' });

const keywordsAiAnswer = z.object({ message: z.string() }).meta({ id: 'KeywordsAiAnswer' });

const object = z.looseObject({});
const logs = z.union([z.array(object), object]);
const keywordsAiDoor = (path: string, operationId: string): Door => ({
  ...{ path, operationId, summary: 'Log as to Keywords AI or Respan' },
  description:
    'A log, or an array of at most 1,000. The same log posted twice counts once, if it has a `span_unique_id` or a ' +
    '`custom_identifier`. `input`, `output` and `metadata` are not kept.',
  body: logs,
  example: { model: 'gpt-4o', usage: { prompt_tokens: 8, completion_tokens: 16 }, latency: 1.5 },
  answer: keywordsAiAnswer,
  ...{ answerExample: { message: 'log successful' }, answers: 'Taken' },
});

const DOORS: readonly Door[] = [
  {
    path: '/claude-code',
    operationId: 'ClaudeCode',
    summary: 'Take a hook of Claude Code',
    description:
      'What an `http` hook posts becomes an event of a run or a tool call. While the agent is paused, the answer refuses ' +
      'its prompt and stops it before its next tool call. Prompts, arguments and results are not kept.',
    body: z.looseObject({ hook_event_name: z.string() }),
    example: { hook_event_name: 'PreToolUse', session_id: 's', tool_name: 'Bash', tool_use_id: 't' },
    query: z.object({
      report: z
        .enum(['no'])
        .optional()
        .meta({ description: 'Reports nothing: the same is reported by OpenTelemetry' }),
    }),
    answer: hookAnswer,
    ...{ answerExample: {}, answers: 'What Claude Code reads' },
  },
  {
    path: '/litellm',
    operationId: 'LiteLlm',
    summary: 'Take logs and alerts of LiteLLM',
    description:
      'What the callback `generic_api` posts, as an array, as a line each (`ndjson`) or one by one, and what its alerting ' +
      'webhook posts. At most 1,000 logs and 6 MB. A repeated log counts once. Prompts and answers are not kept.',
    body: logs,
    example: [{ litellm_call_id: '0b1c', status: 'success', model: 'openai/gpt-5', prompt_tokens: 120 }],
    answer: z
      .object({ accepted: z.int().min(0), refused: z.int().min(0) })
      .meta({ id: 'LiteLlmAnswer', description: 'How many events were made' }),
    ...{ answerExample: { accepted: 1, refused: 0 }, answers: 'Taken' },
  },
  {
    path: '/litellm/beta/litellm_basic_guardrail_api',
    operationId: 'LiteLlmGuardrail',
    summary: 'Answer the generic guardrail of LiteLLM',
    description:
      'Refuses the request of a paused agent. Whatever the body is, it is answered: a body that cannot be read is a ' +
      'request of the agent in the address.',
    body: object,
    example: { input_type: 'request', request_data: { user_api_key_alias: 'support-bot' } },
    answer: guardAnswer,
    answerExample: { action: 'NONE' },
    answers: 'What LiteLLM reads',
  },
  keywordsAiDoor('/api/request-logs/', 'RequestLogs'),
  keywordsAiDoor('/api/request-logs/create/', 'RequestLogsCreate'),
];

interface Address {
  key: z.ZodType;
  agent: z.ZodType;
  security: object;
}

/** Each door behind the key, and behind the agent. */
export const jsonDoorPaths = ({ key, agent, security }: Address): ZodOpenApiPathsObject =>
  Object.fromEntries(
    DOORS.flatMap((door) => [
      [`/in/{key}${door.path}`, { post: operation(door, 'postInByKey', z.object({ key }), security) }],
      [
        `/in/{key}/{agent}${door.path}`,
        { post: operation(door, 'postInByKeyByAgent', z.object({ key, agent }), security) },
      ],
    ]),
  );

const operation = (
  door: Door,
  prefix: string,
  path: z.ZodObject,
  security: object,
): ZodOpenApiOperationObject => ({
  operationId: `${prefix}${door.operationId}`,
  tags: ['Doors'],
  summary: door.summary,
  description: `${door.description}\n\nNeeds the scope \`ingest\`.`,
  ...security,
  requestParams: {
    path,
    ...(door.query && { query: door.query }),
    header: z.object({ 'Content-Encoding': z.enum(['identity', 'gzip']).optional() }),
  },
  requestBody: {
    required: true,
    content: { 'application/json': { schema: door.body, example: door.example } },
  },
  responses: {
    200: {
      description: door.answers,
      content: { 'application/json': { schema: door.answer, example: door.answerExample } },
    },
    ...faults('BadRequest', 'Unauthorized', 'Forbidden', 'NotFound', 'ContentTooLarge'),
    ...faults('UnsupportedMediaType', 'TooManyRequests', 'HeadersTooLarge', 'InternalError'),
    ...faults('Unavailable'),
    508: {
      description: LOOP,
      content: {
        'application/problem+json': {
          schema: problemSchema,
          example: { ...problem(508, LOOP), requestId: 'Jx3nSgV2IAMEVqA=' },
        },
      },
    },
  },
});
