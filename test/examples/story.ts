import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { newMonitor } from '../../core/configuration/monitor';
import { madeMonitor } from '../../core/configuration/monitor-change';
import { monitorProblems } from '../../core/configuration/monitor-problems';
import type { Monitor } from '../../core/monitor/monitor';
import type { MonitoredEvent } from '../../core/monitor/observe';
import { simulate, type Simulation } from '../../core/monitor/simulate';

export const EXAMPLES = join(__dirname, '..', '..', 'examples', 'monitors');
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
/** A Sunday; the month has 28 days. */
const BEGIN = Date.parse('2026-02-01T00:00:00.000Z');

/** One thing that an agent did, `at` so many ms after the beginning. */
export interface Happening {
  at: number;
  type: string;
  source?: string;
  subject?: string;
  data?: object;
}

/** The example as it would be posted, accepted by schema and rules. */
export function example(name: string): Monitor {
  const posted = JSON.parse(readFileSync(join(EXAMPLES, `${name}.json`), 'utf8')) as unknown;
  const given = newMonitor.parse(posted);
  expect(monitorProblems(given, 30)).toEqual([]);
  return madeMonitor(given, { id: 'mon_1', project: 'prj_1', shard: 0 }, BEGIN);
}

function eventOf(
  { at, type, source = 'support-bot', subject = 'run_1', data = {} }: Happening,
  n: number,
): MonitoredEvent {
  const time = BEGIN + at;
  const attributes = { id: `evt_${String(n).padStart(6, '0')}`, type, source, subject };
  const view = { ...attributes, time: new Date(time).toISOString(), data };
  return { ...attributes, time, receivedAt: time, view };
}

/** What a monitor says of a story that ends after `lasting` ms. */
export const told = (monitor: Monitor, story: readonly Happening[], lasting: number): Simulation =>
  simulate(monitor, story.map(eventOf), { since: BEGIN, until: BEGIN + lasting, stepMs: HOUR });

/** Its edges, `at` since the beginning. */
export const edges = (monitor: Monitor, story: readonly Happening[], lasting: number) =>
  told(monitor, story, lasting).edges.map(({ at, ...rest }) => ({ ...rest, at: at - BEGIN }));

/** The same thing so many times, `every` so many ms. */
export const times = (
  count: number,
  every: number,
  happening: Omit<Happening, 'at'>,
  from = 0,
): Happening[] => Array.from({ length: count }, (_, n) => ({ at: from + n * every, ...happening }));
