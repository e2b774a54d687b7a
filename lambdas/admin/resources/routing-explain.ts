import * as z from 'zod';
import { alertKey } from '../../../adapters/aws/keys';
import { getRow } from '../../../adapters/aws/read';
import { agentNameProblem } from '../../../core/agent/agent-name';
import type { Alert, AlertData } from '../../../core/alert/alert';
import { alertData } from '../../../core/alert/alert-data';
import { InvalidInput, NotFound } from '../../../core/configuration/errors';
import { isMadeByTocsin } from '../../../core/event/limits';
import { OWN_SOURCE } from '../../../core/event/own-source';
import { SEVERITIES } from '../../../core/monitor/monitor';
import { type Asked, explain, matchOf } from '../../../core/notice/explain';
import { testAlert } from '../../../core/notice/test-alert';
import { isAlert } from '../../../core/notice/wording';
import { isEventType } from '../../../core/subscription/event-type';
import type { Subscription } from '../../../core/subscription/subscription';
import type { Admin } from '../admin';
import { fieldErrors } from '../http/field-errors';
import { route } from '../route';
import { sceneOf, surroundings, type Scene } from '../surroundings';
import { explained, explainedExample } from './explained-view';

/** Subscriptions that are looked at; a page of each read. */
const PAGE = 100;
/** Of which what stands around them is read at the same time. */
const AT_ONCE = 16;

const text = z.string().max(1_024);
const value = z.union([text, z.number(), z.boolean()]);

/** The members of an alert that decide who is notified of it and when. */
const partOfAlert = z.looseObject({
  id: text.optional(),
  monitor: z.looseObject({ id: text, name: text }).optional(),
  group: z.record(z.string(), value).optional(),
  labels: z.record(z.string(), text).optional(),
  severity: z.enum(SEVERITIES).optional(),
  previousSeverity: z.enum(SEVERITIES).nullable().optional(),
  status: z.enum(['firing', 'acknowledged', 'resolved']).optional(),
  edge: z.enum(['fired', 'raised', 'acknowledged', 'resolved']).optional(),
  value: z.number().nullable().optional(),
  threshold: z.number().optional(),
  unit: z.enum(['events', 'microUsd', 'share', 'seconds', 'times', 'value']).optional(),
  window: z.object({ start: text, end: text }).optional(),
  startedAt: text.optional(),
  reason: text.nullable().optional(),
  links: z.record(z.string(), text).optional(),
  test: z.literal(true).optional(),
});

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

type GivenEvent = NonNullable<z.output<typeof body>['event']>;

/** What all subscriptions of a project would make of an event. */
export async function explainAll(admin: Admin, project: string, event: Asked, now: number) {
  const scene = await sceneOf(admin, project, event, now);
  const found: Awaited<ReturnType<typeof explainOne>>[] = [];
  let after: string | undefined;
  do {
    const { rows, next } = await admin.subscriptions.list(project, { limit: PAGE, after }, now);
    for (let at = 0; at < rows.length; at += AT_ONCE)
      found.push(
        ...(await Promise.all(rows.slice(at, at + AT_ONCE).map((row) => explainOne(admin, row, scene)))),
      );
    after = next ?? undefined;
  } while (after !== undefined);
  return found;
}

async function explainOne(admin: Admin, subscription: Subscription, scene: Scene) {
  const { id, name, destination } = subscription;
  const match = matchOf(subscription, scene.event);
  const outcome = match.matched
    ? explain(subscription, scene.event, match, await surroundings(admin, subscription, scene))
    : { told: 'no' as const, at: null, reason: match.reason };
  return { subscription: id, name, kind: destination.kind, ...outcome };
}

async function askedEvent(
  given: z.output<typeof body>,
  project: string,
  { tables, monitoringTable }: Admin,
  now: number,
): Promise<Asked> {
  if (given.event) return givenEvent(given.event, now);
  const id = given.alert ?? '';
  if (!id.startsWith('alt_'))
    throw new InvalidInput([{ pointer: '/alert', detail: 'must be the id of an alert, "alt_..."' }]);
  const alert = await getRow<Alert>(tables, monitoringTable, alertKey(id), now);
  if (alert?.project !== project) throw new NotFound('alert');
  const resolved = alert.status === 'resolved';
  const data = alertData(alert, resolved ? 'resolved' : 'fired', null);
  return {
    ...attributes(now),
    type: resolved ? 'alert.resolved' : 'alert.firing',
    source: OWN_SOURCE,
    subject: id,
    data,
  };
}

/** What every event has, so that filters on it decide as they will. */
const attributes = (now: number): Pick<Asked, 'id' | 'time'> => ({
  id: `evt_${'0'.repeat(32)}`,
  time: new Date(now).toISOString(),
});

function givenEvent({ type, source, subject, data = {} }: GivenEvent, now: number): Asked {
  const made = attributes(now);
  const about = subject === undefined ? {} : { subject };
  if (!isMadeByTocsin(type)) return { ...made, type, source: accepted(source), ...about, data };
  if (!isAlert({ type })) return { ...made, type, source: OWN_SOURCE, ...about, data };
  const alert = { ...testAlert(type, now), ...alertFields(data) };
  return { ...made, type, source: OWN_SOURCE, subject: alert.id, data: alert };
}

/** Nobody is notified of what ingest refuses. */
function accepted(source: string): string {
  const detail = agentNameProblem(source);
  if (detail === undefined) return source;
  throw new InvalidInput([{ pointer: '/event/source', detail }]);
}

/** What is asked of an alert has to be of its form: matchers and filters look into it. */
function alertFields(data: Record<string, unknown>): Partial<AlertData> {
  const parsed = partOfAlert.safeParse(data, { reportInput: true });
  if (parsed.success) return parsed.data as Partial<AlertData>;
  throw new InvalidInput(
    parsed.error.issues
      .flatMap((issue) => fieldErrors(issue))
      .map((error) => ({ ...error, pointer: `/event/data${error.pointer}` })),
  );
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
