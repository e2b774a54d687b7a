import * as z from 'zod';
import type { StoredHold } from '../../../core/agent/agent';
import type { AgentChange, Cause } from '../../../core/agent/change';
import { added, decided, resumed } from '../../../core/agent/holds';
import { NotFound } from '../../../core/configuration/errors';
import { settleResume } from '../../monitor/settle-resume';
import { newId, type Admin } from '../admin';
import { isPlain, PLAIN_RULE, WELL_FORMED_RULE } from '../../../core/plain-text';
import { listOf, listQuery } from '../fields';
import { endFields, endOf, requireEnd, type GivenEnd } from '../given-end';
import { route } from '../route';
import { agentAction, type Asked } from './agent-action';
import { agentDetail } from './agent-show';
import { agentDetailSchema, agentExample, agentName, agentSchema, agentView } from './agent-view';

const reason = z
  .string()
  .trim()
  .min(1)
  .max(512)
  .refine((text) => text.isWellFormed(), WELL_FORMED_RULE)
  .meta({ description: 'Shown to the agent, and in the list of changes', example: 'Refunds are wrong' });
/** Without an end it lasts until somebody ends it. */
const mayEnd = requireEnd('optional');
const model = z.string().min(1).max(128).refine(isPlain, PLAIN_RULE);

const causeOf = ({ caller, now }: Asked, why: string): Cause => ({ actor: caller.keyId, reason: why, now });

/** A hold that a person has asked for. */
const holdOf = (
  admin: Admin,
  { caller, now, body }: Asked<{ reason: string } & GivenEnd>,
  kind: StoredHold['kind'],
): StoredHold => {
  const until = endOf(body, now);
  return {
    ...{ id: newId(admin, 'hold', now), kind, actor: caller.keyId, by: 'human', createdAt: now },
    reason: body.reason,
    ...(until !== Infinity && { until }),
  };
};

async function hold(asked: Asked, admin: Admin, made: StoredHold): Promise<boolean> {
  const { project, agent, now } = asked;
  await admin.monitoring.agents.change(project, agent, now, (before) =>
    added(before, made, causeOf(asked, made.reason)),
  );
  return true;
}

export const agents = [
  route({
    method: 'get',
    path: '/v1/agents',
    scope: 'read',
    tag: 'Agents',
    summary: 'List agents of which something was asked',
    description: 'Agents that have only ever been running are not listed: they need no row.',
    query: listQuery({
      agent: agentName.optional().meta({
        description: 'This one only, as `GET /v1/agents/{agent}` shows it; for names that are no path',
      }),
    }),
    responses: {
      200: {
        description: 'A page',
        schema: listOf(z.union([agentDetailSchema, agentSchema])),
        example: { data: [agentExample], nextCursor: null },
      },
    },
    async handler({ project, query, after, now, page }, admin) {
      if (query.agent !== undefined)
        return page([await agentDetail(admin, project, query.agent, now)], undefined);
      const { agents: stored } = admin.monitoring;
      const [{ rows, next }, all] = await Promise.all([
        stored.list(project, { limit: query.limit, after }, now),
        stored.get(project, ''),
      ]);
      return page(
        rows.map((row) => agentView(row, all, now)),
        next,
      );
    },
  }),
  ...agentAction({
    action: 'pause',
    summary: 'Pause an agent',
    description:
      'It reads so in the answer to its next events, or by its directive. An agent that has posted nothing yet may be ' +
      'paused beforehand: the answer says `"seen": false`, in case its name is misspelt.',
    body: z.strictObject({ reason, ...endFields }).check(mayEnd),
    example: { reason: 'Refunds are wrong' },
    act: (asked, admin) => hold(asked, admin, holdOf(admin, asked, 'pause')),
  }),
  ...agentAction({
    action: 'switch-model',
    summary: 'Ask an agent to use another model',
    body: z.strictObject({ from: model, to: model, reason, ...endFields }).check(mayEnd),
    example: { from: 'gpt-5', to: 'gpt-5-mini', reason: 'Load test' },
    act(asked, admin) {
      const { from, to } = asked.body;
      return hold(asked, admin, { ...holdOf(admin, asked, 'switchModel'), from, to });
    },
  }),
  ...agentAction({
    action: 'review',
    summary: 'Ask for a review of an agent',
    description: 'It is paused until somebody decides; without an answer by `until` it stays paused.',
    body: z
      .strictObject({
        reason,
        ...endFields,
        hold: z.boolean().default(true).meta({ description: 'False asks without pausing' }),
      })
      .check(mayEnd),
    example: { reason: 'Unusual refunds' },
    act: (asked, admin) =>
      hold(asked, admin, {
        ...holdOf(admin, asked, 'review'),
        ...(!asked.body.hold && { pauses: false }),
      }),
  }),
  ...agentAction({
    action: 'resume',
    summary: 'Resume an agent',
    description:
      'Lifts everything that pauses it, resolves the alerts that had paused it, and what came before does not count ' +
      'any more. Of `count`, `sum` and `forecast` in a calendar window the account stays: they fire again when as much as ' +
      'the threshold has come on top of it. What is asked of all agents (`*`) is lifted there only, and goes on pausing it. ' +
      'An agent that nothing pauses is left as it is (`"changed": false`); one that nobody has seen is answered 404.',
    body: z.strictObject({ reason: reason.optional() }),
    example: { reason: 'Fixed the prompt' },
    ofSeen: true,
    async act(asked, { monitoring }) {
      const { project, agent, body, now } = asked;
      const cause = causeOf(asked, body.reason ?? 'Resumed by a person');
      const done = await monitoring.agents.change(project, agent, now, (before) => resumed(before, cause));
      // Should this process end here, the sweep settles it.
      await settleResume(monitoring, await monitoring.agents.get(project, agent));
      return done !== undefined;
    },
  }),
  // Behind the others: an agent may be called "reviews".
  ...agentAction({
    action: 'reviews/{review}',
    summary: 'Decide a review',
    description: 'Approving lifts it; denying keeps the agent paused until somebody resumes it.',
    body: z.strictObject({ decision: z.enum(['approve', 'deny']), reason }),
    example: { decision: 'approve', reason: 'Looks right' },
    async act(asked, { monitoring }) {
      const { project, agent, review, body, now } = asked;
      const decision = body.decision === 'approve' ? 'approved' : 'denied';
      const done = await monitoring.agents.change(project, agent, now, (before): AgentChange | undefined =>
        decided(before, review, decision, causeOf(asked, body.reason)),
      );
      if (!done) throw new NotFound('review');
      // An approval arms the monitors that had paused it, like a resume.
      await settleResume(monitoring, await monitoring.agents.get(project, agent));
      return true;
    },
  }),
];
