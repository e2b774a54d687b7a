import * as z from 'zod';
import { monitorChange, newMonitor } from '../../../core/configuration/monitor';
import { changedDefinition, changedMonitor, madeMonitor } from '../../../core/configuration/monitor-change';
import { settlementOf } from '../../../core/configuration/monitor-settlement';
import type { Monitor } from '../../../core/monitor/monitor';
import type { Write } from '../../../adapters/aws/transact';
import { newId, type Admin } from '../admin';
import { etagHeader, listOf, listQuery } from '../fields';
import { route, type Call } from '../route';
import { heldExample, heldSchema, HeldAgents, releaseQuery } from './held-agents';
import { foundMonitor, monitorParams as params, requirePossible } from './found-monitor';
import { jobWrites, type StartedJob, startedJob } from './jobs';
import { monitorExample as example, monitorSchema, monitorView, newMonitorExample } from './monitor-view';

const shown = {
  200: { description: 'The monitor', schema: monitorSchema, example, headers: etagHeader },
};

/** Longer than `monitor` may run: nobody judges by the monitor as it was any more. */
const LAST_JUDGEMENTS_MS = 75_000;

type Asked = Pick<Call<unknown, unknown, unknown>, 'project' | 'now' | 'caller'>;

const etag = ({ revision }: Monitor): Record<string, string> => ({ etag: `"${revision}"` });

/** What goes into the transaction of every change: the project's version, and who did it. */
const audited = (
  { project, now, caller }: Asked,
  { projects, changes }: Admin,
  action: 'create' | 'update' | 'enable' | 'disable' | 'delete',
  target: string,
): Write[] => [
  projects.versionBump(project),
  changes.write({ at: now, project, actor: caller.keyId, action: `monitor.${action}`, target }),
];

/** The job that looks at all groups of a generation: should this process end here, the sweep does it nonetheless. */
function lookAt(call: Asked, admin: Admin, { id, generation }: Monitor, dueAt: number): StartedJob {
  return startedJob(call, admin, 'settleMonitor', { monitor: id, generation }, dueAt);
}

/** Whom a monitor expects is waited for from now on, if it begins to count. */
function awaiting(call: Asked, admin: Admin, before: Monitor | undefined, after: Monitor): StartedJob[] {
  const { id, generation, enabled, expected } = after;
  if (!enabled || !expected || before?.generation === generation) return [];
  return [startedJob(call, admin, 'awaitExpected', { monitor: id, generation })];
}

function settling(call: Asked, admin: Admin, before: Monitor, after: Monitor): StartedJob[] {
  switch (settlementOf(before, after)) {
    case 'ended':
      return [lookAt(call, admin, before, call.now)];
    case 'judged':
      return [lookAt(call, admin, after, call.now + LAST_JUDGEMENTS_MS)];
    case undefined:
      return [];
  }
}

/** What outlasts the alerts that a change ends; also the release of what outlasts them otherwise. */
async function heldAfter(
  call: Asked & { query: { release: string } },
  admin: Admin,
  { id }: Monitor,
  mayEnd: boolean,
): Promise<HeldAgents | undefined> {
  const { release } = call.query;
  if (!mayEnd && release === 'false') return undefined;
  return HeldAgents.find(call, admin, ({ monitor }) => monitor === id, release);
}

function actionOf(before: Monitor, after: Monitor): 'update' | 'enable' | 'disable' {
  if (before.enabled === after.enabled) return 'update';
  return after.enabled ? 'enable' : 'disable';
}

export const monitors = [
  route({
    method: 'get',
    path: '/v1/monitors',
    scope: 'read',
    tag: 'Monitors',
    summary: 'List monitors, newest first',
    query: listQuery(),
    responses: {
      200: {
        description: 'A page',
        schema: listOf(monitorSchema),
        example: { data: [example], nextCursor: null },
      },
    },
    async handler({ project, query, after, now, page }, admin) {
      const { rows, next } = await admin.monitors.list(project, { limit: query.limit, after }, now);
      return page(rows.map(monitorView), next);
    },
  }),
  route({
    method: 'post',
    path: '/v1/monitors',
    scope: 'admin',
    tag: 'Monitors',
    summary: 'Make a monitor',
    description:
      'It counts events accepted from now on. Try it on stored events first: `POST /v1/monitors/preview`.',
    body: newMonitor,
    example: newMonitorExample,
    responses: { 201: { description: 'Made', schema: monitorSchema, example, headers: etagHeader } },
    async handler(call, admin) {
      const { project, now } = call;
      const given = requirePossible(call.body, admin);
      const shard = await admin.monitors.freeShard(project);
      const made = madeMonitor(given, { id: newId(admin, 'mon', now), project, shard }, now);
      const writes = [
        ...admin.monitors.createWrites(made),
        ...audited(call, admin, 'create', made.id),
        ...jobWrites(call, admin, awaiting(call, admin, undefined, made)),
      ];
      return { status: 201, body: monitorView(made), headers: etag(made), writes };
    },
  }),
  route({
    method: 'get',
    path: '/v1/monitors/{id}',
    scope: 'read',
    tag: 'Monitors',
    summary: 'Show a monitor',
    params,
    responses: shown,
    async handler(call, admin) {
      const monitor = await foundMonitor(call, admin);
      return { status: 200, body: monitorView(monitor), headers: etag(monitor) };
    },
  }),
  route({
    method: 'patch',
    path: '/v1/monitors/{id}',
    scope: 'admin',
    tag: 'Monitors',
    summary: 'Change a monitor',
    description:
      'What is given replaces what is there; null takes an option away, or back to its default. Another window, ' +
      'grouping, filter, kind or value, or other event types, make it count from zero and resolve its alerts ' +
      '(`monitorChanged`); `enabled: false` resolves them too (`monitorDisabled`). Other thresholds keep the counts. ' +
      '`held` names the agents that stay paused nonetheless, or on another model; `release=true` lifts it, and resolves ' +
      'the alerts that had asked for it. `If-Match` guards against lost updates.',
    params,
    query: releaseQuery,
    body: monitorChange,
    example: { thresholds: [{ atLeast: 10, severity: 'critical' }] },
    responses: {
      200: {
        description: 'The monitor',
        schema: monitorSchema.extend({ held: heldSchema.optional() }).meta({ id: 'ChangedMonitor' }),
        example,
        headers: etagHeader,
      },
    },
    async handler(call, admin) {
      const before = await foundMonitor(call, admin);
      const given = requirePossible(changedDefinition(before, call.body), admin);
      const after = changedMonitor(before, given, call.now);
      const writes = [
        ...admin.monitors.changeWrites(before, after),
        ...audited(call, admin, actionOf(before, after), after.id),
        ...jobWrites(call, admin, [
          ...settling(call, admin, before, after),
          ...awaiting(call, admin, before, after),
        ]),
      ];
      const mayEnd = settlementOf(before, after) !== undefined;
      const held = await heldAfter(call, admin, before, mayEnd);
      return {
        ...{ status: 200, body: { ...monitorView(after), ...held?.view() }, headers: etag(after), writes },
        afterwards: async () => held?.release(call, admin, `${before.name} was changed`, true),
      };
    },
  }),
  route({
    method: 'delete',
    path: '/v1/monitors/{id}',
    scope: 'admin',
    tag: 'Monitors',
    summary: 'Delete a monitor',
    description:
      'Nothing is counted any more; its open alerts are resolved (`monitorDeleted`). What it has asked of agents until a ' +
      'person ends it, or until a time, stays unless `release=true` lifts it.',
    params,
    query: releaseQuery,
    responses: {
      200: {
        description: 'Deleted; something that it has asked of agents stays, or is lifted',
        schema: z.object({ held: heldSchema }),
        example: { held: heldExample },
      },
      204: { description: 'Deleted; no agent is held' },
    },
    async handler(call, admin) {
      const before = await foundMonitor(call, admin);
      const writes = [
        ...admin.monitors.deleteWrites(before),
        ...audited(call, admin, 'delete', before.id),
        ...jobWrites(call, admin, [lookAt(call, admin, before, call.now)]),
      ];
      const held = await heldAfter(call, admin, before, true);
      const view = held?.view() ?? {};
      return {
        ...(view.held ? { status: 200, body: view, writes } : { status: 204, writes }),
        afterwards: async () => held?.release(call, admin, `${before.name} was deleted`, false),
      };
    },
  }),
];
