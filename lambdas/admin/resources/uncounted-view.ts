import * as z from 'zod';
import { NO_COST_ADVICE, type MissingField } from '../../../core/monitor/missing-fields';
import type { Monitor } from '../../../core/monitor/monitor';
import { OTHER_MODELS, type UnknownModel } from '../../../core/monitor/unknown-models';
import { ADVICE } from '../../../core/monitor/unknown-cost-entry';
import { compileValue } from '../../../core/monitor/value';
import { NO_COSTS, UNKNOWN_REASONS, type NoCost } from '../../../core/price/cost';

export const unknownModel = z
  .object({
    model: z.string().meta({ description: 'As its provider names it; `others`: all beyond the first 100' }),
    provider: z.string().nullable(),
    reason: z.enum(UNKNOWN_REASONS).meta({
      description:
        'No model is named; no price is known; the usage is no number; no price of this tier of service is known',
    }),
    events: z.number(),
  })
  .meta({ id: 'UnknownModel' });

const missingField = z
  .object({
    field: z.string().meta({
      description:
        'Of `groupBy`, `key` or `value`: it is not there, or not what is needed. `value`: its result is no number up ' +
        'to 10^15. `type`, `data.cost`, `data.usage`: why there is no `cost`. `others`: all beyond the first 20',
      example: 'data.score',
    }),
    events: z.number(),
    advice: z.string().nullable().meta({ description: 'What to do about it' }),
  })
  .meta({ id: 'MissingField' });

/** What a monitor saw and did not count, and what can be done about it (SEMANTICS 3.3, 3.5). */
export const uncountedFields = {
  uncounted: z
    .object({
      late: z.number().meta({ description: 'Came later than `latenessSeconds` after their time' }),
      skipped: z.number().meta({ description: 'Lack a field that `value`, `groupBy` or `key` needs' }),
      unknownCost: z.number().meta({ description: 'Cost money, but nobody knows how much' }),
    })
    .meta({ description: 'Events of its types that were not counted' }),
  missingFields: z
    .array(missingField)
    .meta({ description: 'Why events were skipped, most events first; an event may lack several' }),
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
  missingFields: [{ field: 'data.usage', events: 2, advice: NO_COST_ADVICE['data.usage'] }],
  unknownModels: [{ model: 'our-own-7b', provider: null, reason: 'price', events: 12 }],
  advice: `${ADVICE.price} Until then what they cost is missing in the values.`,
};

interface NotCounted {
  counts: { late: number; skipped: number; unknownCost: number };
  models: readonly UnknownModel[];
  missing: readonly MissingField[];
}

export function uncountedView({ counts, models, missing }: NotCounted, { value }: Pick<Monitor, 'value'>) {
  const { late, skipped, unknownCost } = counts;
  const usesCost = value !== undefined && compileValue(value).usesCost;
  // Named ones by their events; what stands for many comes last.
  const shown = [...models].sort((a, b) => Number(isOthers(a)) - Number(isOthers(b)) || b.events - a.events);
  const reasons = [...new Set(shown.map(({ reason }) => reason))];
  return {
    uncounted: { late, skipped, unknownCost },
    missingFields: missing.map(({ field, events }) => ({
      ...{ field, events },
      advice: usesCost && isNoCost(field) ? NO_COST_ADVICE[field] : null,
    })),
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

const isNoCost = (field: string): field is NoCost => (NO_COSTS as readonly string[]).includes(field);

const isOthers = ({ model, provider }: UnknownModel): boolean =>
  model === OTHER_MODELS.model && provider === undefined;
