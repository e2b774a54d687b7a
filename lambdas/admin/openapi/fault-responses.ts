import * as z from 'zod';
import type { ZodOpenApiResponseObject } from 'zod-openapi';
import { problem } from '../../../core/problem';
import { gatewayMessage, problemSchema } from './problem-schema';

const retryAfter = z
  .string()
  .optional()
  .meta({ description: 'Seconds. Not in what the gateway answers itself', example: '1' });

interface Fault {
  status: number;
  description: string;
  /** Made by our functions, with this `detail`. */
  detail?: string;
  /** Made by the gateway, with this message. */
  gateway?: string;
  retryAfter?: true;
}

/** The errors that routes share, by their name in `components.responses`. */
const FAULTS = {
  BadRequest: {
    ...{ status: 400, description: 'The request breaks a rule; `errors` names each' },
    detail: 'The request is not valid.',
  },
  Unauthorized: {
    ...{ status: 401, gateway: 'Unauthorized' },
    description: 'There is no `Authorization` header. The API gateway says no more than this `message`',
  },
  Forbidden: {
    status: 403,
    description:
      'With `message`, from the API gateway: the key is unknown, mistyped or revoked, belongs to another installation, or ' +
      'stands without `Bearer`. With `detail`, a problem: the key is good, and lacks the scope',
    detail: 'This needs a key with the scope admin.',
    gateway: 'Forbidden',
  },
  NotFound: {
    status: 404,
    description: 'No such thing in this project',
    detail: 'There is no such monitor.',
  },
  Conflict: {
    ...{ status: 409, description: 'The present state does not allow it', retryAfter: true },
    detail: 'The subscription was changed meanwhile. Read it again and repeat the request.',
  },
  PreconditionFailed: {
    ...{ status: 412, description: 'Another revision than `If-Match` names' },
    detail: 'The monitor is at revision 2, not 1.',
  },
  ContentTooLarge: {
    ...{ status: 413, description: 'The body is too large', gateway: 'Request Entity Too Large' },
    detail: 'A request body may have at most 262144 bytes (256 KiB).',
  },
  UnsupportedMediaType: {
    ...{ status: 415, description: 'The content type, or its encoding, is not supported' },
    detail: 'The content type text/plain is not supported: send application/json.',
  },
  KeyReused: {
    ...{ status: 422, description: 'The `Idempotency-Key` was used with another request' },
    detail: 'This Idempotency-Key was used with another request.',
  },
  TooManyRequests: {
    status: 429,
    description: 'A problem: the key makes more requests than it may. The gateway: the API as a whole does',
    detail: 'This key makes more requests than it may; send them again later, or more events in one',
    ...{ gateway: 'Too Many Requests', retryAfter: true },
  },
  Throttled: {
    status: 429,
    description: 'The API gets more requests than it may',
    gateway: 'Too Many Requests',
  },
  HeadersTooLarge: {
    ...{ status: 431, description: 'Request line and headers have more than 10,240 bytes' },
    gateway: 'Request Header Fields Too Large',
  },
  InternalError: {
    ...{ status: 500, description: 'Our fault', detail: 'Something went wrong on our side.' },
    gateway: 'Internal Server Error',
  },
  Unavailable: {
    ...{ status: 503, description: 'Not now: send it again', retryAfter: true },
    ...{ detail: 'The delivery could not be queued; try again.', gateway: 'Service Unavailable' },
  },
} as const satisfies Record<string, Fault>;

export type FaultName = keyof typeof FAULTS;

export const faultResponses = Object.fromEntries(
  Object.entries(FAULTS).map(([name, fault]) => [name, responseOf(fault)]),
);

/** By status, each a reference into `components.responses`. */
export const faults = (...names: FaultName[]): Record<string, { $ref: string }> =>
  Object.fromEntries(names.map((name) => [FAULTS[name].status, { $ref: `#/components/responses/${name}` }]));

function responseOf(fault: Fault): ZodOpenApiResponseObject {
  return {
    description: fault.description,
    content: { ...problemContent(fault), ...gatewayContent(fault) },
    ...(fault.retryAfter && { headers: z.object({ 'Retry-After': retryAfter }) }),
  };
}

function problemContent({ status, detail }: Fault): ZodOpenApiResponseObject['content'] {
  if (detail === undefined) return {};
  const errors = status === 400 ? [{ pointer: '/limit', detail: 'must be at most 100' }] : undefined;
  const example = { ...problem(status, detail, errors), requestId: 'Jx3nSgV2IAMEVqA=' };
  return { 'application/problem+json': { schema: problemSchema, example } };
}

function gatewayContent({ gateway }: Fault): ZodOpenApiResponseObject['content'] {
  if (gateway === undefined) return {};
  return { 'application/json': { schema: gatewayMessage, example: { message: gateway } } };
}
