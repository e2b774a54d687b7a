import * as z from 'zod';
import { endpoint, selection } from './select';

const count = {
  is: z.number().int().min(0).optional(),
  atLeast: z.number().int().min(0).optional(),
  atMost: z.number().int().min(0).optional(),
};

const requestNumber = z.number().int().min(1);
const place = z.strictObject({ endpoint, request: requestNumber });

const requests = z
  .strictObject({ expect: z.literal('requests'), ...selection, ...count })
  .meta({ description: 'How many requests the endpoint has got so far.' });

const connections = z
  .strictObject({ expect: z.literal('connections'), endpoint, ...count })
  .meta({ description: 'How many connections were opened to it, with or without a request.' });

const line = z
  .strictObject({ expect: z.literal('line'), ...selection, method: z.string() })
  .meta({ description: 'The request line: this method, the endpoint’s path, HTTP/1.1.' });

const header = z
  .strictObject({
    expect: z.literal('header'),
    ...selection,
    name: z.string().meta({
      description: 'In any letter case; `@id`, `@timestamp` and `@signature` as the sender names them',
    }),
    is: z
      .union([
        z.enum(['once', 'absent', 'constant', 'new']),
        z.strictObject({ text: z.string() }),
        z.strictObject({ matching: z.string() }),
        z.strictObject({ not: z.string() }),
      ])
      .meta({
        description:
          '`once`: exactly one field of that name in each request. `constant`: the same over all of them. `new`: never the same twice.',
      }),
  })
  .meta({ description: 'A header field of the requests.' });

const signatures = z
  .strictObject({
    expect: z.literal('signatures'),
    ...selection,
    secrets: z.array(z.number().int().min(0)).optional().meta({
      description:
        'The `v1` signatures, in this order and no others; 0 is the secret that the endpoint was made with, 1 the first rotation’s. `[0]` if not given',
    }),
    v1a: z
      .literal(true)
      .optional()
      .meta({ description: 'A valid `v1a` signature by the endpoint’s public key as well' }),
    only: z.enum(['v1a']).optional().meta({ description: 'No `v1` signature is expected' }),
  })
  .meta({ description: 'Signatures over id, timestamp and the very bytes of the body.' });

const timestamp = z
  .strictObject({ expect: z.literal('timestamp'), ...selection, withinSeconds: z.number() })
  .meta({ description: 'Whole seconds since 1970, near the sender’s time at arrival.' });

const data = z
  .strictObject({
    expect: z.literal('data'),
    ...selection,
    equals: z
      .string()
      .meta({ description: 'JSON text; numbers are compared as decimals of any size, strings by code unit' }),
    keyOrder: z.literal(true).optional(),
  })
  .meta({ description: 'What was published arrives with the same value.' });

const body = z
  .strictObject({ expect: z.literal('body'), ...selection, is: z.enum(['constant', 'utf8', 'framed']) })
  .meta({
    description:
      '`constant`: the same bytes in all of them. `framed`: one length, by Content-Length or by chunks, and it fits.',
  });

const interval = z
  .strictObject({
    expect: z.literal('interval'),
    endpoint,
    from: requestNumber,
    to: requestNumber,
    atLeastSeconds: z.number().optional(),
    atMostSeconds: z.number().optional(),
  })
  .meta({
    description:
      'The time between two requests on the sender’s clock; only what is certain counts as a fault.',
  });

const spread = z
  .strictObject({ expect: z.literal('spread'), ...selection, atLeastSeconds: z.number() })
  .meta({ description: 'The first and the last of these requests are at least so far apart.' });

const delay = z
  .strictObject({ expect: z.literal('delay'), endpoint, event: z.string(), atMostSeconds: z.number() })
  .meta({ description: 'Real seconds from publishing an event to its first request at the endpoint.' });

const before = z
  .strictObject({ expect: z.literal('before'), first: place, second: place })
  .meta({ description: 'One request came before another one.' });

const taken = z.strictObject({ expect: z.literal('taken'), endpoint, atMostBytes: z.number() }).meta({
  description:
    'How much of its answers the sender took before it closed the connection, kernel buffers included.',
});

const closed = z
  .strictObject({ expect: z.literal('closed'), endpoint, request: requestNumber, withinSeconds: z.number() })
  .meta({
    description:
      'The sender ends the connection within so many real seconds of the request, on top of its own timeout.',
  });

const delivered = z
  .strictObject({
    expect: z.literal('delivered'),
    endpoint,
    events: z.array(z.string()),
  })
  .meta({
    description: 'Each of these events has got a 2xx answer; an event `e*` stands for all that begin so.',
  });

const status = z
  .strictObject({ expect: z.literal('status'), endpoint, is: z.enum(['enabled', 'disabled']) })
  .meta({ description: 'What the sender says of the endpoint.' });

const told = z
  .strictObject({ expect: z.literal('told'), endpoint, of: z.enum(['endpointDisabled']) })
  .meta({ description: 'The endpoint’s owner was told by another way than the endpoint.' });

const secret = z
  .strictObject({
    expect: z.literal('secret'),
    endpoint,
    number: z.number().int().min(0).optional().meta({ description: 'The newest if not given' }),
    is: z.enum(['standard', 'unique']).meta({
      description:
        '`standard`: `whsec_` and base64 of 24 to 64 bytes. `unique`: no other endpoint of the scenario has it.',
    }),
  })
  .meta({ description: 'The signing secret that the sender made.' });

export const expectation = z.discriminatedUnion('expect', [
  requests,
  connections,
  line,
  header,
  signatures,
  timestamp,
  data,
  body,
  interval,
  spread,
  delay,
  before,
  taken,
  closed,
  delivered,
  status,
  told,
  secret,
]);

export type Expectation = z.output<typeof expectation>;
export type ExpectationOf<Kind extends Expectation['expect']> = Extract<Expectation, { expect: Kind }>;
