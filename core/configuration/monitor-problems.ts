import type { MonitorKind } from '../monitor/monitor';
import { compileValue } from '../monitor/value';
import { MAX_TYPE_PATTERNS } from '../subscription/event-type';
import type { FieldError } from '../problem';
import type { NewMonitor } from './monitor';
import { expectedProblems } from './expected-problems';
import { actionProblems } from './monitor-action-problems';
import { amountProblems, numericMonitor, unitProblems } from './monitor-amounts';
import { thresholdProblems } from './monitor-threshold-problems';

const OF_SOME_KINDS = [
  'window',
  'value',
  'badFilter',
  'key',
  'startTypes',
  'endTypes',
  'deadlineSeconds',
  'expected',
  'minValue',
  'minSamples',
] as const;

type Field = (typeof OF_SOME_KINDS)[number] | 'limit';

/** What each kind needs, and what else of `OF_SOME_KINDS` it takes. */
const KINDS: Record<MonitorKind, { needs: readonly Field[]; takes?: readonly Field[] }> = {
  count: { needs: ['window'] },
  sum: { needs: ['window', 'value'] },
  average: { needs: ['window', 'value'], takes: ['minSamples'] },
  rate: { needs: ['window', 'badFilter'], takes: ['minSamples'] },
  streak: { needs: ['badFilter'] },
  repetition: { needs: ['window', 'key'] },
  absence: { needs: ['deadlineSeconds'], takes: ['startTypes', 'endTypes', 'expected'] },
  forecast: { needs: ['window', 'value', 'limit'] },
  change: { needs: ['value'], takes: ['minValue'] },
};

/** Rules that settings break together, though each is right by itself; each fault with its field. */
export function monitorProblems(monitor: NewMonitor, retentionDays: number): FieldError[] {
  const amounts = amountProblems(monitor);
  return [
    ...kindProblems(monitor),
    ...typeProblems(monitor),
    ...windowProblems(monitor, retentionDays),
    ...costProblems(monitor),
    ...unitProblems(monitor),
    ...amounts,
    // Numbers that were not meant cannot be compared.
    ...(amounts.length === 0 ? thresholdProblems(numericMonitor(monitor)) : []),
    ...expectedProblems(monitor),
    ...actionProblems(monitor),
  ];
}

function kindProblems(monitor: NewMonitor): FieldError[] {
  const { needs, takes = [] } = KINDS[monitor.kind];
  const missing = needs.filter((field) => monitor[field] === undefined);
  const idle = OF_SOME_KINDS.filter(
    (field) => monitor[field] !== undefined && !needs.includes(field) && !takes.includes(field),
  );
  return [
    ...missing.map((field) => ({
      pointer: `/${field}`,
      detail: `is required by the kind "${monitor.kind}"`,
    })),
    ...idle.map((field) => ({ pointer: `/${field}`, detail: `is not used by the kind "${monitor.kind}"` })),
  ];
}

function typeProblems(monitor: NewMonitor): FieldError[] {
  const { kind, eventTypes, startTypes, endTypes } = monitor;
  if (kind === 'absence' && (startTypes || endTypes)) return pairProblems(monitor);
  return eventTypes.length === 0 ? [{ pointer: '/eventTypes', detail: 'must name at least one type' }] : [];
}

/** An absence that begins with one event and ends with another. */
function pairProblems({ eventTypes, startTypes, endTypes }: NewMonitor): FieldError[] {
  const problems: FieldError[] = [];
  if (!startTypes) problems.push({ pointer: '/startTypes', detail: 'is required with "endTypes"' });
  if (!endTypes) problems.push({ pointer: '/endTypes', detail: 'is required with "startTypes"' });
  if (eventTypes.length > 0) {
    const detail = 'must be empty with "startTypes": those and "endTypes" are watched';
    problems.push({ pointer: '/eventTypes', detail });
  }
  const both = startTypes?.findIndex((type) => endTypes?.includes(type)) ?? -1;
  if (both >= 0)
    problems.push({ pointer: `/startTypes/${both}`, detail: 'must not be one of "endTypes" as well' });
  if ((startTypes ?? []).length + (endTypes ?? []).length > MAX_TYPE_PATTERNS) {
    const detail = `must have at most ${MAX_TYPE_PATTERNS} types, with "startTypes"`;
    problems.push({ pointer: '/endTypes', detail });
  }
  return problems;
}

const DAY_SECONDS = 86_400;

function windowProblems({ kind, window }: NewMonitor, retentionDays: number): FieldError[] {
  const sliding = window?.slidingSeconds;
  if (sliding === undefined) return [];
  if (kind === 'forecast')
    return [
      { pointer: '/window/slidingSeconds', detail: 'must be a calendar window: a forecast is of its end' },
    ];
  return sliding > retentionDays * DAY_SECONDS
    ? [
        {
          pointer: '/window/slidingSeconds',
          detail: `must be at most ${retentionDays * DAY_SECONDS}: events are kept for ${retentionDays} days`,
        },
      ]
    : [];
}

const COSTLY = 'llm.request.';

/** Only model calls carry usage (SEMANTICS 3.5): of anything else the cost would never be known. */
function costProblems({ value, eventTypes }: NewMonitor): FieldError[] {
  if (value === undefined || !compileValue(value).usesCost) return [];
  const named = eventTypes.map((type) => type.replace(/\*$/, ''));
  return named.some((type) => type.startsWith(COSTLY) || COSTLY.startsWith(type))
    ? []
    : [
        {
          pointer: '/value',
          detail: 'must not use "cost": only "llm.request.*" have one, and none is watched',
        },
      ];
}
