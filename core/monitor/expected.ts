import type { Group } from './counters';

/** A group that is waited for from the beginning: the value of the one path of `groupBy`, or all of them by path. */
export type Expected = string | Group;

/** The groups of which `absence` expects a sign of life although none ever came (SEMANTICS 3.7). */
export const expectedGroups = ({
  expected = [],
  groupBy,
}: {
  expected?: readonly Expected[];
  groupBy: readonly string[];
}): Group[] => expected.map((one) => (typeof one === 'string' ? { [groupBy[0] ?? '']: one } : one));
