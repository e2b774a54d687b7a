import { IANAZone } from 'luxon';
import * as z from 'zod';

const isTimeZone = (name: string): boolean => /^[A-Za-z]/.test(name) && IANAZone.isValidZone(name);

export const timeZone = z
  .string()
  .max(64)
  .refine(isTimeZone, {
    error: ({ input }) =>
      `must be a time zone of the IANA database, such as "Europe/Paris"; ${JSON.stringify(input)} is none`,
  })
  .meta({ description: 'Of the IANA database', example: 'Europe/Paris' });
