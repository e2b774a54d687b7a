import * as z from 'zod';
import { ALL_AGENTS_NAME, type Agent, type StoredHold } from '../../../core/agent/agent';
import { shownName, type AgentChange, type Cause } from '../../../core/agent/change';
import { directive } from '../../../core/agent/directive';
import { added, decided, resumed } from '../../../core/agent/holds';
import { NotFound } from '../../../core/configuration/errors';
import { LIMITS } from '../../../core/event/limits';
import { settleResume } from '../../monitor/settle-resume';
import { newId, type Admin } from '../admin';
import { givenTime, iso, listOf, listQuery, time } from '../fields';
import { route, type Call } from '../route';

const agentName = z.string().min(1).max(LIMITS.attributeCharacters).meta({
  description: 'The `source` of its events, percent-encoded; `*` stands for all agents of the project',
  example: 'support-bot',
});
const params = z.strictObject({ agent: agentName });

const reason = z
  .string()
  .trim()
  .min(1)
  .max(512)
  .meta({ description: 'Shown to the agent, and to whoever looks later', example: 'Refunds are wrong' });
const until = givenTime.optional().meta({ description: 'When it ends by itself; never if not given' });
const model = z.string().min(1).max(128);

const agentSchema = z
  .object({
    agent: agentName,
    state: z.enum(['running', 'paused']),
    modelSwitches: z.array(z.object({ from: z.string(), to: z.string() })),
    holds: z.array(
      z.object({
        id: z.string(),
        kind: z.enum(['pause', 'switchModel', 'review']),
        actor: z.string().meta({ description: 'A key, or `monitor` and its id' }),
        reason: z.string(),
        since: time,
        until: time.nullable(),
        alert: z.string().optional().meta({ description: 'Which alert has caused it' }),
        of: z
          .literal(ALL_AGENTS_NAME)
          .optional()
          .meta({ description: '`*` if it is asked of all agents: lifted by resuming `*`' }),
      }),
    ),
    version: z.number().meta({ description: 'Grows with every change; 0 if nothing was ever asked of it' }),
    resumedAt: time.optional().meta({ description: 'When a person last resumed it' }),
  })
  .meta({ id: 'Agent' });

const example = {
  agent: 'support-bot',
  state: 'paused',
  modelSwitches: [],
  holds: [
    {
      ...{ id: 'hold_01KE2M0C8TB5W6X4N3R7ZQ9YAH', kind: 'pause', actor: 'key_01KE2M0C8TB5W6X4N3R7ZQ9YAG' },
      ...{ reason: 'Refunds are wrong', since: '2026-01-31T12:00:00.000Z', until: null },
    },
  ],
  version: 3,
};

const shown = { 200: { description: 'The agent, as it is asked to be now', schema: agentSchema, example } };

/** What an agent is asked to be, by its own row and by that of all agents; as its directive says. */
function agentView(agent: Agent, all: Agent | undefined, now: number) {
  const rows = all === undefined || agent.agent === '' ? [agent] : [agent, all];
  const { state, modelSwitches, holds } = directive(agent.agent, rows, now);
  const stored = new Map(
    rows.flatMap((row) => row.holds.map((hold) => [hold.id, { ...hold, of: row.agent }])),
  );
  return {
    ...{ agent: agent.agent === '' ? ALL_AGENTS_NAME : agent.agent, state, modelSwitches },
    holds: holds.map((hold) => {
      const {
        createdAt = now,
        alert,
        of = agent.agent,
      }: Partial<StoredHold & { of: string }> = stored.get(hold.id) ?? {};
      const { id, kind, actor, reason: why, until: end } = hold;
      return {
        id,
        kind,
        actor,
        reason: why,
        since: iso(createdAt),
        until: end,
        ...(alert !== undefined && { alert }),
        ...(of !== agent.agent && { of: shownName(of) }),
      };
    }),
    version: agent.version,
    ...(agent.resumedAt !== undefined && { resumedAt: iso(agent.resumedAt) }),
  };
}

/** As it is after a change. */
async function shownNow(admin: Admin, project: string, name: string, now: number) {
  const { agents: changes } = admin.monitoring;
  const [agent, all] = await Promise.all([changes.get(project, name), changes.get(project, '')]);
  return agentView(agent, all, now);
}

const storedName = (name: string): string => (name === ALL_AGENTS_NAME ? '' : name);

type Asked = Pick<Call<{ agent: string }, unknown, unknown>, 'project' | 'params' | 'caller' | 'now'>;

const causeOf = ({ caller, now }: Asked, why: string): Cause => ({ actor: caller.keyId, reason: why, now });

/** A hold that a person has asked for. */
const holdOf = (
  admin: Admin,
  { caller, now }: Asked,
  kind: StoredHold['kind'],
  body: { reason: string; until?: number | undefined },
): StoredHold => ({
  ...{
    id: newId(admin, 'hold', now),
    kind,
    actor: caller.keyId,
    by: 'human',
    createdAt: now,
    reason: body.reason,
  },
  ...(body.until !== undefined && { until: body.until }),
});

async function hold(call: Asked, admin: Admin, made: StoredHold) {
  const { project, params: named, now } = call;
  const name = storedName(named.agent);
  await admin.monitoring.agents.change(project, name, now, (before) =>
    added(before, made, causeOf(call, made.reason)),
  );
  return { status: 200, body: await shownNow(admin, project, name, now) };
}

export const agents = [
  route({
    method: 'get',
    path: '/v1/agents',
    scope: 'read',
    tag: 'Agents',
    summary: 'List agents of which something was asked',
    description: 'Agents that have only ever been running are not listed: they need no row.',
    query: listQuery(),
    responses: {
      200: {
        description: 'A page',
        schema: listOf(agentSchema),
        example: { data: [example], nextCursor: null },
      },
    },
    async handler({ project, query, after, now, page }, admin) {
      const { agents: changes } = admin.monitoring;
      const all = await changes.get(project, '');
      const { rows, next } = await changes.list(project, { limit: query.limit, after }, now);
      return page(
        rows.map((row) => agentView(row, all, now)),
        next,
      );
    },
  }),
  route({
    method: 'post',
    path: '/v1/agents/{agent}/pause',
    scope: 'admin',
    tag: 'Agents',
    summary: 'Pause an agent',
    description: 'It reads so in the answer to its next events, or by its directive.',
    params,
    body: z.strictObject({ reason, until }),
    example: { reason: 'Refunds are wrong' },
    responses: shown,
    handler: (call, admin) => hold(call, admin, holdOf(admin, call, 'pause', call.body)),
  }),
  route({
    method: 'post',
    path: '/v1/agents/{agent}/switch-model',
    scope: 'admin',
    tag: 'Agents',
    summary: 'Ask an agent to use another model',
    params,
    body: z.strictObject({ from: model, to: model, reason, until }),
    example: { from: 'gpt-5', to: 'gpt-5-mini', reason: 'Load test' },
    responses: shown,
    handler(call, admin) {
      const { from, to } = call.body;
      return hold(call, admin, { ...holdOf(admin, call, 'switchModel', call.body), from, to });
    },
  }),
  route({
    method: 'post',
    path: '/v1/agents/{agent}/review',
    scope: 'admin',
    tag: 'Agents',
    summary: 'Ask for a review of an agent',
    description: 'It is paused until somebody decides; without an answer by `until` it stays paused.',
    params,
    body: z.strictObject({
      reason,
      until,
      hold: z.boolean().default(true).meta({ description: 'False asks without pausing' }),
    }),
    example: { reason: 'Unusual refunds' },
    responses: shown,
    handler: (call, admin) =>
      hold(call, admin, {
        ...holdOf(admin, call, 'review', call.body),
        ...(!call.body.hold && { pauses: false }),
      }),
  }),
  route({
    method: 'post',
    path: '/v1/agents/{agent}/reviews/{review}',
    scope: 'admin',
    tag: 'Agents',
    summary: 'Decide a review',
    description: 'Approving lifts it; denying keeps the agent paused until somebody resumes it.',
    params: z.strictObject({
      agent: agentName,
      review: z.string().max(256).meta({ description: 'The id of the hold', example: example.holds[0]?.id }),
    }),
    body: z.strictObject({ decision: z.enum(['approve', 'deny']), reason }),
    example: { decision: 'approve', reason: 'Looks right' },
    responses: shown,
    async handler(call, admin) {
      const { project, params: named, body, now } = call;
      const { agents: changes } = admin.monitoring;
      const name = storedName(named.agent);
      const decision = body.decision === 'approve' ? 'approved' : 'denied';
      const done = await changes.change(project, name, now, (before): AgentChange | undefined =>
        decided(before, named.review, decision, causeOf(call, body.reason)),
      );
      if (!done) throw new NotFound('review');
      await settleResume(admin.monitoring, await changes.get(project, name));
      return { status: 200, body: await shownNow(admin, project, name, now) };
    },
  }),
  route({
    method: 'post',
    path: '/v1/agents/{agent}/resume',
    scope: 'admin',
    tag: 'Agents',
    summary: 'Resume an agent',
    description:
      'Lifts everything that pauses it, resolves the alerts that had paused it, and what came before does not count ' +
      'any more. Of `count`, `sum` and `forecast` in a calendar window the account stays: they fire again when as much as ' +
      'the threshold has come on top of it. What is asked of all agents (`*`) is lifted there only: until then the answer ' +
      'goes on saying `paused`.',
    params,
    body: z.strictObject({ reason: reason.optional() }),
    example: { reason: 'Fixed the prompt' },
    responses: shown,
    async handler(call, admin) {
      const { project, params: named, body, now } = call;
      const { monitoring } = admin;
      const name = storedName(named.agent);
      const cause = causeOf(call, body.reason ?? 'Resumed by a person');
      await monitoring.agents.change(project, name, now, (before) => resumed(before, cause));
      // Should this process end here, the sweep settles it.
      await settleResume(monitoring, await monitoring.agents.get(project, name));
      return { status: 200, body: await shownNow(admin, project, name, now) };
    },
  }),
];
