import * as z from 'zod';
import { alertKey } from '../../../adapters/aws/keys';
import { getRow } from '../../../adapters/aws/read';
import type { Alert } from '../../../core/alert/alert';
import { alertData } from '../../../core/alert/alert-data';
import { InvalidInput, NotFound } from '../../../core/configuration/errors';
import { type Asked, explain } from '../../../core/notice/explain';
import { compileSilences } from '../../../core/notice/silence';
import { testAlert } from '../../../core/notice/test-alert';
import { isAlert } from '../../../core/notice/wording';
import { isEventType } from '../../../core/subscription/event-type';
import type { Admin } from '../admin';
import { route } from '../route';
import { explained, explainedExample } from './explained-view';

/** Subscriptions that are looked at; a page of each read. */
const PAGE = 100;

const body = z
  .strictObject({
    event: z
      .strictObject({
        type: z
          .string()
          .refine(isEventType, 'must be names of letters, digits, "_" and "-", joined by dots')
          .meta({ example: 'agent.run.failed' }),
        source: z.string().min(1).max(256).default('test-agent'),
        subject: z.string().max(256).optional(),
        data: z.record(z.string(), z.unknown()).optional(),
      })
      .optional()
      .meta({ description: 'As it would be posted; `alert.*` without `data`: an alert as it might be' }),
    alert: z.string().max(256).optional().meta({ description: 'The id of an alert: as it is now' }),
  })
  .refine(
    ({ event, alert }) => (event === undefined) !== (alert === undefined),
    'must have `event` or `alert`',
  );

/** What all subscriptions of a project would make of an event. */
export async function explainAll(admin: Admin, project: string, event: Asked, now: number) {
  const silences = compileSilences(await admin.silences.of(project, now));
  const found: ReturnType<typeof one>[] = [];
  let after: string | undefined;
  do {
    const { rows, next } = await admin.subscriptions.list(project, { limit: PAGE, after }, now);
    found.push(...rows.map(one));
    after = next ?? undefined;
  } while (after !== undefined);
  return found;

  function one(subscription: Parameters<typeof explain>[0] & { id: string; name: string }) {
    const { id, name, destination } = subscription;
    return { subscription: id, name, kind: destination.kind, ...explain(subscription, event, silences, now) };
  }
}

async function askedEvent(
  given: z.output<typeof body>,
  project: string,
  { tables, monitoringTable }: Admin,
  now: number,
): Promise<Asked> {
  if (given.event) {
    const { type, source, subject, data } = given.event;
    if (!isAlert({ type })) return { type, source, subject, data: data ?? {} };
    const alert = { ...testAlert(type, now), ...data };
    return { type, source: 'tocsin', subject: alert.id, data: alert };
  }
  const id = given.alert ?? '';
  if (!id.startsWith('alt_'))
    throw new InvalidInput([{ pointer: '/alert', detail: 'must be the id of an alert, "alt_..."' }]);
  const alert = await getRow<Alert>(tables, monitoringTable, alertKey(id), now);
  if (alert?.project !== project) throw new NotFound('alert');
  const resolved = alert.status === 'resolved';
  const data = alertData(alert, resolved ? 'resolved' : 'fired', null);
  return { type: resolved ? 'alert.resolved' : 'alert.firing', source: 'tocsin', subject: id, data };
}

export const routingExplain = [
  route({
    method: 'post',
    path: '/v1/routing/explain',
    scope: 'read',
    tag: 'Subscriptions',
    summary: 'Who would be told of an event or an alert, and why',
    description: 'Nothing is sent and nothing is stored.',
    body,
    example: { event: { type: 'alert.firing', data: { severity: 'critical' } } },
    responses: {
      200: {
        description: 'Every subscription of the project',
        schema: z.object({ data: z.array(explained) }),
        example: { data: [explainedExample] },
      },
    },
    async handler({ project, body: given, now }, admin) {
      const event = await askedEvent(given, project, admin, now);
      return { status: 200, body: { data: await explainAll(admin, project, event, now) } };
    },
  }),
];
