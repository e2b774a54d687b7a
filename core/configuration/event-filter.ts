import * as z from 'zod';
import type { FieldError } from '../problem';
import { compilePattern } from '../subscription/pattern';
import { PatternError } from '../subscription/pattern-error';
import type { EventPattern } from '../subscription/subscription';
import { pathOf } from './path-of';
import { unknownAttributes } from './pattern-attributes';
import { storableProblem } from './storable';

const MAX_FILTER_NESTING = 16;

export const filter = z
  .record(z.string(), z.unknown())
  .check((context) => {
    for (const { pointer, detail } of filterProblems(context.value)) {
      context.issues.push({ code: 'custom', input: context.value, path: pathOf(pointer), message: detail });
    }
  })
  .meta({
    description: 'An EventBridge event pattern over `id`, `type`, `source`, `subject`, `time` and `data`',
    example: { data: { costMicroUsd: [{ numeric: ['>', 500000] }] } },
  });

/** EventBridge's limit for a pattern (its quotas); a longer one is dear to compile for every instance of `route`. */
const MAX_FILTER_CHARACTERS = 2_048;

function filterProblems(value: EventPattern): FieldError[] {
  const unstorable = storableProblem(value, MAX_FILTER_NESTING);
  if (unstorable) return [unstorable];
  try {
    compilePattern(value, { maxCharacters: MAX_FILTER_CHARACTERS });
    return unknownAttributes(value);
  } catch (error) {
    if (!(error instanceof PatternError)) throw error;
    return [{ pointer: error.pointer, detail: error.message }];
  }
}
