import * as z from 'zod';
import { OTHER_MODELS, type UnknownModel } from '../../../core/monitor/unknown-models';
import { ADVICE } from '../../../core/monitor/unknown-cost-entry';

export const unknownModel = z
  .object({
    model: z.string().meta({ description: 'As its provider names it; `others`: all beyond the first 100' }),
    provider: z.string().nullable(),
    reason: z.enum(['price', 'usage', 'serviceTier']).meta({
      description: 'No price is known; the usage is no number; no price of this tier of service is known',
    }),
    events: z.number(),
  })
  .meta({ id: 'UnknownModel' });

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
    .array(unknownModel)
    .meta({ description: 'Of which nobody knows the cost, most events first' }),
  advice: z
    .string()
    .nullable()
    .meta({ description: 'What to do about unknown costs; null if there are none' }),
};

export const uncountedExample = {
  uncounted: { late: 0, skipped: 2, unknownCost: 12 },
  unknownModels: [{ model: 'our-own-7b', provider: null, reason: 'price', events: 12 }],
  advice: `${ADVICE.price} Until then what they cost is missing in the values.`,
};

interface Counts {
  late?: number;
  skipped?: number;
  unknownCost?: number;
}

export function uncountedView(
  { late = 0, skipped = 0, unknownCost = 0 }: Counts,
  models: readonly UnknownModel[],
) {
  // Named ones by their events; what stands for many comes last.
  const shown = [...models].sort((a, b) => Number(isOthers(a)) - Number(isOthers(b)) || b.events - a.events);
  const reasons = [...new Set(shown.map(({ reason }) => reason))];
  return {
    uncounted: { late, skipped, unknownCost },
    unknownModels: shown.map(({ model, provider = null, reason, events }) => ({
      ...{ model, provider, reason, events },
    })),
    advice:
      unknownCost > 0
        ? [
            ...reasons.map((reason) => ADVICE[reason]),
            'Until then what they cost is missing in the values.',
          ].join(' ')
        : null,
  };
}

const isOthers = ({ model, provider }: UnknownModel): boolean =>
  model === OTHER_MODELS.model && provider === undefined;
