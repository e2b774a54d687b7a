import * as z from 'zod';
import { ALL_AGENTS_NAME, type Agent, type StoredHold } from '../../../core/agent/agent';
import { agentNameProblem } from '../../../core/agent/agent-name';
import { directive } from '../../../core/agent/directive';
import { LIMITS } from '../../../core/event/limits';
import { iso, time } from '../fields';
import { alertExample, alertSchema } from './alert-view';

/** The name of an agent, or of all: whatever ingest takes as `source` can be named, and nothing else. */
export const agentName = z
  .string()
  .min(1)
  .max(LIMITS.attributeCharacters)
  .check(({ value, issues }) => {
    const message = value === ALL_AGENTS_NAME ? undefined : agentNameProblem(value);
    if (message !== undefined) issues.push({ code: 'custom', message, input: value });
  })
  .meta({
    description: 'The `source` of its events, percent-encoded; `*` stands for all agents of the project',
    example: 'support-bot',
  });

const hold = z.object({
  id: z.string(),
  kind: z.enum(['pause', 'switchModel', 'review']),
  actor: z.string().meta({ description: 'A key, or `monitor` and its id' }),
  reason: z.string(),
  since: time,
  until: time.nullable(),
  alert: z.string().optional().meta({ description: 'Which alert has caused it' }),
  all: z.literal(true).optional().meta({ description: 'It is on all agents, under the name `*`' }),
});

export const agentSchema = z
  .object({
    agent: agentName,
    state: z.enum(['running', 'paused']),
    modelSwitches: z.array(z.object({ from: z.string(), to: z.string() })),
    holds: z.array(hold),
    version: z.number().meta({ description: 'Grows with every change; 0 if nothing was ever asked of it' }),
    resumedAt: time.optional().meta({ description: 'When a person last resumed it' }),
  })
  .meta({ id: 'Agent' });

export const agentExample = {
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

/** One agent, for the question why it is paused. */
export const agentDetailSchema = agentSchema
  .extend({
    holds: z.array(
      hold.extend({ actorName: z.string().meta({ description: 'The name of that key or monitor' }) }),
    ),
    alerts: z.array(alertSchema).meta({ description: 'Those that the holds name, at most 10' }),
  })
  .meta({ id: 'AgentDetail' });

export const agentDetailExample = {
  ...agentExample,
  holds: agentExample.holds.map((one) => ({ ...one, actorName: 'anna' })),
  alerts: [alertExample],
};

export type ShownAgent = ReturnType<typeof agentView>;

/** As its directive says: its own holds and those on all agents of the project (SEMANTICS 5.2). */
export function agentView(agent: Agent, all: Agent, now: number) {
  const rows = agent.agent === '' ? [agent] : [agent, all];
  const { state, modelSwitches, holds, version } = directive(agent.agent, rows, now);
  const stored = new Map(rows.flatMap((row) => row.holds.map((hold) => [hold.id, { hold, row }])));
  return {
    ...{ agent: agent.agent === '' ? ALL_AGENTS_NAME : agent.agent, state, modelSwitches },
    holds: holds.map(({ id, kind, actor, reason, until }) => {
      const { hold, row } = stored.get(id) ?? {};
      const { createdAt = now, alert }: Partial<StoredHold> = hold ?? {};
      return {
        ...{ id, kind, actor, reason, since: iso(createdAt), until },
        ...(alert !== undefined && { alert }),
        ...(row !== agent && { all: true as const }),
      };
    }),
    version,
    ...(agent.resumedAt !== undefined && { resumedAt: iso(agent.resumedAt) }),
  };
}
