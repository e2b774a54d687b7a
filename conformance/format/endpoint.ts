import * as z from 'zod';

const afterwards = z.enum(['keep', 'close', 'reset', 'dropNext']).meta({
  description:
    'What becomes of the connection: kept (the default), ended in order, reset, or kept until the next request on it begins, which is then reset unanswered.',
});

const times = z.number().int().min(1).meta({
  description:
    'How many requests in a row get this answer; 1 if not given. The last one is repeated for ever.',
});

const text = z.string().meta({
  description:
    'Text of an answer; `{{url:NAME}}` is the URL of another endpoint, `{{date:+90}}` the HTTP date 90 s from now on the sender’s clock.',
});

const plain = z
  .strictObject({
    status: z.number().int().min(100).max(999),
    reason: z.string().optional(),
    headers: z.record(z.string(), text).optional(),
    body: text.optional(),
    afterSeconds: z.number().min(0).optional().meta({ description: 'Real seconds until the answer begins' }),
    then: afterwards.optional(),
    times: times.optional(),
  })
  .meta({ description: 'A well-formed HTTP/1.1 answer with a Content-Length.' });

const raw = z
  .strictObject({
    raw: text,
    then: z.enum(['keep', 'close', 'reset', 'silence']),
    times: times.optional(),
  })
  .meta({ description: 'These characters (Latin-1), whatever they are; `silence` sends nothing more.' });

const drip = z
  .strictObject({
    raw: text.optional(),
    drip: text,
    everyMs: z.number().int().min(1),
    times: times.optional(),
  })
  .meta({
    description: '`raw` at once, then `drip` byte by byte, over and over, until the sender gives up.',
  });

const endless = z
  .strictObject({
    endless: z.enum(['body', 'head', 'gzip']),
    limitBytes: z
      .number()
      .int()
      .min(1)
      .meta({ description: 'Sent at most; then the answer ends as a success.' }),
    times: times.optional(),
  })
  .meta({
    description:
      'An answer far larger than any sender needs: a body, header lines, or zeros compressed by gzip.',
  });

const silence = z
  .strictObject({ silence: z.literal(true), times: times.optional() })
  .meta({ description: 'The request is read, nothing is ever answered.' });

const reset = z
  .strictObject({ reset: z.literal('afterRequest'), times: times.optional() })
  .meta({ description: 'The request is read, then the connection is reset.' });

const answer = z.union([plain, raw, drip, endless, silence, reset]);

/** One endpoint of a scenario: where it is, and what it answers, request by request. */
export const endpointScript = z
  .strictObject({
    server: z.enum(['http', 'https', 'closed', 'unresolvable']).optional().meta({
      description:
        '`http` if not given. `closed`: nobody listens until the step `listen`. `unresolvable`: a name that DNS does not know.',
    }),
    certificate: z.enum(['trusted', 'selfSigned', 'otherHost', 'expired']).optional().meta({
      description: 'Of an https endpoint; `trusted`, if not given, is issued by the suite’s own authority.',
    }),
    url: z.string().optional().meta({
      description: 'Given to the sender instead of the endpoint’s own; `{{port}}` is where it listens.',
    }),
    answers: z.array(answer).min(1).optional().meta({ description: 'In turn; 204 if not given.' }),
  })
  .meta({ id: 'Endpoint' });

export type Answer = z.output<typeof answer>;
export type EndpointScript = z.output<typeof endpointScript>;
