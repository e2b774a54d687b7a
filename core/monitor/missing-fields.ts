import { NO_COSTS, type NoCost } from '../price/cost';
import type { Monitor } from './monitor';
import type { ValueOf } from './value';

/** A field that events were skipped for, and how many of them. */
export interface MissingField {
  field: string;
  events: number;
}

/** How many fields of a monitor are listed by name. */
const MAX_MISSING = 20;
/** Stands for all beyond them. */
const OTHER_FIELDS = 'others';
/** The value is no number, or one that is too great to be added up. */
export const NO_RESULT = 'value';

/** All that events can be skipped for: of the monitor's own settings, never of an event, so that they are bounded. */
export function listedFields(
  { groupBy, key = [], kind }: Pick<Monitor, 'groupBy' | 'key' | 'kind'>,
  value: Pick<ValueOf, 'usesCost' | 'paths'> | undefined,
): ReadonlySet<string> {
  const all = [
    ...(value?.usesCost ? NO_COSTS : []),
    ...(value ? [NO_RESULT] : []),
    ...(kind === 'absence' ? ['subject'] : []),
    ...groupBy,
    ...key,
    ...(value?.paths ?? []),
  ];
  return new Set([...new Set(all)].slice(0, MAX_MISSING));
}

/** Each once; those without a name of their own together. */
export const asListed = (fields: readonly string[], listed: ReadonlySet<string>): string[] => [
  ...new Set(fields.map((field) => (listed.has(field) ? field : OTHER_FIELDS))),
];

/** What to do about events without a cost. */
export const NO_COST_ADVICE: Readonly<Record<NoCost, string>> = {
  type: 'Only `llm.request.*` have a cost: let the monitor watch no other types.',
  'data.cost':
    '`data.cost` does not say its unit, and is not read: send it as `costUsd` (dollars) or `costMicroUsd`.',
  'data.usage':
    'No usage was found. Send the tokens as `inputTokens`, `input_tokens`, `promptTokens`, `prompt_tokens` or ' +
    '`promptTokenCount`, and `outputTokens`, `output_tokens`, `completionTokens`, `completion_tokens` or ' +
    '`candidatesTokenCount`, in `data.usage`, `data.usageMetadata`, `data.tokenUsage` or `data` itself; or what the ' +
    'request has cost, as `costMicroUsd` or `costUsd`.',
};

/** Most events first, and what stands for several last. */
export const byEvents = (counts: Iterable<readonly [string, number]>): MissingField[] =>
  [...counts]
    .map(([field, events]) => ({ field, events }))
    .sort(
      (a, b) =>
        Number(a.field === OTHER_FIELDS) - Number(b.field === OTHER_FIELDS) ||
        b.events - a.events ||
        (a.field < b.field ? -1 : 1),
    );
