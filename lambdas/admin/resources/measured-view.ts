import * as z from 'zod';
import { unitOf } from '../../../core/alert/alert-data';
import { comparesMoney } from '../../../core/monitor/money';
import type { Monitor } from '../../../core/monitor/monitor';
import { usdOf } from '../../../core/price/dollars';

/** A value of a monitor, and of money the same in dollars. */
export const measuredFields = {
  value: z.number().nullable().meta({ description: 'In `unit`. Null: no data, or too little of it' }),
  valueUsd: z.number().nullable().optional().meta({ description: 'Of `microUsd`: `value` in dollars' }),
};

export const measuredView =
  (monitor: Pick<Monitor, 'kind' | 'value'>) =>
  (value: number | undefined | null): { value: number | null; valueUsd?: number | null } => ({
    value: value ?? null,
    ...(comparesMoney(monitor) && { valueUsd: value === undefined || value === null ? null : usdOf(value) }),
  });

/** What a monitor's values are measured in, and against. */
export const unitFields = {
  unit: z
    .enum(['microUsd', 'events', 'share', 'seconds', 'times', 'value'])
    .meta({ description: 'Of the values. `share`: 0 to 1; `value`: what the event says' }),
  limit: z.number().nullable().meta({ description: 'Of the monitor, in `unit`' }),
  limitUsd: z.number().nullable().optional().meta({ description: 'Of `microUsd`: `limit` in dollars' }),
};

export const unitView = (monitor: Pick<Monitor, 'kind' | 'value' | 'limit'>) => {
  const { limit = null } = monitor;
  const isMoney = comparesMoney(monitor);
  const unit = unitOf(monitor);
  return {
    // A ratio of two costs is none, though made of them.
    unit: unit === 'microUsd' && !isMoney ? 'value' : unit,
    limit,
    ...(isMoney && { limitUsd: limit === null ? null : usdOf(limit) }),
  };
};
