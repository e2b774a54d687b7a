import * as z from 'zod';
import { alertKey, alertListKeys } from '../../../adapters/aws/keys';
import { listPage } from '../../../adapters/aws/list';
import { getRow } from '../../../adapters/aws/read';
import type { Alert } from '../../../core/alert/alert';
import { acknowledged } from '../../../core/alert/decide';
import { NotFound } from '../../../core/configuration/errors';
import { changeAlert } from '../../monitor/change-alert';
import { closeByPerson } from '../../monitor/close-by-person';
import { finish } from '../../monitor/finish';
import { SEVERITIES } from '../../../core/monitor/monitor';
import type { Admin } from '../admin';
import { id, listOf, listQuery } from '../fields';
import { route, type Call } from '../route';
import { ALERT_ID, alertExample as example, alertSchema, alertView, STATUSES, statusOf } from './alert-view';
import { heldSchema, HeldAgents, releaseQuery } from './held-agents';
import { notices, noticesExample, noticesView } from './notices-view';

const params = z.strictObject({ id: id('alt', ALERT_ID) });

const shown = { 200: { description: 'The alert', schema: alertSchema, example } };

type Asked = Pick<Call<{ id: string }, unknown, unknown>, 'project' | 'params' | 'now' | 'caller'>;

/** Throws `NotFound`, also for another project's. */
async function found(
  { project, params: named, now }: Asked,
  { tables, monitoringTable }: Admin,
): Promise<Alert> {
  const alert = await getRow<Alert>(tables, monitoringTable, alertKey(named.id), now);
  if (alert?.project !== project) throw new NotFound('alert');
  return alert;
}

/** Changes an alert as a person asks, tells of it, and notes who did it. */
async function change(call: Asked, admin: Admin, verb: 'acknowledge' | 'resolve', release?: string) {
  const { id: alertId } = await found(call, admin);
  const { monitoring, changes } = admin;
  const { caller, now, project } = call;
  const alert = await (verb === 'acknowledge'
    ? changeAlert(monitoring, alertId, (row, seen) => acknowledged(row, seen, caller.keyId, now))
    : closeByPerson(monitoring, alertId));
  if (!alert) throw new NotFound('alert');
  await finish(monitoring, alert, await monitoring.watches.get(alert.monitor.id, now));
  const record = { at: now, project, actor: caller.keyId, action: `alert.${verb}`, target: alertId };
  const held =
    release === undefined
      ? undefined
      : await HeldAgents.find(call, admin, (hold) => hold.alert === alertId, release);
  return {
    ...{ status: 200, body: { ...alertView(alert), ...held?.view() }, writes: [changes.write(record)] },
    afterwards: async () => held?.release(call, admin, 'Its alert was resolved', true),
  };
}

export const alerts = [
  route({
    method: 'get',
    path: '/v1/alerts',
    scope: 'read',
    tag: 'Alerts',
    summary: 'List alerts, newest first',
    query: listQuery({
      status: z.enum(STATUSES).optional(),
      severity: z.enum(SEVERITIES).optional(),
      monitor: z.string().max(256).optional().meta({ description: 'Of this monitor only' }),
    }),
    responses: {
      200: {
        description: 'A page',
        schema: listOf(alertSchema),
        example: { data: [example], nextCursor: null },
      },
    },
    async handler({ project, query, after, now, page }, { tables, monitoringTable }) {
      const list = { listKeys: alertListKeys(project), limit: query.limit, after };
      const { rows, next } = await listPage<Alert>(tables, monitoringTable, list, now);
      const wanted = rows.filter(
        (alert) =>
          (query.status === undefined || statusOf(alert) === query.status) &&
          (query.severity === undefined || alert.severity === query.severity) &&
          (query.monitor === undefined || alert.monitor.id === query.monitor),
      );
      return page(wanted.map(alertView), next);
    },
  }),
  route({
    method: 'get',
    path: '/v1/alerts/{id}',
    scope: 'read',
    tag: 'Alerts',
    summary: 'Show an alert',
    params,
    responses: shown,
    handler: async (call, admin) => ({ status: 200, body: alertView(await found(call, admin)) }),
  }),
  route({
    method: 'get',
    path: '/v1/alerts/{id}/notices',
    scope: 'read',
    tag: 'Alerts',
    summary: 'Who was told of an alert, who was not, and why',
    params,
    responses: {
      200: {
        description: 'By subscription; machines have their deliveries instead',
        schema: z.object({ data: z.array(notices) }),
        example: { data: [noticesExample] },
      },
    },
    async handler(call, admin) {
      const ledgers = await admin.ledgers.of((await found(call, admin)).id);
      return { status: 200, body: { data: ledgers.map(noticesView) } };
    },
  }),
  route({
    method: 'post',
    path: '/v1/alerts/{id}/acknowledge',
    scope: 'admin',
    tag: 'Alerts',
    summary: 'Acknowledge an alert',
    description: 'Somebody knows. What becomes graver has to be acknowledged again.',
    params,
    body: z.strictObject({}),
    example: {},
    responses: shown,
    handler: (call, admin) => change(call, admin, 'acknowledge'),
  }),
  route({
    method: 'post',
    path: '/v1/alerts/{id}/resolve',
    scope: 'admin',
    tag: 'Alerts',
    summary: 'Resolve an alert',
    description:
      'It fires again with the next event if the value is still over the threshold. `count`, `sum` and `forecast` of a ' +
      'calendar window keep their account, and fire again when as much as the threshold has come on top of it. `held` ' +
      'names the agents that it has paused and that stay so; `release=true` lifts that.',
    params,
    query: releaseQuery,
    body: z.strictObject({}),
    example: {},
    responses: {
      200: {
        description: 'The alert',
        schema: alertSchema.extend({ held: heldSchema.optional() }).meta({ id: 'ResolvedAlert' }),
        example,
      },
    },
    handler: (call, admin) => change(call, admin, 'resolve', call.query.release),
  }),
];
