import * as z from 'zod';
import { timeZone } from './time-zone';

const PATH = /^[A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*){0,7}$/;

/** `24:00` ends a day that `00:00` begins. */
const END_OF_DAY = /^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/;
const clock = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day such as "22:00"');

/** How people are told (SEMANTICS 6.1, 6.4): of no use for machines. */
export const delaySeconds = z.number().int().min(1).max(86_400).meta({
  description: 'Of people: told only if it still fires after so long; an escalation, with `unless`',
  example: 900,
});

export const unless = z
  .array(z.enum(['acknowledged', 'resolved']))
  .min(1)
  .meta({
    description: 'Not told at all if that has come within `delaySeconds`; what is resolved never is',
    example: ['acknowledged', 'resolved'],
  });

export const muteWindows = z
  .array(
    z.strictObject({
      days: z
        .array(z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']))
        .min(1)
        .exactOptional()
        .meta({ description: 'On which days it begins; every day if not given', example: ['sat', 'sun'] }),
      from: clock.meta({ example: '22:00' }),
      to: z.string().regex(END_OF_DAY, 'must be a time of day such as "07:00", or "24:00"').meta({
        description: 'Not later than `from`: on the next day. `24:00` is the end of the day',
        example: '07:00',
      }),
      timeZone,
    }),
  )
  .min(1)
  .max(20)
  .meta({
    description: 'Of people: hours in which they are not notified; what fires at their end is sent then',
  });

export const grouping = z
  .strictObject({
    by: z
      .array(z.string().regex(PATH, 'must be a path such as "monitor.id" or "labels.team"'))
      .max(8)
      .default(['monitor.id'])
      .meta({
        description: 'Members of the alert that agree within one message; none puts all together',
        example: ['monitor.id'],
      }),
    waitSeconds: z.number().int().min(0).max(600).default(30).meta({
      description: 'From the first of a message until it is sent; 0 tells each alone',
      example: 30,
    }),
  })
  .meta({
    description:
      'Of slack and email: which alerts are told in one message; of one monitor within 30 seconds if not given',
  });

export const rateCap = z
  .strictObject({
    perHour: z.number().int().min(1).max(1_000).meta({ description: 'Messages, 1 to 1000', example: 60 }),
  })
  .meta({
    description:
      'Of slack and email: what comes beyond it is put together in one message every five minutes; 60 if not given',
  });

export const repeatSeconds = z
  .number()
  .int()
  .refine((seconds) => seconds === 0 || (seconds >= 300 && seconds <= 604_800), 'must be 0 or 300 to 604800')
  .meta({
    description:
      'Of people: what still fires, and nobody has acknowledged, is sent again after so long; 0: never. If not ' +
      'given, 14400 for slack and email, and 0 for pagerduty, which repeats by its own rules',
    example: 14_400,
  });
