import { branchMatches, type Branch } from './branch';
import { BranchIndex } from './branch-index';
import { candidatePatterns, isEventType } from './event-type';
import { fieldOf, isObject, type JsonObject } from './json-value';
import { compilePattern, type CompiledPattern } from './pattern';
import { PatternError } from './pattern-error';
import { OutOfSteps, Steps } from '../steps';
import type { EventPattern, MatchRow } from './subscription';

/** Rows of one event type. A row is known by its place among all. */
interface TypeIndex {
  readonly withoutFilter: readonly number[];
  readonly filters: BranchIndex<number>;
}

/** Match rows, prepared so that an event's cost depends on how many match rather than on how many there are. */
export interface MatchIndex {
  readonly rows: readonly MatchRow[];
  readonly types: ReadonlyMap<string, TypeIndex>;
  /** Memory that it takes, estimated from above. */
  readonly bytes: number;
  /** Rows that match nothing, since their filter is no pattern: it was stored by another version of this code. */
  readonly broken: readonly { row: MatchRow; error: PatternError }[];
}

/** What an event matches. */
export interface Matching {
  /** One for each subscription, its first, in the order of the rows given. */
  readonly rows: MatchRow[];
  /** Rows whose filter takes more steps for this event than it may. They do not match. */
  readonly tooCostly: MatchRow[];
  /** What the index and all filters took together. */
  readonly steps: number;
}

/** A row without its filter. */
const BYTES_PER_ROW = 500;

/** A filter that cannot be compiled must not stop all others: its row is put aside as broken. */
export function buildIndex(rows: readonly MatchRow[]): MatchIndex {
  const places = Map.groupBy(rows.keys(), (place) => rows[place]?.eventType ?? '');
  const built = { types: new Map<string, TypeIndex>(), broken: [] as MatchIndex['broken'][number][] };
  let bytes = rows.length * BYTES_PER_ROW;
  for (const [type, ofType] of places) {
    const filings = ofType.flatMap((place) => {
      const row = rows[place];
      const compiled = row?.filter && compiledFilter(row, row.filter);
      if (!compiled) return [];
      if ('error' in compiled) built.broken.push(compiled);
      else bytes += compiled.bytes;
      return 'error' in compiled ? [] : compiled.branches.map((branch) => ({ branch, item: place }));
    });
    const withoutFilter = ofType.filter((place) => rows[place]?.filter === undefined);
    built.types.set(type, { withoutFilter, filters: new BranchIndex(filings) });
  }
  return { rows, bytes, ...built };
}

function compiledFilter(row: MatchRow, filter: EventPattern): CompiledPattern | MatchIndex['broken'][number] {
  try {
    return compilePattern(filter);
  } catch (error) {
    if (error instanceof PatternError) return { row, error };
    throw error;
  }
}

/** The rows whose event type and filter the event matches. Never throws. */
export function matching(index: MatchIndex, event: unknown): Matching {
  if (!isObject(event)) return { rows: [], tooCostly: [], steps: 0 };
  const matched = new Set<number>();
  const steps = new StepsByPlace();
  const lookUps = new Steps(Infinity);
  const type = fieldOf(event, 'type');
  for (const pattern of typeof type === 'string' && isEventType(type) ? candidatePatterns(type) : ['*']) {
    const typeIndex = index.types.get(pattern);
    typeIndex?.withoutFilter.forEach((place) => matched.add(place));
    typeIndex?.filters.forEachCandidate(event, lookUps, ({ branch, item: place }) => {
      if (!matched.has(place) && steps.branchMatches(place, branch, event)) matched.add(place);
    });
  }
  const tooCostly = steps.ranOut.filter((place) => !matched.has(place));
  return {
    rows: firstOfEach(index.rows, matched),
    tooCostly: firstOfEach(index.rows, new Set(tooCostly)),
    steps: lookUps.spent + steps.spent,
  };
}

/** The steps that each row's filter has spent on one event, over all of its branches. */
class StepsByPlace {
  private readonly byPlace = new Map<number, Steps>();

  branchMatches(place: number, branch: Branch, event: JsonObject): boolean {
    const steps = this.byPlace.get(place) ?? new Steps();
    this.byPlace.set(place, steps);
    if (steps.ranOut) return false;
    try {
      return branchMatches(branch, event, steps);
    } catch (error) {
      if (error instanceof OutOfSteps) return false;
      throw error;
    }
  }

  get ranOut(): number[] {
    return [...this.byPlace].flatMap(([place, steps]) => (steps.ranOut ? [place] : []));
  }

  get spent(): number {
    return [...this.byPlace.values()].reduce((sum, steps) => sum + steps.spent, 0);
  }
}

function firstOfEach(rows: readonly MatchRow[], places: ReadonlySet<number>): MatchRow[] {
  const bySubscription = new Map<string, MatchRow>();
  for (const place of [...places].sort((a, b) => a - b)) {
    const row = rows[place];
    if (row && !bySubscription.has(row.subscription)) bySubscription.set(row.subscription, row);
  }
  return [...bySubscription.values()];
}
