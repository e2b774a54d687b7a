import type { Monitor, Threshold } from '../monitor/monitor';
import { nearestStorable } from '../monitor/storable-number';
import type { GroupState } from './alert';
import { isCrossed, nameOf } from './thresholds';

const ACCOUNTS: readonly Monitor['kind'][] = ['count', 'sum', 'forecast'];

/** Whether a group is an account of a calendar period: what was counted in it stays counted, whatever a person does. */
export const isAccount = ({ kind, window }: Pick<Monitor, 'kind' | 'window'>): boolean =>
  window !== undefined && 'calendar' in window && ACCOUNTS.includes(kind);

/**
 * A person has ended the alert of a group in a calendar window: each threshold that was told of is armed again (SEMANTICS
 * 5.4). In an account it counts from `value` on, the account as the person saw it: after a resume at 110 of 100 dollars it
 * is crossed by another 100. A threshold that was not reached yet stays where it is.
 */
export function rearmed(monitor: Monitor, before: GroupState, value: number | undefined): GroupState {
  const { done = [], armedFrom = {}, ...rest } = before;
  if (before.period === undefined) return before;
  if (!isAccount(monitor) || value === undefined) return rest;
  const names = monitor.thresholds.map((threshold) => nameOf(threshold, monitor));
  const kept = Object.entries({
    ...armedFrom,
    ...Object.fromEntries(done.map((name) => [name, nearestStorable(value)])),
  });
  return { ...rest, armedFrom: Object.fromEntries(kept.filter(([name]) => names.includes(name))) };
}

/** Whether a value crosses a threshold, from where it was last armed on. */
export function isReached(
  threshold: Threshold,
  monitor: Pick<Monitor, 'limit'>,
  { armedFrom = {} }: Pick<GroupState, 'armedFrom'>,
  value: number,
): boolean {
  return isCrossed(threshold, monitor, value - (armedFrom[nameOf(threshold, monitor)] ?? 0));
}
