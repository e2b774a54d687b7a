import type { Hold } from './directive';

/** The agent is asked to be paused, and its host has chosen not to wait, or not longer. */
export class AgentPaused extends Error {
  override name = 'AgentPaused';
  /** Why, for people. */
  readonly reason: string;
  /** When the last pause ends by itself, RFC 3339; null: when somebody resumes the agent. */
  readonly until: string | null;

  constructor(
    readonly agent: string,
    readonly holds: readonly Hold[],
  ) {
    const pausing = holds.filter(({ kind }) => kind !== 'switchModel');
    const reason = pausing.map(({ reason: why }) => why).join('; ') || 'Tocsin cannot be reached';
    super(`The agent ${agent} is paused: ${reason}`);
    this.reason = reason;
    const ends = pausing.map(({ until }) => until);
    this.until = ends.includes(null) ? null : (ends.sort().at(-1) ?? null);
  }
}

/** By its name: an application may have the SDK once by `import` and once by `require`. Never throws. */
export function isAgentPaused(error: unknown): error is AgentPaused {
  try {
    return error instanceof Error && error.name === 'AgentPaused';
  } catch {
    return false;
  }
}
