import { isDeepStrictEqual } from 'node:util';
import type { Stateful } from './stateful-resources';

type Entry = Stateful[string];
type Attributes = Record<string, string>;

/** What an update of a stack from one version of the baseline to the next would lose, or could not do. */
export function forbiddenChanges(before: Stateful, after: Stateful): string[] {
  return Object.entries(before).flatMap(([id, old]) => {
    const now = after[id];
    return now === undefined ? [`${id} is removed`] : changesOf(old, now).map((change) => `${id}: ${change}`);
  });
}

/** A property that only the later version has was not recorded before: one that was absent is null. */
function changesOf(before: Entry, after: Entry): string[] {
  const { AttributeDefinitions: attributes, ...rest } = before;
  const typesChanged = differing(
    (attributes ?? {}) as Attributes,
    (after['AttributeDefinitions'] ?? {}) as Attributes,
  );
  return [
    ...differing(rest, after).map((each) => `${each} changes`),
    ...Object.keys(rest)
      .filter((each) => !isIndex(each) && !(each in after))
      .map((each) => `${each} is no longer recorded`),
    ...typesChanged.map((each) => `the type of ${each} changes`),
    ...indexChanges(before, after),
  ];
}

/** The names that both have, with different values. */
const differing = (before: Entry, after: Entry): string[] =>
  Object.keys(before).filter((name) => name in after && !isDeepStrictEqual(before[name], after[name]));

/** CloudFormation creates or deletes one index of a table in one update. */
function indexChanges(before: Entry, after: Entry): string[] {
  const removed = Object.keys(before).filter((name) => isIndex(name) && !(name in after));
  const added = Object.keys(after).filter((name) => isIndex(name) && !(name in before));
  return removed.length + added.length > 1
    ? [`more than one index at once: ${[...removed, ...added].join(', ')}`]
    : [];
}

const isIndex = (name: string): boolean => name.startsWith('index ');
