import * as z from 'zod';
import { InvalidInput } from '../../core/configuration/errors';
import { withoutLeapSecond } from '../../core/event/leap-second';
import { isPlain, PLAIN_RULE } from '../../core/plain-text';

/** Pieces that many resources' schemas are made of. */
export const name = z
  .string()
  .trim()
  .min(1)
  .max(128)
  .refine(isPlain, PLAIN_RULE)
  .meta({ description: 'For people; 1 to 128 characters', example: 'billing' });

/** An id in a path. Anything else than an existing id is answered 404, so its form is not checked here. */
export const id = (prefix: string, example: string) =>
  z
    .string()
    .max(256)
    .meta({ description: `\`${prefix}_\` and a ULID`, example });

/** `format: date-time` says it in the document; the pattern is a line long, and stands at every time. */
const withoutPattern = ({ jsonSchema }: { jsonSchema: { pattern?: string } }): void => {
  delete jsonSchema.pattern;
};

/** A time in an answer. */
export const time = z.iso
  .datetime()
  .meta({ description: 'RFC 3339, UTC', example: '2026-01-31T12:00:00.000Z', override: withoutPattern });

/** A time in a request, in any offset; epoch ms once parsed. */
export const givenTime = z
  .string()
  .overwrite(withoutLeapSecond)
  .pipe(
    z.iso.datetime({
      offset: true,
      error: 'must be a time as RFC 3339 writes it, e.g. "2026-01-31T12:00:00Z"',
    }),
  )
  .transform((text) => Date.parse(text))
  .meta({
    description: 'RFC 3339',
    format: 'date-time',
    example: '2026-01-31T12:00:00Z',
    override: withoutPattern,
  });

/** Throws `InvalidInput` for a window that ends before it begins; an end that is not given is now. */
export function requireOrder({
  since,
  until,
}: {
  since?: number | undefined;
  until?: number | undefined;
}): void {
  if (since !== undefined && until !== undefined && since > until)
    throw new InvalidInput([
      { pointer: '/since', detail: 'must not be after "until", which is now if not given' },
    ]);
}

/** A position of as many bytes as a sort key may have, 1,024, in base64url, and its digest. */
const MAX_CURSOR = 1_383;

const listFields = {
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(100)
    .default(50)
    .meta({ description: 'How many at most; a page may hold fewer and still have a next one', example: 50 }),
  cursor: z.string().max(MAX_CURSOR).optional().meta({ description: 'The `nextCursor` of the page before' }),
};

/** The query of a list, with its own filters. */
export const listQuery = <Shape extends z.ZodRawShape = Record<never, never>>(shape?: Shape) =>
  z.strictObject({ ...listFields, ...(shape as Shape) });

/** The answer of a list. */
export const listOf = (item: z.ZodType) =>
  z.object({
    data: z.array(item),
    nextCursor: z.string().nullable().meta({ description: 'Null on the last page' }),
  });

/** What was accepted, and is probably not what was meant. */
export const warnings = z.array(z.object({ pointer: z.string(), detail: z.string() })).meta({
  description: 'What was accepted and may not be what you meant, each with its place; empty if nothing',
});

/** Of an answer whose resource can be changed with `If-Match`. */
export const etagHeader = { ETag: z.string().meta({ description: 'For `If-Match`', example: '"1"' }) };

export const iso = (ms: number): string => new Date(ms).toISOString();
