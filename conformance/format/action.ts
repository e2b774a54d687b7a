import * as z from 'zod';
import { endpoint } from './select';

const seconds = z.number().min(0);
const event = z.string().meta({ description: 'An event’s name within the scenario', example: 'e1' });

const create = z.strictObject({
  do: z.literal('create'),
  endpoint,
  types: z.array(z.string()).optional().meta({
    description: 'Local names of event types; `main` if not given. The suite makes real ones of them.',
  }),
  headers: z.record(z.string(), z.string()).optional(),
  secret: z.string().optional(),
  signature: z.array(z.enum(['v1', 'v1a'])).optional(),
  format: z.enum(['cloudevents-structured', 'cloudevents-binary']).optional(),
  schedule: z.array(seconds).optional().meta({
    description:
      'Seconds between attempts; two seconds, five times, if not given. Senders that cannot set it keep their own.',
  }),
  timeoutSeconds: z.number().optional(),
  rateLimitPerSecond: z.number().optional(),
  accept: z.enum(['must', 'may', 'mustNot']).optional().meta({
    description: '`must` if not given. `may`: a refusal is as good, and ends the scenario unless `goOn`.',
  }),
  goOn: z.literal(true).optional(),
});

const send = z.strictObject({
  do: z.literal('send'),
  event,
  data: z.string().optional().meta({
    description: 'The event’s data as JSON text, so that no parser touches it; names the event if not given',
  }),
  type: z.string().optional().meta({ description: 'Local name of the event type; `main` if not given' }),
  times: z
    .number()
    .int()
    .min(1)
    .optional()
    .meta({ description: 'Publish it so often under one idempotency key' }),
  together: z
    .literal(true)
    .optional()
    .meta({ description: 'All publications at once rather than one by one' }),
});

const sendMany = z.strictObject({
  do: z.literal('sendMany'),
  prefix: z
    .string()
    .meta({ description: 'Events `PREFIX1`, `PREFIX2` and so on, each with its name as data' }),
  count: z.number().int().min(1),
  type: z.string().optional(),
});

const awaitRequests = z.strictObject({
  do: z.literal('await'),
  endpoint,
  requests: z.number().int().min(1).meta({ description: 'Goes on as soon as the endpoint has got so many' }),
  withinSeconds: seconds
    .optional()
    .meta({ description: 'On the sender’s clock; long enough for the retries in between if not given' }),
  sliceSeconds: z.number().optional().meta({ description: 'How finely a virtual clock is moved' }),
});

const awaitConnections = z.strictObject({
  do: z.literal('awaitConnections'),
  endpoint,
  connections: z.number().int().min(1),
});

const pass = z
  .strictObject({ do: z.literal('pass'), seconds })
  .meta({ description: 'Time passes on the sender’s clock.' });
const passSchedule = z.strictObject({ do: z.literal('passSchedule') }).meta({
  description: 'So much time passes that a sender that wanted to try again would have, more than once.',
});
const settle = z
  .strictObject({ do: z.literal('settle') })
  .meta({ description: 'Until everything that can happen without time passing has happened.' });

const rotate = z.strictObject({ do: z.literal('rotate'), endpoint, overlapSeconds: seconds });
const update = z.strictObject({
  do: z.literal('update'),
  endpoint,
  to: endpoint.meta({ description: 'Its URL is what the sender is to use from now on' }),
  accept: z.enum(['must', 'may']).optional(),
});
const retry = z.strictObject({ do: z.literal('retry'), endpoint, event });

const onEndpoint = <Verb extends string>(verb: Verb) => z.strictObject({ do: z.literal(verb), endpoint });

export const action = z.discriminatedUnion('do', [
  create,
  send,
  sendMany,
  awaitRequests,
  awaitConnections,
  pass,
  passSchedule,
  settle,
  rotate,
  update,
  retry,
  onEndpoint('disable'),
  onEndpoint('enable'),
  onEndpoint('delete'),
  onEndpoint('recover'),
  onEndpoint('listen'),
]);

export type Action = z.output<typeof action>;
export type ActionOf<Verb extends Action['do']> = Extract<Action, { do: Verb }>;
