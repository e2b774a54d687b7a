import * as z from 'zod/mini';
import { isMadeByTocsin, LIMITS } from './limits';

const CONTROL_CHARACTERS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;
/** RFC 3339 section 5.6, any offset, any precision. */
const RFC_3339 = /^(\d{4}-\d{2}-\d{2})[Tt]([01]\d|2[0-3]):\d{2}:\d{2}(\.\d{1,9})?([Zz]|[+-]\d{2}:\d{2})$/;

const attribute = z.string().check(
  z.minLength(1, 'must not be empty'),
  z.maxLength(LIMITS.attributeCharacters, `must have at most ${LIMITS.attributeCharacters} characters`),
  z.refine((text) => !CONTROL_CHARACTERS.test(text), 'must not contain control characters'),
  // Attributes stand in keys and rows, which are UTF-8: half a character could be accepted but never stored.
  z.refine((text) => text.isWellFormed(), 'must be well-formed Unicode'),
);

const eventType = z.string().check(
  z.maxLength(LIMITS.typeCharacters, `must have at most ${LIMITS.typeCharacters} characters`),
  z.regex(
    /^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*$/,
    'must be names of letters, digits, "_" and "-", joined by dots, e.g. "agent.run.failed"',
  ),
  z.refine((type) => !isMadeByTocsin(type), 'is a type that only Tocsin makes'),
);

/** `Date.parse` takes the 30th of February for a day in March. */
function isTime(text: string): boolean {
  const day = RFC_3339.exec(text)?.[1];
  if (day === undefined || Number.isNaN(Date.parse(text))) return false;
  return new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);
}

const time = z
  .string()
  .check(z.refine(isTime, 'must be a time as RFC 3339 writes it, e.g. "2026-01-31T12:00:00Z"'));

/** An event as a client posts it (`application/json`). */
export const eventInput = z.strictObject({
  type: eventType,
  source: attribute,
  subject: z.optional(attribute),
  id: z.optional(attribute),
  time: z.optional(time),
  data: z.optional(z.unknown()),
});

/** A CloudEvents 1.0 event (JSON format); other names are its extension attributes. */
export const cloudEventInput = z.looseObject({
  specversion: z.literal('1.0', 'must be "1.0"'),
  type: eventType,
  source: attribute,
  id: attribute,
  subject: z.optional(attribute),
  time: z.optional(time),
  datacontenttype: z.optional(
    z
      .string()
      .check(z.regex(/^[^;]*[/+][jJ][sS][oO][nN]\s*(;.*)?$/, 'must be a JSON media type: data is JSON')),
  ),
  dataschema: z.optional(attribute),
  data: z.optional(z.unknown()),
  data_base64: z.optional(z.unknown().check(z.refine(() => false, 'is not supported: data must be JSON'))),
});
