import { branchMatches } from './branch';
import { BranchIndex } from './branch-index';
import { candidatePatterns, isEventType } from './event-type';
import { fieldOf, isObject } from './json-value';
import { compilePattern } from './pattern';
import type { MatchRow } from './subscription';

/** Rows of one event type. A row is known by its place among all. */
interface TypeIndex {
  readonly withoutFilter: readonly number[];
  readonly filters: BranchIndex<number>;
}

/** Match rows, prepared so that an event's cost depends on how many match rather than on how many there are. */
export interface MatchIndex {
  readonly rows: readonly MatchRow[];
  readonly types: ReadonlyMap<string, TypeIndex>;
}

/** Throws PatternError if a filter is no valid pattern: leaving a subscription out would lose its events silently. */
export function buildIndex(rows: readonly MatchRow[]): MatchIndex {
  const places = Map.groupBy(rows.keys(), (place) => rows[place]?.eventType ?? '');
  const types = new Map([...places].map(([type, ofType]) => [type, indexType(rows, ofType)]));
  return { rows, types };
}

/**
 * The rows whose event type and filter the event matches: one for each subscription, its first, in the order of
 * the rows given. Never throws.
 */
export function matching(index: MatchIndex, event: unknown): MatchRow[] {
  if (!isObject(event)) return [];
  const matched = new Set<number>();
  const type = fieldOf(event, 'type');
  for (const pattern of typeof type === 'string' && isEventType(type) ? candidatePatterns(type) : ['*']) {
    const typeIndex = index.types.get(pattern);
    typeIndex?.withoutFilter.forEach((place) => matched.add(place));
    typeIndex?.filters.forEachCandidate(event, ({ branch, item: place }) => {
      if (!matched.has(place) && branchMatches(branch, event)) matched.add(place);
    });
  }
  return firstOfEach(index.rows, matched);
}

function indexType(rows: readonly MatchRow[], places: readonly number[]): TypeIndex {
  const withoutFilter = places.filter((place) => rows[place]?.filter === undefined);
  const filings = places.flatMap((place) => {
    const filter = rows[place]?.filter;
    if (filter === undefined) return [];
    return compilePattern(filter).branches.map((branch) => ({ branch, item: place }));
  });
  return { withoutFilter, filters: new BranchIndex(filings) };
}

function firstOfEach(rows: readonly MatchRow[], places: ReadonlySet<number>): MatchRow[] {
  const bySubscription = new Map<string, MatchRow>();
  for (const place of [...places].sort((a, b) => a - b)) {
    const row = rows[place];
    if (row && !bySubscription.has(row.subscription)) bySubscription.set(row.subscription, row);
  }
  return [...bySubscription.values()];
}
