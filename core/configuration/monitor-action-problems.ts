import { isBack, isCrossed } from '../alert/thresholds';
import { SEVERITIES, type Monitor, type MonitorKind, type Severity } from '../monitor/monitor';
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

interface Problem {
  field: keyof Action | 'to';
  detail: string;
}

const problemsOf = (action: Action, monitor: NewMonitor): Problem[] => [
  ...agentsProblems(action, monitor),
  ...windowEndProblems(action, monitor),
  ...endlessProblems(action, monitor),
  ...severityProblems(action, monitor),
  ...modelProblems(action),
];

function agentsProblems({ kind, agents }: Action, { groupBy }: NewMonitor): Problem[] {
  const bySource = groupBy.includes('source');
  const problems: string[] = [];
  if (agents === undefined && !bySource)
    problems.push(`is required: "${kind}" has to know which agents, as "groupBy" has no "source"`);
  if (agents !== undefined && bySource)
    problems.push('must not be given: "groupBy" has "source", which is acted upon');
  if (Array.isArray(agents) && new Set(agents).size < agents.length)
    problems.push('must not name an agent twice');
  return problems.map((detail) => ({ field: 'agents', detail }));
}

function windowEndProblems({ until }: Action, { window }: NewMonitor): Problem[] {
  if (until !== 'windowEnd' || window?.calendar !== undefined) return [];
  return [{ field: 'until', detail: 'must not be "windowEnd": only calendar windows have an end' }];
}

function severityProblems({ atSeverity }: Action, { thresholds }: NewMonitor): Problem[] {
  if (atSeverity === undefined || thresholds.some(({ severity }) => isAtLeast(severity, atSeverity)))
    return [];
  const detail = `must be reached by a threshold: none is "${atSeverity}" or graver`;
  return [{ field: 'atSeverity', detail }];
}

function modelProblems(action: Action): Problem[] {
  if (action.kind !== 'switchModel' || action.from !== action.to) return [];
  return [{ field: 'to', detail: 'must be another model than "from"' }];
}

/** A pause that lasts as long as its alert, which lasts as long as the paused agent is silent. */
function endlessProblems(action: Action, monitor: NewMonitor): Problem[] {
  const pauses = action.kind === 'pauseAgent' || (action.kind === 'requestReview' && action.hold !== false);
  if (!pauses || action.until !== 'resolved') return [];
  if (hearsOthers(action, monitor) || resolvesInSilence(monitor)) return [];
  const { kind, window } = monitor;
  const others = window?.calendar === undefined ? '' : ', "windowEnd"';
  const noData = kind === 'rate' || kind === 'average' ? ', or "onNoData": "resolve" with it' : '';
  const detail =
    'must not be "resolved": a paused agent sends no events, and without events this alert never resolves. ' +
    `Use "human"${others} or a number of seconds${noData}`;
  return [{ field: 'until', detail }];
}

/** Whether the events come from agents that the action does not pause, as the filter says. */
function hearsOthers({ agents }: Action, { filter, groupBy }: NewMonitor): boolean {
  const sources: unknown = filter?.source;
  if (!Array.isArray(agents) || groupBy.includes('source') || !Array.isArray(sources)) return false;
  return sources.some((source) => typeof source === 'string' && !agents.includes(source));
}

/** Whether an alert ends by time alone, and none begins: its period ends, or the value without events is a good one. */
function resolvesInSilence(monitor: NewMonitor): boolean {
  const { kind, window, onNoData } = monitor;
  if (kind === 'streak' || kind === 'absence') return false;
  if (MAY_HAVE_NO_VALUE.includes(kind) && onNoData === 'fire') return false;
  const isMean = kind === 'rate' || kind === 'average';
  if (isMean) return window?.calendar !== undefined || onNoData === 'resolve';
  const silence = monitor as Pick<Monitor, 'kind' | 'limit' | 'thresholds'>;
  return window?.calendar === undefined
    ? isBack(silence, 0)
    : !silence.thresholds.some((threshold) => isCrossed(threshold, silence, 0));
}

const MAY_HAVE_NO_VALUE: readonly MonitorKind[] = ['rate', 'average', 'forecast', 'change'];

const isAtLeast = (severity: Severity, least: Severity): boolean =>
  SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(least);
