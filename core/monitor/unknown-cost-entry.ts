import type { EventEntry } from '../event/event';
import { tocsinEntry } from '../event/made-by-tocsin';

import type { UnknownCost, UnknownReason } from '../price/cost';
import type { Monitor } from './monitor';
import { unknownModelId } from './unknown-models';

/** What can be done so that the cost of further events is known. */
export const ADVICE: Readonly<Record<UnknownReason, string>> = {
  model:
    'Name the model in `data.model`, and its `provider`; or send what the request has cost, as `costMicroUsd` or ' +
    '`costUsd`.',
  price:
    '`PUT /v1/prices` says what this model costs. Or send `costMicroUsd` with its events, or name it as its provider ' +
    'does, in `model` and `provider`.',
  usage:
    'Send what was used as numbers: `inputTokens` and `outputTokens`, or the `usage` of the answer as the provider ' +
    'gives it; or what the request has cost, as `costMicroUsd` or `costUsd`.',
  serviceTier: '`PUT /v1/prices` says, with `serviceTier`, what this model costs in this tier.',
};

/** The day of UTC, `2026-01-31`. */
export const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** The event that tells that nobody knows what a model costs, once a day, by the first monitor that came upon it. */
export function unknownCostEntry(
  { id, project, name }: Monitor,
  unknown: UnknownCost,
  agent: string | undefined,
  now: number,
): EventEntry {
  const { model, provider = null, reason } = unknown;
  return tocsinEntry({
    ...{ project, type: 'cost.unknown', subject: model === '' ? 'unnamed' : model, now },
    occasion: `${dayOf(now)}:${unknownModelId(unknown)}`,
    data: {
      ...{ model, provider, reason, day: dayOf(now), monitor: { id, name } },
      ...(agent !== undefined && { agent }),
      advice: ADVICE[reason],
    },
  });
}
