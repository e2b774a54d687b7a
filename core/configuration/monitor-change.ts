import { isDeepStrictEqual } from 'node:util';
import { numberOf } from '../alert/thresholds';
import {
  SEVERITIES,
  type Action,
  type Monitor,
  type MonitorWindow,
  type Threshold,
} from '../monitor/monitor';
import { inDollars, numericMonitor } from './monitor-amounts';
import { newMonitor, type MonitorChange, type NewMonitor } from './monitor';

/** What `newMonitor` accepted and `monitorProblems` has no fault with, as a row. */
export const madeMonitor = (
  given: NewMonitor,
  identity: Pick<Monitor, 'id' | 'project' | 'shard'>,
  nowMs: number,
): Monitor => ({
  ...identity,
  ...settings(given),
  ...{ generation: 1, revision: 1, createdAt: nowMs, updatedAt: nowMs },
});

/** What a monitor would be made from after a change: what is given replaces, null takes away (RFC 7396). */
export function changedDefinition(before: Monitor, change: MonitorChange): NewMonitor {
  const merged = Object.entries({ ...inDollars(definitionOf(before)), ...present(change) });
  return newMonitor.parse(Object.fromEntries(merged.filter(([, value]) => value !== null)));
}

/** The monitor after a change; of a new generation if it counts something else from now on (SEMANTICS 3.9). */
export function changedMonitor(before: Monitor, given: NewMonitor, nowMs: number): Monitor {
  const { id, project, shard, createdAt, generation, revision } = before;
  const after = { id, project, shard, createdAt, ...settings(given) };
  return {
    ...after,
    generation: countsOtherwise(before, after) ? generation + 1 : generation,
    revision: revision + 1,
    updatedAt: nowMs,
  };
}

/** The settings as they are shown, and as they would be posted. */
export function definitionOf(monitor: Monitor) {
  const { id: _id, project: _project, shard: _shard, generation: _generation, ...rest } = monitor;
  const { revision: _revision, createdAt: _made, updatedAt: _changed, minSamples, ...settings } = rest;
  return { ...settings, ...(minSamples > 1 && { minSamples }) };
}

type Settings = Omit<
  Monitor,
  'id' | 'project' | 'shard' | 'generation' | 'revision' | 'createdAt' | 'updatedAt'
>;

function settings(made: NewMonitor): Settings {
  const { window, thresholds, actions, minSamples = 1, ...given } = numericMonitor(made);
  return {
    ...present(given),
    ...(window && { window: present(window) as MonitorWindow }),
    thresholds: thresholds
      .map((threshold) => present(threshold) as Threshold)
      .sort(gravestFirst(present(given))),
    actions: actions.map((action) => present(action) as Action),
    minSamples,
  };
}

type Present<T> = { [Name in keyof T]: Exclude<T[Name], undefined> };

const present = <T extends object>(given: T): Present<T> =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Present<T>;

const gravestFirst =
  (monitor: { limit?: number }) =>
  (a: Threshold, b: Threshold): number =>
    SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
    (numberOf(b, monitor) - numberOf(a, monitor)) * ('below' in a ? -1 : 1);

/** Counts under the one are no counts under the other. */
function countsOtherwise(before: Settings, after: Settings): boolean {
  return !isDeepStrictEqual(counted(before), counted(after)) || hasGap(before, after);
}

const counted = (monitor: Settings) => {
  const { kind, filter, groupBy, window, value, badFilter, key, expected } = monitor;
  const types = [monitor.eventTypes, monitor.startTypes, monitor.endTypes].map((some) =>
    [...(some ?? [])].sort(),
  );
  return { kind, filter, groupBy, window, value, badFilter, key, expected, types };
};

/** What it did not see while it was off may have ended a run or a streak: better none than a wrong one. */
const hasGap = (before: Settings, after: Settings): boolean =>
  !before.enabled && after.enabled && (after.kind === 'absence' || after.kind === 'streak');
