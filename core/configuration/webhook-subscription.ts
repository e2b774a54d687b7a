import * as z from 'zod';
import { neverHappens } from '../event/tocsin-types';
import { isPlain, PLAIN_RULE } from '../plain-text';
import { isTypePattern, MAX_TYPE_PATTERNS } from '../subscription/event-type';
import { destination } from './destination';
import { filter } from './event-filter';
import { delaySeconds, grouping, muteWindows, rateCap, repeatSeconds, unless } from './people';
import { signature } from './signature';

const MAX_SCHEDULE_SECONDS = 86_400;

const eventTypes = z
  .array(
    z
      .string()
      .refine(
        isTypePattern,
        'must be an event type such as "agent.run.failed", a prefix such as "agent.run.*", or "*"',
      )
      .check(({ value, issues }) => {
        const message = neverHappens(value);
        if (message !== undefined) issues.push({ code: 'custom', input: value, message });
      }),
  )
  .min(1)
  .max(MAX_TYPE_PATTERNS)
  .refine((types) => new Set(types).size === types.length, 'must not name a type twice')
  .meta({
    description:
      'Exact types, prefixes (`agent.run.*`) or `*`; 1 to 40. Of what Tocsin itself makes (`alert.`, `endpoint.`, `cost.`, ' +
      '`delivery.`, `tocsin.`) only what there is',
    example: ['agent.run.*'],
  });

const retry = z.strictObject({
  scheduleSeconds: z
    .array(z.number().int().min(1).max(MAX_SCHEDULE_SECONDS))
    .min(1)
    .max(20)
    .meta({
      description: 'Seconds from each failure to the next attempt; 1 to 20 steps',
      example: [5, 30, 300],
    }),
});

export const format = z.enum(['tocsin', 'cloudevents-structured', 'cloudevents-binary']).meta({
  description:
    'What the body is: `tocsin` (if not given) our own JSON; `cloudevents-structured` an ' +
    '`application/cloudevents+json` document; `cloudevents-binary` the data alone, with the attributes as ' +
    '`ce-` headers',
  example: 'cloudevents-structured',
});

export const rateLimit = z
  .strictObject({
    perSecond: z
      .number()
      .min(0.01)
      .max(1_000)
      .meta({ description: 'Requests a second, 0.01 to 1000', example: 20 }),
  })
  .meta({ description: 'No more requests than this; what comes faster waits its turn' });

export const breaker = z
  .strictObject({
    failures: z
      .number()
      .int()
      .min(1)
      .max(1_000)
      .default(10)
      .meta({ description: 'Failures in a row, 1 to 1000', example: 10 }),
    seconds: z
      .number()
      .int()
      .min(0)
      .max(86_400)
      .default(60)
      .meta({ description: 'Over at least this time, 0 to 86400', example: 60 }),
  })
  .meta({
    description:
      'When deliveries to a failing endpoint are parked and it is only probed: after 10 failures in a row over ' +
      'at least 60 seconds if not given',
  });

const timeoutSeconds = z.number().int().min(1).max(30).meta({
  description: 'Over name lookup, connection, request and answer together; 15 if not given',
  example: 15,
});

/** Visible characters, with spaces between them only; the key is its UTF-8. Each scheme asks for more or less. */
export const secret = z
  .string()
  .min(16)
  .max(256)
  // Not as a pattern of the schema, which other languages' validators could not read.
  .refine(
    (text) => /^[^\p{C}\p{Z}][^\p{C}\p{Zl}\p{Zp}]*[^\p{C}\p{Z}]$/u.test(text),
    'must be visible characters, without space at its ends',
  )
  .meta({
    description:
      'Your own signing secret, 16 to 256 visible characters, with spaces inside only; made for you if not given. The scheme `standard` takes ' +
      '`whsec_` and base64 of 24 to 64 bytes, all others use the text as it is.',
    example: 'whsec_' + 'A'.repeat(43) + '=',
  });

const name = z
  .string()
  .trim()
  .min(1)
  .max(128)
  .refine(isPlain, PLAIN_RULE)
  .meta({ description: 'For people', example: 'billing' });

/** A new subscription as it is posted. */
export const newSubscription = (allowedHosts: string[]) =>
  z
    .strictObject({
      name,
      eventTypes,
      filter: filter.optional(),
      destination: destination({ allowedHosts, change: false }),
      signature: signature.optional().meta({ description: 'Of a webhook; `standard` if not given' }),
      retry: retry.optional(),
      timeoutSeconds: timeoutSeconds.optional(),
      format: format.optional(),
      rateLimit: rateLimit.optional(),
      breaker: breaker.optional(),
      grouping: grouping.optional(),
      rateCap: rateCap.optional(),
      repeatSeconds: repeatSeconds.optional(),
      delaySeconds: delaySeconds.optional(),
      unless: unless.optional(),
      muteWindows: muteWindows.optional(),
      secret: secret.optional(),
      enabled: z
        .boolean()
        .default(true)
        .meta({ description: 'False makes it disabled: events are kept, not sent' }),
    })
    .meta({ id: 'NewSubscription' });

/** A change: what is given replaces what is there, null takes an option away (RFC 7396). */
export const subscriptionChange = (allowedHosts: string[]) =>
  z
    .strictObject({
      name: name.optional(),
      eventTypes: eventTypes.optional(),
      filter: filter.nullable().optional(),
      destination: destination({ allowedHosts, change: true }).optional(),
      signature: signature.optional(),
      retry: retry.nullable().optional(),
      timeoutSeconds: timeoutSeconds.nullable().optional(),
      format: format.nullable().optional(),
      rateLimit: rateLimit.nullable().optional(),
      breaker: breaker.nullable().optional(),
      grouping: grouping.nullable().optional(),
      rateCap: rateCap.nullable().optional(),
      repeatSeconds: repeatSeconds.nullable().optional(),
      delaySeconds: delaySeconds.nullable().optional(),
      unless: unless.nullable().optional(),
      muteWindows: muteWindows.nullable().optional(),
    })
    .meta({ id: 'SubscriptionChange' });

export type NewSubscription = z.output<ReturnType<typeof newSubscription>>;
export type SubscriptionChange = z.output<ReturnType<typeof subscriptionChange>>;
