import * as z from 'zod';
import { loadGroup, type GroupWithCounters } from '../../../adapters/aws/group-counters';
import { groupsListKey } from '../../../adapters/aws/keys';
import { listPage } from '../../../adapters/aws/list';
import { loadUncounted } from '../../../adapters/aws/uncounted';
import type { GroupState } from '../../../core/alert/alert';
import { bucketsOf } from '../../../core/monitor/grid';
import { moments } from '../../../core/monitor/moments';
import type { Monitor } from '../../../core/monitor/monitor';
import { MAX_GROUPS, OVERFLOW } from '../../../core/monitor/overflow';
import { reading } from '../../../core/monitor/reading';
import type { Admin } from '../admin';
import { iso, listOf, listQuery, time } from '../fields';
import { route } from '../route';
import { measuredFields, measuredView, unitFields, unitView } from './measured-view';
import { foundMonitor, monitorParams as params } from './found-monitor';
import {
  NONE_UNKNOWN,
  onlyUnknown,
  unknownByGroup,
  unknownCostField,
  type UnknownByGroup,
} from './unknown-groups';
import { uncountedExample, uncountedFields, uncountedView } from './uncounted-view';

/** Groups that are read side by side. */
const AT_ONCE = 10;
const POINTS = 24;

const groupValues = z
  .object({
    group: z
      .record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
      .meta({ description: 'The values of `groupBy`; empty without it' }),
    overflow: z.boolean().meta({
      description: `All groups beyond ${MAX_GROUPS} in one, which may alert and never acts`,
    }),
    state: z.enum(['ok', 'pending', 'firing', 'recovering']),
    alert: z.string().nullable().meta({ description: 'The alert that is open' }),
    ...measuredFields,
    samples: z.number().meta({ description: 'How many events it is made of' }),
    window: z.object({ start: time, end: time }),
    partial: z.boolean().meta({ description: 'The monitor was made in the midst of this calendar period' }),
    series: z
      .array(z.object({ at: time, ...measuredFields }))
      .meta({ description: 'Over the last window, oldest first; the last is now' }),
    unknownCost: unknownCostField,
  })
  .meta({ id: 'MonitorGroup' });

const values = listOf(groupValues).extend({
  at: time,
  groups: z.number().meta({ description: `How many groups are counted apart, of at most ${MAX_GROUPS}` }),
  ...unitFields,
  ...uncountedFields,
});

const example = {
  data: [
    {
      group: { source: 'support-bot' },
      overflow: false,
      ...{ state: 'firing', alert: 'alt_01JH7Z0000000000000000000A', value: 6, samples: 6 },
      window: { start: '2026-01-31T11:50:00.000Z', end: '2026-01-31T12:00:00.000Z' },
      partial: false,
      series: [
        { at: '2026-01-31T11:59:35.000Z', value: 5 },
        { at: '2026-01-31T12:00:00.000Z', value: 6 },
      ],
      unknownCost: { events: 0, models: [] },
    },
  ],
  nextCursor: null,
  at: '2026-01-31T12:00:00.000Z',
  groups: 1,
  ...{ unit: 'events', limit: null },
  ...uncountedExample,
};

export const monitorValues = [
  route({
    method: 'get',
    path: '/v1/monitors/{id}/values',
    scope: 'read',
    tag: 'Monitors',
    summary: 'Show what it counts at present',
    description:
      'Group by group, with what was not counted and why. Groups of which only events of unknown cost came follow on ' +
      'the last page, without a value.',
    params,
    query: listQuery(),
    responses: { 200: { description: 'A page of groups', schema: values, example } },
    async handler(call, admin) {
      const { query, after, now, page } = call;
      const monitor = await foundMonitor(call, admin);
      const { tables, monitoringTable } = admin;
      const list = {
        listKeys: [groupsListKey(monitor.id, monitor.generation)],
        ...{ limit: query.limit, after, ascending: true, attributes: ['id'] },
      };
      const { rows, next } = await listPage<Pick<GroupState, 'id'>>(tables, monitoringTable, list, now);
      const uncounted = await loadUncounted(tables, monitoringTable, monitor.id, monitor.generation, now);
      const shown = await readAll(admin, monitor, rows, unknownByGroup(uncounted), now);
      const others = next === undefined ? await onlyUnknown(admin, monitor, uncounted, now) : [];
      const answer = page([...shown, ...others], next);
      const notCounted = uncountedView({ counts: uncounted, ...uncounted }, monitor);
      const rest = { at: iso(now), groups: uncounted.taken, ...unitView(monitor), ...notCounted };
      return { ...answer, body: { ...(answer.body as object), ...rest } };
    },
  }),
];

async function readAll(
  { tables, monitoringTable }: Admin,
  monitor: Monitor,
  rows: Pick<GroupState, 'id'>[],
  unknown: UnknownByGroup,
  now: number,
): Promise<object[]> {
  const wanted = moments(monitor, now, POINTS);
  const { from } = bucketsOf(monitor, wanted[0] ?? now);
  const shown: object[] = [];
  for (let at = 0; at < rows.length; at += AT_ONCE) {
    const some = rows.slice(at, at + AT_ONCE);
    const loaded = await Promise.all(
      some.map(({ id }) => {
        const name = { monitor: monitor.id, generation: monitor.generation, id };
        return loadGroup(tables, monitoringTable, name, from, now);
      }),
    );
    shown.push(...loaded.flatMap((found) => (found ? [groupView(monitor, found, wanted, unknown)] : [])));
  }
  return shown;
}

function groupView(
  monitor: Monitor,
  { row, counters }: GroupWithCounters,
  wanted: readonly number[],
  unknown: UnknownByGroup,
) {
  const read = wanted.map((at) => reading(monitor, counters, at, monitor.createdAt));
  const now = read.at(-1);
  const measured = measuredView(monitor);
  if (!now) throw new Error('A series ends with the present');
  return {
    group: row.group,
    overflow: row.id === OVERFLOW,
    state: row.state,
    alert: row.alert ?? null,
    ...{ ...measured(now.value), samples: now.samples },
    window: { start: iso(now.window.start), end: iso(now.window.end) },
    partial: now.partial ?? false,
    series: read.map(({ at, value }) => ({ at: iso(at), ...measured(value) })),
    unknownCost: unknown.get(row.id) ?? NONE_UNKNOWN,
  };
}
