/** A request that an agent be in some state, with its reason and end (SEMANTICS 5.1). Times are epoch ms. */
export interface Hold {
  id: string;
  kind: 'pause' | 'switchModel' | 'review';
  actor: string;
  reason: string;
  /** Epoch ms; without one it lasts until somebody or something lifts it. */
  until?: number;
  /** Of a switch. */
  from?: string;
  to?: string;
  /** Of a review that asks without pausing. */
  pauses?: boolean;
}

/** The stored row of one agent, or of `all` agents of a project. */
export interface AgentRow {
  holds: Hold[];
  version: number;
  /** How long it had been paused in all until `pausedSince`, ms; and since when it is paused now. */
  pausedMs?: number;
  pausedSince?: number;
}

export interface Directive {
  agent: string;
  state: 'running' | 'paused';
  modelSwitches: { from: string; to: string }[];
  holds: { id: string; kind: Hold['kind']; actor: string; reason: string; until: string | null }[];
  version: number;
}

/** What an agent is asked to be at `now`: its own holds and those on all agents; an expired hold counts as none. */
export function directive(agent: string, rows: readonly AgentRow[], now: number): Directive {
  const live = rows
    .flatMap((row) => row.holds)
    // A review that nobody has answered in time is a denial: it goes on pausing (SEMANTICS 5.6).
    .filter((hold) => hold.until === undefined || hold.until > now || isPausingReview(hold));
  const paused = live.some((hold) => hold.kind === 'pause' || isPausingReview(hold));
  return {
    agent,
    state: paused ? 'paused' : 'running',
    modelSwitches: live.flatMap(({ from, to }) =>
      from !== undefined && to !== undefined ? [{ from, to }] : [],
    ),
    holds: live.map(({ id, kind, actor, reason, until }) => ({
      ...{ id, kind, actor, reason },
      until: until === undefined ? null : new Date(until).toISOString(),
    })),
    version: rows.reduce((sum, row) => sum + row.version, 0),
  };
}

const isPausingReview = ({ kind, pauses }: Hold): boolean => kind === 'review' && pauses !== false;
