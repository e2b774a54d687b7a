import { expectedGroups } from '../monitor/expected';
import { groupId } from '../monitor/group';
import type { FieldError } from '../problem';
import type { NewMonitor } from './monitor';

/** Faults of `expected`: each has to be a group that an event could be of, and to be named once. */
export function expectedProblems({ expected, groupBy, startTypes }: NewMonitor): FieldError[] {
  if (!expected) return [];
  if (startTypes)
    return [
      {
        pointer: '/expected',
        detail:
          'does not go with "startTypes": a run is waited for from its start on. Watch signs of life by "eventTypes"',
      },
    ];
  const ids = expectedGroups({ expected, groupBy }).map(groupId);
  return expected.flatMap((one, index) => {
    const detail =
      problemOf(one, groupBy) ??
      (ids.indexOf(ids[index] ?? '') < index ? 'must not be named twice' : undefined);
    return detail === undefined ? [] : [{ pointer: `/expected/${index}`, detail }];
  });
}

function problemOf(
  one: NonNullable<NewMonitor['expected']>[number],
  groupBy: readonly string[],
): string | undefined {
  const shape = JSON.stringify(Object.fromEntries(groupBy.map((path) => [path, '...'])));
  if (typeof one === 'string')
    return groupBy.length === 1 ? undefined : `must be an object with the paths of "groupBy": ${shape}`;
  const names = Object.keys(one);
  const isWhole = names.length === groupBy.length && groupBy.every((path) => names.includes(path));
  return isWhole ? undefined : `must have the paths of "groupBy", and no others: ${shape}`;
}
