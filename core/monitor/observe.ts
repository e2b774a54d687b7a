import { createHash } from 'node:crypto';
import { hasMoreCharacters } from '../event/characters';
import type { EventEntry } from '../event/event';
import type { EventView } from '../event/read-entry';
import { costOf, whyNoCost, type Cost, type UnknownCost } from '../price/cost';
import type { OwnPrices } from '../price/own-prices';
import { ownTokenFields } from '../price/usage';
import { candidatePatterns } from '../subscription/event-type';
import { compilePattern, matches, type CompiledPattern } from '../subscription/pattern';
import type { Group, Observation } from './counters';
import { canonicalJson } from './canonical-json';
import { bucketStart } from './grid';
import { asListed, listedFields, NO_RESULT } from './missing-fields';
import type { Monitor } from './monitor';
import { pathValue } from './path-value';
import { isStorable } from './storable-number';
import { compileValue, type ValueOf } from './value';

export type MonitoredEvent = Pick<
  EventEntry,
  'id' | 'type' | 'source' | 'subject' | 'time' | 'receivedAt'
> & {
  view: EventView;
  /** What its project pays for models of its own. */
  prices?: OwnPrices;
};

/** A monitor that is ready to look at events of the types that it watches. */
export interface CompiledMonitor {
  monitor: Monitor;
  observe(event: MonitoredEvent): Observation;
  /** Memory that it takes, estimated from above. */
  bytes: number;
}

interface Parts {
  monitor: Monitor;
  filter?: CompiledPattern;
  bad?: CompiledPattern;
  groupBy: [string, string[]][];
  key: string[][];
  value?: ValueOf;
  /** The fields that skipped events are told by. */
  listed: ReadonlySet<string>;
}

/** A longer value makes no good group: it is likely to be a text of its own each time. */
const MAX_VALUE_CHARACTERS = 256;
/** Greater numbers than this are not added up: beyond it a sum would lose its thousandths. */
export const MAX_VALUE = 1e15;
const MAX_DEADLINE_MS = 30 * 86_400_000;

/** Its row and its value; without filters. */
const BYTES_PER_MONITOR = 20_000;

/** Compiled once for many events. Throws what `compilePattern` and `compileValue` throw. */
export function compileMonitor(monitor: Monitor): CompiledMonitor {
  const value = monitor.value === undefined ? undefined : compileValue(monitor.value);
  const parts: Parts = {
    monitor,
    listed: listedFields(monitor, value),
    groupBy: monitor.groupBy.map((path) => [path, path.split('.')]),
    key: (monitor.key ?? []).map((path) => path.split('.')),
    ...(monitor.filter && { filter: compilePattern(monitor.filter) }),
    ...(monitor.badFilter && { bad: compilePattern(monitor.badFilter) }),
    ...(value && { value }),
  };
  const bytes = BYTES_PER_MONITOR + (parts.filter?.bytes ?? 0) + (parts.bad?.bytes ?? 0);
  return { monitor, observe: (event) => observe(parts, event), bytes };
}

const uncounted = (why: 'filtered' | 'late'): Observation => ({ kind: 'uncounted', why });

const skipped = ({ listed }: Parts, ...fields: string[]): Observation => ({
  ...{ kind: 'uncounted', why: 'skipped', missing: asListed(fields, listed) },
});

function observe(parts: Parts, event: MonitoredEvent): Observation {
  const { monitor, filter } = parts;
  if (filter && !matches(filter, event.view)) return uncounted('filtered');
  // What waits inside Tocsin is not late: lateness is the sender's (SEMANTICS 3.3).
  if (event.receivedAt - event.time > monitor.latenessSeconds * 1_000) return uncounted('late');
  const { group, missing } = groupOf(parts.groupBy, event.view);
  if (missing.length > 0) return skipped(parts, ...missing);
  // A clock that is ahead by less than is corrected must not hide its events until then.
  const time = Math.min(event.time, event.receivedAt);
  if (monitor.kind === 'absence') return sighted(parts, event, group, time);
  if (monitor.kind === 'streak') {
    const bad = parts.bad ? matches(parts.bad, event.view) : false;
    return { kind: 'outcome', group, outcome: { time, id: event.id, ...(bad && { bad }) } };
  }
  if (monitor.kind === 'repetition') return repeated(parts, event, group, time);
  return counted(parts, event, group, time);
}

function groupOf(groupBy: Parts['groupBy'], view: EventView): { group: Group; missing: string[] } {
  const group: Record<string, string | number | boolean> = {};
  const missing: string[] = [];
  for (const [name, path] of groupBy) {
    const value = groupValue(pathValue(view, path));
    if (value === undefined) missing.push(name);
    else group[name] = value;
  }
  return { group, missing };
}

/** A value as it can be stored: a number that no table keeps as its text, half a character as a replacement. */
function groupValue(value: unknown): Group[string] | undefined {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number') return isStorable(value) ? value : String(value);
  if (typeof value !== 'string') return undefined;
  // Counted as ingest counts: a source that it accepts never keeps its events from being counted.
  return hasMoreCharacters(value, MAX_VALUE_CHARACTERS) ? undefined : value.toWellFormed();
}

function counted(parts: Parts, event: MonitoredEvent, group: Group, time: number): Observation {
  const { monitor, value, bad } = parts;
  const cost = value?.usesCost ? costOfEvent(event) : undefined;
  if (isUnknown(cost)) return { kind: 'uncounted', why: 'unknownCost', group, unknown: cost };
  const sum = value ? (value(event.view, cost) ?? value(withTokens(event), cost)) : 0;
  if (sum === undefined || Math.abs(sum) > MAX_VALUE) return skipped(parts, ...lacking(value, event, cost));
  const isBad = bad !== undefined && matches(bad, event.view);
  const bucket = { start: bucketStart(monitor, time), count: 1, sum, bad: isBad ? 1 : 0 };
  return { kind: 'bucket', group, bucket };
}

/** If nothing is missing, its operands make no value that can be added up. */
function lacking(value: ValueOf | undefined, event: MonitoredEvent, cost: number | undefined): string[] {
  const missing = value?.missing(withTokens(event), cost) ?? [];
  if (missing.length === 0) return [NO_RESULT];
  return missing.map((name) => (name === 'cost' ? whyNoCost(event.type, dataOf(event)) : name));
}

/** With the usage under our own names too, for sums of tokens (SEMANTICS 3.5): filters see what was sent. */
function withTokens(event: MonitoredEvent): EventView {
  const data = dataOf(event);
  const tokens = event.type.startsWith('llm.request.') ? ownTokenFields(data) : undefined;
  return tokens ? { ...event.view, data: { ...tokens, ...data } } : event.view;
}

const costs = new WeakMap<MonitoredEvent, { cost: Cost }>();

/** Computed once for all monitors that look at the event. */
function costOfEvent(event: MonitoredEvent): Cost {
  const known = costs.get(event) ?? { cost: costOf(event.type, dataOf(event), event.time, event.prices) };
  costs.set(event, known);
  return known.cost;
}

const isUnknown = (cost: Cost): cost is UnknownCost => typeof cost === 'object';

/** An event's `data`; empty if it is no object. */
export function dataOf({ view }: Pick<MonitoredEvent, 'view'>): EventView {
  const { data } = view;
  return data !== null && typeof data === 'object' ? (data as EventView) : {};
}

function repeated(parts: Parts, event: MonitoredEvent, group: Group, time: number): Observation {
  const values = parts.key.map((path) => pathValue(event.view, path));
  const missing = parts.key.filter((_, index) => values[index] === undefined);
  if (missing.length > 0) return skipped(parts, ...missing.map((path) => path.join('.')));
  const hash = createHash('sha256').update(canonicalJson(values)).digest('base64url').slice(0, 22);
  return { kind: 'outcome', group, outcome: { time, id: event.id, key: hash } };
}

/** Without `startTypes` every event is a sign of life of its group. */
function sighted(parts: Parts, event: MonitoredEvent, group: Group, time: number): Observation {
  const { monitor } = parts;
  const { startTypes, endTypes = [] } = monitor;
  const heard = { group, agent: event.source, time, deadlineMs: deadlineMsOf(monitor, event) };
  if (!startTypes) return { kind: 'beat', run: '', ...heard };
  if (event.subject === undefined) return skipped(parts, 'subject');
  const names = candidatePatterns(event.type);
  // A type that is named by itself is meant more than one that a prefix covers.
  const first = names.find((name) => endTypes.includes(name) || startTypes.includes(name));
  if (first === undefined) return uncounted('filtered');
  return { kind: endTypes.includes(first) ? 'end' : 'start', run: event.subject, ...heard };
}

/** An agent's own word is taken if a monitor could say it as well. */
function deadlineMsOf({ deadlineSeconds = 0 }: Monitor, event: MonitoredEvent): number {
  const own = dataOf(event).deadlineMs;
  const isPossible = typeof own === 'number' && own >= 1 && own <= MAX_DEADLINE_MS;
  return isPossible ? Math.ceil(own) : deadlineSeconds * 1_000;
}
