import * as z from 'zod';

/** What a monitor saw and did not count, and what can be done about it (SEMANTICS 3.3, 3.5). */
export const uncountedFields = {
  uncounted: z
    .object({
      late: z.number().meta({ description: 'Came later than `latenessSeconds` after their time' }),
      skipped: z.number().meta({ description: 'Lack a field that `value`, `groupBy` or `key` needs' }),
      unknownCost: z.number().meta({ description: 'Cost money, but nobody knows how much' }),
    })
    .meta({ description: 'Events of its types that were not counted' }),
  unknownModels: z
    .array(z.object({ model: z.string(), events: z.number() }))
    .meta({ description: 'Whose prices are not known, most events first' }),
  advice: z
    .string()
    .nullable()
    .meta({ description: 'What to do about unknown costs; null if there are none' }),
};

export const uncountedExample = {
  uncounted: { late: 0, skipped: 2, unknownCost: 12 },
  unknownModels: [{ model: 'our-own-7b', events: 12 }],
  advice:
    'Send `costMicroUsd` (an integer of micro-dollars) with the events of these models, or name them as their ' +
    'provider does, in `model` and `provider`. Until then what they cost is missing in the values.',
};

export function uncountedView(
  { late = 0, skipped = 0, unknownCost = 0 }: { late?: number; skipped?: number; unknownCost?: number },
  models: Readonly<Record<string, number>>,
) {
  return {
    uncounted: { late, skipped, unknownCost },
    unknownModels: Object.entries(models)
      .map(([model, events]) => ({ model, events }))
      .sort((a, b) => b.events - a.events),
    advice: unknownCost > 0 ? uncountedExample.advice : null,
  };
}
