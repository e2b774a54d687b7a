import * as z from 'zod';
import { InvalidInput } from '../../../core/configuration/errors';
import { newMonitor, type NewMonitor } from '../../../core/configuration/monitor';
import { madeMonitor } from '../../../core/configuration/monitor-change';
import type { Group } from '../../../core/monitor/counters';
import { bucketsOf } from '../../../core/monitor/grid';
import { SEVERITIES, watchedTypes, type Monitor } from '../../../core/monitor/monitor';
import { simulate } from '../../../core/monitor/simulate';
import { ownPrices } from '../../../core/price/own-prices';
import { candidatePatterns } from '../../../core/subscription/event-type';
import { isWatchable } from '../../monitor/observe-all';
import { givenTime, iso, time } from '../fields';
import { route } from '../route';
import { COUNT_ENDS_MS, READ_LIMITS, storedEvents } from '../stored-events';
import { requirePossible } from './found-monitor';
import { measuredFields, measuredView, unitFields, unitView } from './measured-view';
import { newMonitorExample } from './monitor-view';
import { uncountedExample, uncountedFields, uncountedView } from './uncounted-view';

const DAY_MS = 86_400_000;
/** What is shown of a simulation that may have a thousand groups. */
const POINTS = 100;
const MAX_GROUPS = 25;
const MAX_EDGES = 500;

const group = z
  .record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
  .meta({ description: 'The values of `groupBy`' });

const preview = z
  .object({
    since: time,
    until: time,
    complete: z.boolean().meta({
      description:
        'False: there were too many events for one request, and those accepted after `through` were not looked at',
    }),
    through: time.meta({ description: 'Events accepted before this are in the answer' }),
    events: z
      .number()
      .meta({ description: 'Looked at: of its types, and from as long before `since` as its window' }),
    edges: z
      .array(
        z.object({
          at: time,
          group,
          edge: z.enum(['fired', 'raised', 'acknowledged', 'resolved']),
          severity: z.enum(SEVERITIES),
          ...measuredFields,
        }),
      )
      .meta({ description: `When it would have fired, become worse and resolved; the first ${MAX_EDGES}` }),
    moreEdges: z.number().meta({ description: 'How many more there were' }),
    groups: z.number().meta({ description: 'How many there were' }),
    series: z
      .array(z.object({ group, values: z.array(z.object({ at: time, ...measuredFields })) }))
      .meta({ description: `The values over time of ${MAX_GROUPS} groups: first of those that fired` }),
    ...unitFields,
    ...uncountedFields,
  })
  .meta({ id: 'MonitorPreview' });

const example = {
  since: '2026-01-30T12:00:00.000Z',
  until: '2026-01-31T12:00:00.000Z',
  complete: true,
  through: '2026-01-31T12:00:00.000Z',
  events: 7,
  edges: [
    {
      at: '2026-01-31T03:12:08.000Z',
      group: { source: 'support-bot' },
      ...{ edge: 'fired', severity: 'critical', value: 5 },
    },
  ],
  moreEdges: 0,
  groups: 1,
  series: [{ group: { source: 'support-bot' }, values: [{ at: '2026-01-31T03:12:08.000Z', value: 5 }] }],
  ...{ unit: 'events', limit: null },
  ...uncountedExample,
};

const body = z.strictObject({
  monitor: newMonitor,
  since: givenTime,
  until: givenTime.optional().meta({ description: 'Now if not given' }),
});

export const monitorPreview = [
  route({
    method: 'post',
    path: '/v1/monitors/preview',
    scope: 'read',
    tag: 'Monitors',
    summary: 'Try a monitor on stored events',
    description:
      'Counts the events accepted from `since` to `until` as the monitor would have, and answers when it would have ' +
      'fired. Nothing is stored, nobody is notified and no agent is paused.',
    body,
    example: { monitor: newMonitorExample, since: '2026-01-30T12:00:00Z' },
    responses: { 200: { description: 'What would have been', schema: preview, example } },
    async handler({ project, body, now }, admin) {
      const given = requirePossible(body.monitor, admin, '/monitor');
      const { since, until } = span(body, now, admin.retentionDays);
      const monitor = imagined(given, project, since);
      const patterns = new Set(watchedTypes(monitor));
      const isWanted = (type: string): boolean =>
        isWatchable({ type }) && candidatePatterns(type).some((pattern) => patterns.has(pattern));
      const wanted = { project, since: monitor.createdAt, until, isWanted };
      const { events, through: read } = await storedEvents(admin, wanted, READ_LIMITS);
      const stepMs = Math.max(60_000, Math.ceil((until - since) / POINTS));
      const deadline = now + COUNT_ENDS_MS;
      const goOn = (): boolean => admin.now() < deadline;
      const prices = ownPrices((await admin.prices.get(project, now))?.prices ?? []);
      const simulated = simulate(monitor, events, { since, until: read, stepMs, goOn, prices });
      const { through } = simulated;
      return {
        status: 200,
        body: {
          ...{ since: iso(since), until: iso(until), complete: through === until, through: iso(through) },
          ...{ events: events.length, ...shown(simulated, since, monitor) },
        },
      };
    },
  }),
];

/** Throws `InvalidInput`. */
function span(given: { since: number; until?: number | undefined }, now: number, retentionDays: number) {
  const { since, until = now } = given;
  const refuse = (pointer: string, detail: string): never => {
    throw new InvalidInput([{ pointer, detail }]);
  };
  if (until > now) refuse('/until', 'must not be in the future');
  if (since >= until) refuse('/since', 'must be before "until"');
  if (since < now - retentionDays * DAY_MS)
    refuse('/since', `must be within the last ${retentionDays} days: events are kept for no longer`);
  return { since, until };
}

/** As if it had been made early enough for its window to be full at `since`. */
function imagined(given: NewMonitor, project: string, since: number): Monitor {
  const monitor = madeMonitor({ ...given, enabled: true }, { id: 'mon_preview', project, shard: 0 }, since);
  return { ...monitor, createdAt: Math.min(since, bucketsOf(monitor, since).from) };
}

type Simulated = ReturnType<typeof simulate>;

function shown(simulated: Simulated, since: number, monitor: Monitor) {
  const { values, edges, uncounted, unknownModels, missing } = simulated;
  const measured = measuredView(monitor);
  const inTime = edges.filter(({ at }) => at >= since);
  const byGroup = new Map<string, { group: Group; values: { at: string; value: number | null }[] }>();
  for (const { group } of inTime) byGroup.set(nameOf(group), { group, values: [] });
  for (const { at, group, value } of values) {
    const name = nameOf(group);
    const found = byGroup.get(name) ?? { group, values: [] };
    byGroup.set(name, found);
    if (at >= since) found.values.push({ at: iso(at), ...measured(value) });
  }
  return {
    edges: inTime
      .slice(0, MAX_EDGES)
      .map(({ at, value, ...edge }) => ({ at: iso(at), ...edge, ...measured(value) })),
    moreEdges: Math.max(0, inTime.length - MAX_EDGES),
    groups: byGroup.size,
    series: [...byGroup.values()].slice(0, MAX_GROUPS),
    ...unitView(monitor),
    ...uncountedView({ counts: uncounted, models: unknownModels, missing }, monitor),
  };
}

const nameOf = (group: Group): string => JSON.stringify(Object.entries(group).sort());
