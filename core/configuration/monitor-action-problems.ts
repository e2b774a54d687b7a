import { SEVERITIES, type Severity } from '../monitor/monitor';
import type { FieldError } from '../problem';
import type { NewMonitor } from './monitor';

type Action = NewMonitor['actions'][number];

/** Faults of the actions: whom they are about (SEMANTICS 5.2), when they begin and how long they last (5.1). */
export const actionProblems = (monitor: NewMonitor): FieldError[] =>
  monitor.actions.flatMap((action, index) =>
    problemsOf(action, monitor).map(({ field, detail }) => ({
      pointer: `/actions/${index}/${field}`,
      detail,
    })),
  );

function problemsOf(
  action: Action,
  { groupBy, window, thresholds }: NewMonitor,
): { field: keyof Action | 'to'; detail: string }[] {
  const { kind, agents, until, atSeverity } = action;
  const bySource = groupBy.includes('source');
  return [
    ...(agents === undefined && !bySource
      ? [
          {
            field: 'agents' as const,
            detail: `is required: "${kind}" has to know which agents, as "groupBy" has no "source"`,
          },
        ]
      : []),
    ...(agents !== undefined && bySource
      ? [
          {
            field: 'agents' as const,
            detail: 'must not be given: "groupBy" has "source", which is acted upon',
          },
        ]
      : []),
    ...(Array.isArray(agents) && new Set(agents).size < agents.length
      ? [{ field: 'agents' as const, detail: 'must not name an agent twice' }]
      : []),
    ...(until === 'windowEnd' && window?.calendar === undefined
      ? [{ field: 'until' as const, detail: 'must not be "windowEnd": only calendar windows have an end' }]
      : []),
    ...(atSeverity !== undefined && !thresholds.some(({ severity }) => isAtLeast(severity, atSeverity))
      ? [
          {
            field: 'atSeverity' as const,
            detail: `must be reached by a threshold: none is "${atSeverity}" or graver`,
          },
        ]
      : []),
    ...(action.kind === 'switchModel' && action.from === action.to
      ? [{ field: 'to' as const, detail: 'must be another model than "from"' }]
      : []),
  ];
}

const isAtLeast = (severity: Severity, least: Severity): boolean =>
  SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(least);
