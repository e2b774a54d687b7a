import * as z from 'zod';
import type { Agent, StoredHold } from '../../../core/agent/agent';
import { shownName } from '../../../core/agent/change';
import { outlasts, released, type IsMeant } from '../../../core/agent/release';
import { settleResume } from '../../monitor/settle-resume';
import type { Admin } from '../admin';
import { iso, time } from '../fields';
import type { Call } from '../route';

/** Agents that are named in an answer. */
const MAX_NAMED = 100;
/** Agents that are lifted by one request; so many transactions take some seconds. */
const MAX_HELD = 1_000;
/** Pages of the project's agents that are looked through. */
const MAX_PAGES = 20;
const AT_ONCE = 10;

export const releaseQuery = z.strictObject({
  release: z
    .enum(['true', 'false'])
    .default('false')
    .meta({ description: 'Lift what it has asked of agents, as a resume would' }),
});

export const heldSchema = z
  .object({
    released: z.boolean().meta({ description: 'Whether it is lifted, as `release=true` asks' }),
    agents: z
      .array(
        z.object({
          agent: z.string().meta({ description: '`*` stands for all agents of the project' }),
          kind: z.enum(['pause', 'switchModel', 'review']),
          until: time.nullable().meta({ description: 'When it ends by itself; null: when a person ends it' }),
        }),
      )
      .meta({ description: `Of at most ${MAX_NAMED} agents` }),
    more: z.number().meta({ description: 'How many agents there are besides' }),
  })
  .meta({
    id: 'HeldAgents',
    description: 'What was asked of agents and outlasts the alert; missing if nothing was',
  });

export const heldExample = {
  released: false,
  agents: [{ agent: 'support-bot', kind: 'pause', until: null }],
  more: 0,
};

type Asked = Pick<Call<unknown, unknown, unknown>, 'project' | 'caller' | 'now'>;

/** Agents of whom something was asked that is meant and outlasts its alert. */
export class HeldAgents {
  private constructor(
    private agents: readonly Agent[],
    private isMeant: IsMeant,
    private isReleased: boolean,
  ) {}

  static async find(
    { project, now }: Asked,
    { monitoring }: Pick<Admin, 'monitoring'>,
    isTheirs: IsMeant,
    release: string,
  ): Promise<HeldAgents> {
    const isReleased = release === 'true';
    const isMeant = (hold: StoredHold): boolean => isTheirs(hold) && (isReleased || outlasts(hold, now));
    const found: Agent[] = [];
    let after: string | undefined;
    for (let page = 0; page < MAX_PAGES && found.length < MAX_HELD; page++) {
      const where = ({ holds }: Agent): boolean => holds.some(isMeant);
      const { rows, next } = await monitoring.agents.list(project, { limit: MAX_NAMED, after, where }, now);
      found.push(...rows);
      if (next === undefined) break;
      after = next;
    }
    return new HeldAgents(found, isMeant, isReleased);
  }

  /** What the answer says of them: nothing if there are none. */
  view(): { held?: z.output<typeof heldSchema> } {
    if (this.agents.length === 0) return {};
    const agents = this.agents.slice(0, MAX_NAMED).flatMap(({ agent, holds }) =>
      holds.filter(this.isMeant).map(({ kind, until }) => ({
        ...{ agent: shownName(agent), kind, until: until === undefined ? null : iso(until) },
      })),
    );
    const more = Math.max(0, this.agents.length - MAX_NAMED);
    return { held: { released: this.isReleased, agents, more } };
  }

  /** Lifts it, if that was asked for. `resolve`: also ends the alerts that had asked for it. */
  async release(
    { project, caller, now }: Asked,
    { monitoring }: Pick<Admin, 'monitoring'>,
    reason: string,
    resolve: boolean,
  ): Promise<void> {
    if (!this.isReleased) return;
    const cause = { actor: caller.keyId, reason, now };
    const lift = async ({ agent }: Agent): Promise<void> => {
      await monitoring.agents.change(project, agent, now, (before) =>
        released(before, this.isMeant, cause, { resolve }),
      );
      // Should this process end here, the sweep settles it.
      await settleResume(monitoring, await monitoring.agents.get(project, agent));
    };
    for (let at = 0; at < this.agents.length; at += AT_ONCE)
      await Promise.all(this.agents.slice(at, at + AT_ONCE).map(lift));
  }
}
