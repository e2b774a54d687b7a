import * as z from 'zod';
import { timeZone } from './time-zone';

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
      to: clock.meta({ description: 'Not later than `from`: on the next day', example: '07:00' }),
      timeZone,
    }),
  )
  .min(1)
  .max(20)
  .meta({ description: 'Of people: hours in which they are not told; what fires at their end is told then' });
