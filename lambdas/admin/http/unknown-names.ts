import * as z from 'zod';
import { didYouMean } from '../../../core/near-name';
import type { UnknownName } from './field-errors';

const namesOf = (schema: z.ZodType | undefined): string[] =>
  schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];

/** A query has few parameters: all are named. */
export const unknownParameter =
  (query: z.ZodType): UnknownName =>
  () => {
    const names = namesOf(query);
    const list = names.map((name) => JSON.stringify(name)).join(', ');
    return `is not a known query parameter: ${names.length === 0 ? 'there is none here' : `there are ${list}`}`;
  };

/** A body's field: by what other products call it, else by the name that is nearest. */
export const unknownField =
  (body: z.ZodType | undefined, hints: Readonly<Record<string, string>>): UnknownName =>
  (name, isTop) => {
    const rule = 'is not a known field';
    if (!isTop) return rule;
    if (Object.hasOwn(hints, name)) return `${rule}: ${hints[name]}`;
    return `${rule}${didYouMean(name, namesOf(body))}`;
  };
